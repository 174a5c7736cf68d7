/** What the law asks for this number, as the newest verdict has it; null when it asks nothing. */
export const gatesOf = (number) => document.querySelector(`template[data-gates="${CSS.escape(number)}"]`);

/**
 * The acknowledgements that a number's hard gates ask for, each time anew.
 * @param {string} number
 * @returns {Promise<string[] | null>} gate ids; empty when there is no gate; null when declined
 */
export async function acknowledgements(number) {
  if (!gatesOf(number)) return [];
  const dialog = document.getElementById("gate");
  dialog.dataset.number = number;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.dispatchEvent(new Event("opened"));
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  if (dialog.returnValue !== "call") return null;
  return [...dialog.querySelectorAll("[name=acknowledge]:checked")].map(({ value }) => value);
}
