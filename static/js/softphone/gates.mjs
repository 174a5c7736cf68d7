/**
 * The acknowledgements that a number's hard gates ask for, each time anew. The dialog of a gate
 * stands in the page only while the verdict has one.
 * @param {string} number
 * @returns {Promise<string[] | null>} gate ids; empty when there is no gate; null when declined
 */
export async function acknowledgements(number) {
  const dialog = document.getElementById(`gate-${number}`);
  if (!dialog) return [];
  dialog.querySelector("form").reset();
  dialog.returnValue = "";
  dialog.dispatchEvent(new Event("change"));
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  if (dialog.returnValue !== "call") return null;
  return [...dialog.querySelectorAll("[name=acknowledge]:checked")].map(({ value }) => value);
}
