import { ask } from "../api.mjs";
import { CALL, hear, say } from "../events.mjs";

const CALM_MS = 600;
const AGAIN_MS = 5_000;

/** Notes are kept by the server as they are typed, from the first moment of a call. */
export class Notes {
  #field;
  #status;
  #callId = null;
  #kept;
  #timer = 0;

  constructor(field) {
    this.#field = field;
    this.#status = field.form.querySelector("[data-part=notes-saved]");
    this.#kept = field.value;
    field.addEventListener("input", () => this.#later(CALM_MS));
    hear(CALL, (call) => this.#follow(call));
    window.addEventListener("beforeunload", (event) => this.#unsaved && (event.preventDefault(), this.#keep()));
    window.addEventListener("pagehide", () => this.#keep());
    window.addEventListener("online", () => this.#later(0));
  }

  get #unsaved() {
    return this.#callId !== null && this.#field.value !== this.#kept;
  }

  #follow({ callId, reloaded }) {
    if (callId === this.#callId) return;
    this.#callId = callId;
    if (callId) this.#later(0);
    if (reloaded) this.#recall();
  }

  /** The last words of the page before this one may have reached the server after this page left it. */
  async #recall() {
    const { notes } = await ask("GET", `/calls/${this.#callId}/notes`).catch(() => ({ notes: "" }));
    if (notes && !this.#unsaved) this.#kept = this.#field.value = notes;
  }

  #later(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), ms);
  }

  async #keep() {
    if (!this.#unsaved) return;
    const notes = this.#field.value;
    try {
      await ask("PUT", `/calls/${this.#callId}/notes`, { notes });
      this.#kept = notes;
      this.#status.textContent = "Notes are saved.";
      if (this.#unsaved) this.#later(CALM_MS);
    } catch {
      if (this.#status.textContent !== "Notes are not saved yet; trying again.") say("Notes are not saved yet; trying again.");
      this.#status.textContent = "Notes are not saved yet; trying again.";
      this.#later(AGAIN_MS);
    }
  }
}
