import { ask, request } from "../api.mjs";
import { SENT, say, tell } from "../events.mjs";
import { refusalOf } from "../softphone/refusals.mjs";

const REASONS = {
  lead_busy: "Somebody is talking to this lead right now.",
  switched_off: "A manager has just switched this assistant off.",
};

/** One dialog: which assistant calls, with the law's answer for each, asked as it opens. */
export class LetAssistant {
  #dialog;

  constructor(dialog) {
    this.#dialog = dialog;
    dialog.addEventListener("opened", () => this.#open());
    dialog.addEventListener("change", () => this.#weigh());
    dialog.querySelector("form").addEventListener("submit", (event) => (event.preventDefault(), this.#send()));
  }

  get #number() {
    return document.querySelector("[name=number]:checked")?.value ?? "";
  }

  get #chosen() {
    return this.#dialog.querySelector("[name=playbook]:checked:enabled");
  }

  async #open() {
    this.#note("");
    this.#part("go").disabled = true;
    const path = `/workspace/${this.#dialog.dataset.item}/playbooks?number=${encodeURIComponent(this.#number)}`;
    const answer = await request("GET", path, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer) return this.#note("The law could not be asked. Nobody was called. Open this again when the connection is back.");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    this.#part("choices").replaceChildren(...fresh.children);
    this.#weigh();
    (this.#chosen ?? this.#dialog.querySelector("[data-close]")).focus();
  }

  #weigh() {
    this.#part("go").disabled = !this.#chosen;
  }

  async #send() {
    if (!this.#chosen) return;
    const order = { lead_id: this.#dialog.dataset.lead, number_id: this.#number, assistant: this.#chosen.value };
    this.#part("go").disabled = true;
    this.#note("Checking the law once more…");
    try {
      await ask("POST", "/calls", { ...order, request_id: crypto.randomUUID() });
    } catch (failure) {
      const { title, detail } = refusalOf(failure, REASONS);
      return this.#note([title, detail].filter(Boolean).join(" "));
    }
    this.#dialog.close();
    say("The assistant calls.");
    tell(SENT);
  }

  #note(text) {
    this.#part("saved").textContent = text;
    this.#part("saved").dataset.tone = text.endsWith("…") ? "" : "not";
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
