import { CALL, DIGIT, hear, tell } from "../events.mjs";
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

  #write(text) {
    this.#sent = text;
    this.#field.value = text;
  }

  #send(digits) {
    tell(DIGIT, { digits });
  }
}
