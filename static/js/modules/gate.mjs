import { SWAPPED, hear } from "../events.mjs";
import { gatesOf } from "../softphone/gates.mjs";

const ASKS = "Before you call: the law asks something of you";
const NO_CALL = "No call now";
const CHANGED = "What the law asks has changed. Read it again.";
const NOTHING = "The law asks nothing of you any more. You may call.";
const BARRED = "The law's answer has changed. This call cannot be made.";

/**
 * A hard gate's dialog: Call works once everything that the law asks is acknowledged. It follows
 * the verdict while it is open.
 */
export class Gate {
  #dialog;
  #asked = "";
  #barred = false;

  constructor(dialog) {
    this.#dialog = dialog;
    dialog.addEventListener("opened", () => this.#open());
    dialog.addEventListener("change", () => this.#weigh());
    hear(SWAPPED, ({ name }) => name === "verdict" && dialog.open && this.#follow());
  }

  #open() {
    this.#ask("");
    this.#dialog.querySelector("[name=acknowledge]")?.focus();
  }

  #follow() {
    const verdict = document.querySelector(`.verdict[data-number="${CSS.escape(this.#number)}"]`);
    const may = verdict?.hasAttribute("data-may") ?? false;
    if (!may) return this.#bar(verdict?.querySelector(".verdict__headline")?.textContent ?? "");
    const asks = gatesOf(this.#number)?.innerHTML ?? "";
    if (this.#barred || asks !== this.#asked) this.#ask(asks ? CHANGED : NOTHING);
  }

  get #number() {
    return this.#dialog.dataset.number;
  }

  #ask(why) {
    const asks = gatesOf(this.#number);
    this.#asked = asks?.innerHTML ?? "";
    this.#show(asks ? [asks.content.cloneNode(true)] : [], why, false);
  }

  #bar(headline) {
    this.#show([], `${BARRED} ${headline.trim()}`, true);
  }

  #show(sections, note, barred) {
    this.#barred = barred;
    this.#part("title").textContent = barred ? NO_CALL : ASKS;
    this.#part("asks").replaceChildren(...sections);
    this.#part("note").textContent = note;
    this.#part("note").hidden = !note;
    this.#part("note").classList.toggle("notice--not", barred);
    this.#part("holds").hidden = sections.length === 0;
    this.#weigh();
    if (barred) this.#dialog.querySelector("[data-close]").focus();
  }

  #weigh() {
    const boxes = [...this.#dialog.querySelectorAll("[name=acknowledge]")];
    this.#part("go").disabled = this.#barred || !boxes.every(({ checked }) => checked);
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
