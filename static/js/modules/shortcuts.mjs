import { DIGIT, tell } from "../events.mjs";
import { singleKeys } from "./key_switch.mjs";
import { isText, meaning } from "./keys.mjs";

const ACTIVE = "a, button, summary, input, select, textarea, [tabindex='0']";

/** The keys of the page, the dialogs they open, and the keypad. */
export class Shortcuts {
  constructor(body) {
    body.addEventListener("keydown", (event) => this.#keyed(event));
    body.addEventListener("click", ({ target }) => this.#clicked(target));
  }

  #keyed(event) {
    const means = meaning(event, this.#page(event.target));
    if (!means) return;
    if (means.save) return this.#save(event);
    if (means.leave) return this.#leave(event.target);
    if (means.digit) return tell(DIGIT, { digits: means.digit });
    const target = this.#find(means.key);
    if (target) (event.preventDefault(), this.#use(target));
  }

  #page(target) {
    return {
      typing: isText(target),
      dialog: document.querySelector("dialog[open]") !== null,
      keypad: document.querySelector(".keypad:not([hidden])") !== null,
      singles: singleKeys(),
      resting: !target.closest(ACTIVE),
    };
  }

  /** Out of the field; then, or from the keypad's own, the keypad goes. */
  #leave(target) {
    const pad = document.querySelector("[data-action=keypad][aria-expanded=true]");
    if (pad && (!isText(target) || target.closest(".keypad"))) pad.click();
    target.blur?.();
  }

  #save(event) {
    const form = document.querySelector("[data-module=disposition-form]");
    if (form) (event.preventDefault(), form.requestSubmit());
  }

  #find(key) {
    const named = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"], [data-key="${key === "Enter" ? key : ""}"]`)];
    return named.find((element) => element.checkVisibility() && !element.matches(":disabled, :has(:disabled):not(fieldset)"));
  }

  #use(target) {
    if (!target.dispatchEvent(new CustomEvent("shortcut", { cancelable: true }))) return;
    if (isText(target)) target.focus();
    else target.click();
  }

  #clicked(target) {
    const opener = target.closest?.("[data-open]");
    if (opener) this.#toggle(document.getElementById(opener.dataset.open));
    if (target.closest?.("[data-close]")) target.closest("dialog").close();
  }

  #toggle(dialog) {
    if (dialog.open) return dialog.close();
    dialog.showModal();
    dialog.dispatchEvent(new Event("opened"));
  }
}
