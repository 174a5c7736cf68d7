import { request } from "../api.mjs";
import { CALL, hear } from "../events.mjs";
import { live } from "../softphone/call_state.mjs";

const EVERY_MS = 2_000;
const SIGN = "● A lead asks for a person";

/**
 * Who waits for a person, offered to this agent while he is free; also where he looks at another
 * tab: then the title says it.
 */
export class Offers {
  #element;
  #busy = false;
  #last = "";
  #title = document.title;

  constructor(element) {
    this.#element = element;
    hear(CALL, (call) => (this.#busy = live(call)));
    setInterval(() => this.#fetch(), EVERY_MS);
  }

  async #fetch() {
    const answer = this.#busy ? null : await request("GET", "/offers", { headers: { Accept: "text/html" } }).catch(() => null);
    const fresh = new DOMParser().parseFromString(answer ? await answer.text() : "", "text/html").body;
    const hrefs = [...fresh.querySelectorAll("a")].map(({ href }) => href).join();
    if (hrefs !== this.#last) this.#offer(fresh, hrefs);
    else this.#count(fresh);
  }

  #offer(fresh, hrefs) {
    if (!this.#last) this.#title = document.title;
    this.#element.replaceChildren(...fresh.children);
    document.title = hrefs ? SIGN : this.#title;
    this.#last = hrefs;
  }

  /** The seconds that are left change, and nothing else: the button stays under the hand. */
  #count(fresh) {
    const old = this.#element.querySelectorAll("p .grey");
    fresh.querySelectorAll("p .grey").forEach((left, at) => old[at] && (old[at].textContent = left.textContent));
  }
}
