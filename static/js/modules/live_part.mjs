import { request } from "../api.mjs";
import { STALE, SWAPPED, hear, tell } from "../events.mjs";

const HAND_MS = 4_000; // a hand that has not moved for so long is reading elsewhere

/**
 * A part of the page that the server renders again and again. A part being read or used waits:
 * nothing moves under the hand.
 */
export class LivePart {
  #element;
  #name;
  #last = "";
  #movedMs = 0;

  constructor(element) {
    this.#element = element;
    this.#name = element.dataset.partName;
    element.addEventListener("pointermove", () => (this.#movedMs = performance.now()));
    setInterval(() => document.hidden || this.#fetch(), element.dataset.every * 1000);
    document.addEventListener("visibilitychange", () => document.hidden || this.#fetch());
    if (this.#name === "verdict") hear(STALE, () => this.#fetch());
  }

  get #inUse() {
    const pointed = this.#element.matches(":hover") && performance.now() - this.#movedMs < HAND_MS;
    return (pointed && this.#name !== "verdict") || this.#element.contains(document.activeElement);
  }

  async #fetch() {
    const answer = await request("GET", location.href, { headers: { Accept: "text/html", "X-Part": this.#name } }).catch(() => null);
    const html = await answer?.text();
    if (!html || html === this.#last || this.#inUse) return;
    this.#last = html;
    this.#swap(html);
  }

  #swap(html) {
    const open = [...this.#element.querySelectorAll("details[open]")].map(({ dataset }) => dataset.keep);
    this.#element.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.children);
    for (const details of this.#element.querySelectorAll("details")) details.open = open.includes(details.dataset.keep);
    tell(SWAPPED, { name: this.#name });
  }
}
