/** A hard gate's dialog: Call works once everything that the law asks is acknowledged. */
export class Gate {
  constructor(dialog) {
    const boxes = [...dialog.querySelectorAll("[name=acknowledge]")];
    const go = dialog.querySelector("[data-part=go]");
    dialog.addEventListener("change", () => (go.disabled = !boxes.every(({ checked }) => checked)));
  }
}
