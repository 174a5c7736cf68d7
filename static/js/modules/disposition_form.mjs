import { Refused, ask } from "../api.mjs";
import { CALL, DISPOSED, STOPPED, hear, tell } from "../events.mjs";
import { live } from "../softphone/call_state.mjs";
import { objection, price, suggested } from "./disposition_fields.mjs";

const HINTS = {
  none: "The outcome is asked for once a call has begun.",
  live: "Save now, and it is kept for the end of the call.",
  kept: "It is saved when the call ends, and the next lead comes. Change anything to take that back.",
  owed: "Saving brings the next lead.",
};
const UNSAVED = "Not saved yet. Everything you typed is still here; save again when the connection is back.";

/**
 * The outcome of the call: asked for once a call has begun, saved once it has ended. One that is
 * saved before waits here for the end, so that nothing typed until then is missing from it.
 */
export class DispositionForm {
  #form;
  #parts;
  #call = null;
  #saving = false;
  #kept = false;

  constructor(form) {
    this.#form = form;
    this.#parts = Object.fromEntries([...form.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    form.addEventListener("submit", (event) => (event.preventDefault(), this.#save()));
    form.addEventListener("input", () => ((this.#kept = false), this.#show()));
    form.addEventListener("change", () => this.#show());
    hear(CALL, (call) => this.#follow(call));
    hear(STOPPED, () => this.#choose("do_not_call"));
  }

  get #said() {
    const { code, motivation, asking_price, next_action_on, notes } = Object.fromEntries(new FormData(this.#form));
    return { code: code ?? null, motivation, notes, asking_price: price(asking_price), next_action_on: next_action_on || null };
  }

  get #dateOwed() {
    return this.#form.dataset.dateOwed.split(" ");
  }

  #follow(call) {
    this.#call = call.callId ? call : null;
    const guess = call.phase === "ended" && suggested(call.cause);
    if (guess && !this.#said.code) this.#choose(guess);
    const due = this.#kept && this.#owed;
    this.#kept &&= live(call);
    this.#show();
    if (due) this.#save();
  }

  #choose(code) {
    const choice = this.#form.querySelector(`[name=code][value=${code}]`);
    if (choice && !choice.matches(":disabled")) choice.checked = true;
    this.#show();
  }

  get #owed() {
    return this.#call?.phase === "ended" && this.#call.owed;
  }

  get #open() {
    return this.#call !== null && (live(this.#call) || this.#owed);
  }

  #show() {
    this.#parts.outcomes.disabled = !this.#open;
    this.#parts.save.disabled = !this.#open || this.#saving;
    const needed = this.#dateOwed.includes(this.#said.code);
    this.#parts["date-need"].textContent = needed ? "(needed)" : "(if any)";
    for (const field of this.#form.elements) field.removeAttribute("aria-invalid");
    if (!this.#saving) this.#say(HINTS[this.#owed ? "owed" : this.#kept ? "kept" : this.#open ? "live" : "none"]);
  }

  async #save() {
    if (!this.#open || this.#saving) return;
    const said = this.#said;
    const wrong = objection(said, this.#dateOwed);
    if (wrong) return this.#point(wrong);
    this.#kept = !this.#owed;
    if (this.#kept) return this.#show();
    this.#busy(true, "Saving…");
    try {
      const { next } = await ask("POST", `/calls/${this.#call.callId}/disposition`, said);
      tell(DISPOSED);
      location.assign(next);
    } catch (failure) {
      const refused = failure instanceof Refused && failure.status !== 401;
      this.#busy(false, refused ? `${failure.message} Everything you typed is still here.` : UNSAVED, "not");
    }
  }

  #busy(saving, text, tone) {
    this.#saving = saving;
    this.#parts.save.disabled = saving;
    this.#say(text, tone);
  }

  #point({ field, text }) {
    const wrong = this.#form.querySelector(`[name=${field}]`);
    wrong.setAttribute("aria-invalid", "true");
    wrong.focus();
    this.#say(text, "not");
  }

  #say(text, tone = "") {
    this.#parts.saved.textContent = text;
    this.#parts.saved.dataset.tone = tone;
  }
}
