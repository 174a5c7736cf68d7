import { ask } from "../api.mjs";
import { STALE, STOPPED, say, tell } from "../events.mjs";

/** One key, then number or person; it holds at once. The law keeps it, so it is confirmed. */
export class DoNotCall {
  #dialog;
  #note;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#note = dialog.querySelector("[data-part=saved]");
    dialog.addEventListener("opened", () => this.#open());
    dialog.querySelector("form").addEventListener("submit", (event) => (event.preventDefault(), this.#stop()));
  }

  get #number() {
    return document.querySelector("[name=number]:checked");
  }

  #open() {
    this.#note.textContent = "";
    const number = this.#dialog.querySelector("[value=number]");
    number.disabled = !this.#number;
    this.#dialog.querySelector("[data-part=number]").textContent = this.#number?.parentElement.querySelector("[data-shown]").textContent ?? "";
  }

  async #stop() {
    const only = this.#dialog.querySelector("[name=scope]:checked").value === "number";
    this.#note.textContent = "Recording…";
    try {
      await ask("POST", "/do-not-call", { lead_id: this.#dialog.dataset.lead, number_id: only ? this.#number.value : null });
    } catch {
      this.#note.textContent = "Not recorded yet. Do not call this number, and press again when the connection is back.";
      this.#note.dataset.tone = "not";
      return;
    }
    this.#dialog.close();
    say("Recorded. Nobody will call again.");
    tell(STOPPED);
    tell(STALE);
  }
}
