import { CALL, DIGIT, hear, tell } from "../events.mjs";
import { isText } from "./keys.mjs";
import { audible } from "../softphone/call_state.mjs";

/** Digits into the call: pressed, typed on keys while it is open, or pasted whole. */
export class Keypad {
  #pad;
  #field;
  #sent = "";
  #button = document.querySelector("[data-action=keypad]");

  constructor(pad) {
    this.#pad = pad;
    this.#field = pad.querySelector("input");
    this.#button.addEventListener("click", () => this.#show(pad.hidden));
    pad.addEventListener("click", ({ target }) => target.dataset.digit && this.#send(target.dataset.digit));
    this.#field.addEventListener("input", ({ inputType }) => this.#typed(inputType));
    document.addEventListener("paste", (event) => this.#pasted(event));
    hear(DIGIT, ({ digits }) => this.#write(this.#sent + digits));
    hear(CALL, (call) => audible(call) || this.#show(false));
  }

  #show(open) {
    this.#pad.hidden = !open;
    this.#button.setAttribute("aria-expanded", open);
    this.#write("");
  }

  /** What was sent cannot be taken back: deleting puts it back. */
  #typed(inputType) {
    const { value } = this.#field;
    const fresh = value.startsWith(this.#sent) ? value.slice(this.#sent.length) : value;
    this.#write(this.#sent);
    if (fresh && !inputType?.startsWith("delete")) this.#send(fresh);
  }

  /** Pasted anywhere but into another field. */
  #pasted({ target, clipboardData }) {
    if (!this.#pad.hidden && !isText(target)) this.#send(clipboardData.getData("text"));
  }

  #write(text) {
    this.#sent = text;
    this.#field.value = text;
  }

  #send(digits) {
    tell(DIGIT, { digits });
  }
}
