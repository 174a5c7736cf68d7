import { request } from "../api.mjs";
import { serverClock } from "../clock.mjs";
import { CALL, STALE, SWAPPED, hear, tell } from "../events.mjs";

const HAND_MS = 4_000; // a hand that has not moved for so long is reading elsewhere
const DAY_MS = 86_400_000;
const meaning = (part) => [...part.querySelectorAll("[data-tone]")].map(({ dataset }) => dataset.number + dataset.tone).join();

/**
 * A part of the page that the server renders again and again. A part being read or used waits:
 * nothing moves under the hand, unless the law's answer has turned.
 */
export class LivePart {
  #element;
  #name;
  #last = "";
  #movedMs = 0;
  #turn = 0;
  #phase = "idle";
  #now = serverClock();

  constructor(element) {
    this.#element = element;
    this.#name = element.dataset.partName;
    element.addEventListener("pointermove", () => (this.#movedMs = performance.now()));
    setInterval(() => document.hidden || this.#fetch(), element.dataset.every * 1000);
    document.addEventListener("visibilitychange", () => document.hidden || this.#fetch());
    if (this.#name === "verdict") hear(STALE, () => this.#fetch());
    if (this.#name === "verdict") hear(CALL, ({ phase }) => this.#called(phase));
    this.#awaitTurn();
  }

  /** What was acknowledged holds from the permit to the end of the call, and is shown so. */
  #called(phase) {
    if (phase !== this.#phase && (phase === "connecting" || phase === "ended")) this.#fetch();
    this.#phase = phase;
  }

  /** A window that closes while the page is open is seen to close. */
  #awaitTurn() {
    clearTimeout(this.#turn);
    const left = [...this.#element.querySelectorAll("[data-legal-until]")].map(({ dataset }) => Date.parse(dataset.legalUntil) - this.#now());
    const next = Math.min(...left.filter((ms) => ms > 0));
    if (next < DAY_MS) this.#turn = setTimeout(() => this.#fetch(), next + 500);
  }

  get #inUse() {
    const pointed = this.#element.matches(":hover") && performance.now() - this.#movedMs < HAND_MS;
    return (pointed && this.#name !== "verdict") || this.#element.contains(document.activeElement);
  }

  async #fetch() {
    const answer = await request("GET", location.href, { headers: { Accept: "text/html", "X-Part": this.#name } }).catch(() => null);
    const html = await answer?.text();
    if (!html || html === this.#last) return;
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    if (this.#inUse && meaning(fresh) === meaning(this.#element)) return;
    this.#last = html;
    this.#swap(fresh.children);
  }

  #swap(children) {
    const open = [...this.#element.querySelectorAll("details[open]")].map(({ dataset }) => dataset.keep);
    const focused = this.#element.contains(document.activeElement);
    this.#element.replaceChildren(...children);
    for (const details of this.#element.querySelectorAll("details")) details.open = open.includes(details.dataset.keep);
    tell(SWAPPED, { name: this.#name });
    if (focused) this.#element.querySelector(".verdict:not([hidden]) summary")?.focus();
    this.#awaitTurn();
  }
}
