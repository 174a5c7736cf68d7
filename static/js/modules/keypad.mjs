import { CALL, DIGIT, hear, tell } from "../events.mjs";
import { audible } from "../softphone/call_state.mjs";

/** Digits into the call: pressed, typed on keys while it is open, or pasted whole. */
export class Keypad {
  #pad;
  #field;
  #button = document.querySelector("[data-action=keypad]");

  constructor(pad) {
    this.#pad = pad;
    this.#field = pad.querySelector("input");
    this.#button.addEventListener("click", () => this.#show(pad.hidden));
    pad.addEventListener("click", ({ target }) => target.dataset.digit && this.#send(target.dataset.digit));
    this.#field.addEventListener("beforeinput", (event) => this.#typed(event));
    hear(DIGIT, ({ digits }) => (this.#field.value += digits));
    hear(CALL, (call) => audible(call) || this.#show(false));
  }

  #show(open) {
    this.#pad.hidden = !open;
    this.#button.setAttribute("aria-expanded", open);
    this.#field.value = "";
  }

  #typed(event) {
    const text = event.data ?? event.dataTransfer?.getData("text/plain");
    if (text === null || text === undefined) return;
    event.preventDefault();
    this.#send(text);
  }

  #send(digits) {
    tell(DIGIT, { digits });
  }
}
