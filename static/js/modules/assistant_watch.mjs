import { ask, request } from "../api.mjs";
import { duration, serverClock } from "../clock.mjs";
import { CALL, SENT, TAKE, hear, tell } from "../events.mjs";

const LIVE_MS = 1_000;
const REST_MS = 10_000;

/**
 * The assistant's call to this lead, word by word as the server renders it. Parts that did not
 * change stay where they are, and the transcript only grows: nothing moves under the hand.
 */
export class AssistantWatch {
  #element;
  #path;
  #timer = 0;
  #now = serverClock();

  constructor(element) {
    this.#element = element;
    this.#path = `/workspace/${element.dataset.item}/assistant`;
    element.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-act]")));
    hear(SENT, () => this.#fetch());
    hear(CALL, ({ refusal }) => this.#refused(refusal));
    document.addEventListener("visibilitychange", () => document.hidden || this.#fetch());
    setInterval(() => this.#tick(), 500);
    this.#fetch();
  }

  get #card() {
    return this.#element.querySelector(".assistant");
  }

  get #live() {
    return this.#card?.hasAttribute("data-live") ?? false;
  }

  async #fetch() {
    clearTimeout(this.#timer);
    const answer = await request("GET", this.#path, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer) this.#show(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".assistant"));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (document.hidden ? (this.#timer = 0) : this.#fetch()), this.#live ? LIVE_MS : REST_MS);
  }

  #show(fresh) {
    const shown = this.#card;
    if (!fresh || shown?.dataset.call !== fresh.dataset.call) this.#element.replaceChildren(...(fresh ? [fresh] : []));
    else this.#renew(shown, fresh);
    this.#element.toggleAttribute("data-live", this.#live);
    const lines = this.#element.querySelector(".transcript");
    if (lines && !lines.matches(":hover, :focus")) lines.scrollTop = lines.scrollHeight;
    this.#tick();
  }

  /** The same call: only what has changed is touched. */
  #renew(shown, fresh) {
    const names = (card) => [...card.querySelectorAll("[data-part]")].map(({ dataset }) => dataset.part).join();
    if (names(shown) !== names(fresh)) return this.#replace(shown, fresh);
    shown.dataset.tone = fresh.dataset.tone;
    shown.toggleAttribute("data-live", fresh.hasAttribute("data-live"));
    for (const part of fresh.querySelectorAll("[data-part]:not([data-part=refused])")) this.#part(shown, part);
    return undefined;
  }

  /** A new part has come: what was being said stays in the log that is being read. */
  #replace(shown, fresh) {
    const log = shown.querySelector("[data-part=lines]");
    const grown = fresh.querySelector("[data-part=lines]");
    this.#grow(log, grown);
    grown.replaceWith(log);
    const act = shown.contains(document.activeElement) && document.activeElement.dataset.act;
    shown.replaceWith(fresh);
    if (act) fresh.querySelector(`[data-act=${act}]`)?.focus();
  }

  #part(shown, fresh) {
    const old = shown.querySelector(`[data-part=${fresh.dataset.part}]`);
    if (fresh.dataset.part === "lines") return this.#grow(old, fresh);
    if (fresh.dataset.part === "acts") return this.#enable(old, fresh);
    if (old.dataset.html !== fresh.innerHTML) (old.replaceChildren(...fresh.childNodes), (old.dataset.html = old.innerHTML));
    return undefined;
  }

  #grow(log, fresh) {
    const [had, has] = [[...log.children], [...fresh.children]];
    const same = had.length <= has.length && had.every((line, at) => line.innerHTML === has[at].innerHTML);
    if (same) log.append(...has.slice(had.length));
    else log.replaceChildren(...has);
  }

  #enable(row, fresh) {
    for (const button of fresh.children) row.querySelector(`[data-act=${button.dataset.act}]`).disabled = button.disabled;
  }

  async #pressed(button) {
    if (!button || button.disabled) return;
    const { call } = this.#card.dataset;
    if (button.dataset.act === "take") return tell(TAKE, { callId: call });
    button.disabled = true;
    await ask("POST", `/calls/${call}/hangup`, {}).catch(() => this.#say("The call could not be ended. Cleardial cannot be reached; press again."));
    return this.#fetch();
  }

  #refused(refusal) {
    this.#say(refusal?.taking ? [refusal.title, refusal.detail].filter(Boolean).join(" ") : "");
  }

  #say(text) {
    const note = this.#element.querySelector("[data-part=refused]");
    if (note) (note.textContent = text, note.hidden = !text, note.dataset.tone = "not");
  }

  #tick() {
    const timer = this.#element.querySelector("[data-since]");
    if (timer) timer.textContent = duration((this.#now() - Date.parse(timer.dataset.since)) / 1000);
  }
}
