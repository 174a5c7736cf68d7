import { NUMBER, SWAPPED, hear, tell } from "../events.mjs";

/** Which number is called; its own verdict is the one that is shown. */
export class Numbers {
  #element;

  constructor(element) {
    this.#element = element;
    element.addEventListener("change", () => this.#show());
    element.addEventListener("shortcut", (event) => (event.preventDefault(), this.#following()));
    hear(SWAPPED, ({ name }) => name === "verdict" && this.#show());
    this.#show();
  }

  get #choices() {
    return [...this.#element.querySelectorAll("[name=number]")];
  }

  #following() {
    const choices = this.#choices;
    const at = choices.findIndex(({ checked }) => checked);
    if (choices.length) choices[(at + 1) % choices.length].checked = true;
    this.#show();
  }

  #show() {
    const id = this.#choices.find(({ checked }) => checked)?.value;
    for (const verdict of document.querySelectorAll(".verdict[data-number]")) (verdict.hidden = verdict.dataset.number !== id), this.#mark(verdict);
    tell(NUMBER, { id });
  }

  /** The mark beside a number says what its verdict says. */
  #mark(verdict) {
    const choice = this.#choices.find(({ value }) => value === verdict.dataset.number);
    const mark = choice?.parentElement.querySelector("[data-mark]");
    const [icon, words] = verdict.querySelector(".verdict__headline").children;
    if (!mark || mark.lastElementChild.textContent === words.textContent) return;
    mark.className = `tone-${verdict.dataset.tone}`;
    mark.firstElementChild.replaceWith(icon.cloneNode(true));
    mark.lastElementChild.textContent = words.textContent;
  }
}
