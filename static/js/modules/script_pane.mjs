import { NUMBER, hear } from "../events.mjs";

const FOLDED = "cleardial-script-folded";

/** The words for the number that is chosen. They change with its verdict, and whoever folds them has them folded for the next lead too. */
export class ScriptPane {
  #lines;

  constructor(details) {
    this.#lines = details.querySelector("[data-part=lines]");
    details.open = localStorage.getItem(FOLDED) === null;
    details.addEventListener("toggle", () => (details.open ? localStorage.removeItem(FOLDED) : localStorage.setItem(FOLDED, "yes")));
    hear(NUMBER, ({ id }) => this.#show(id));
  }

  /** Untouched while they stay the same: nothing moves under the eye. */
  #show(id) {
    const words = document.querySelector(`template[data-script="${CSS.escape(id ?? "")}"]`);
    if (words && words.innerHTML.trim() !== this.#lines.innerHTML.trim()) this.#lines.replaceChildren(words.content.cloneNode(true));
  }
}
