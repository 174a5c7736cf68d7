import { LINK, hear } from "../events.mjs";

const WORDS = {
  offline: "No connection to Cleardial. What you typed stays in this page and is saved when the connection is back. A call that is on goes on; you can hang up.",
  server: "Cleardial has a fault. What you typed stays in this page and is tried again. A call that is on goes on.",
  signed_out: "You are signed out. What you typed stays in this page: sign in again in another tab, then go on here.",
};

/** Says over the top of the page that the server cannot be reached, what is safe and what to do. */
export class Connection {
  #element;

  constructor(element) {
    this.#element = element;
    hear(LINK, ({ problem }) => this.#show(problem));
    window.addEventListener("offline", () => this.#show("offline"));
    window.addEventListener("online", () => this.#show(null));
  }

  #show(problem) {
    const text = WORDS[problem] ?? "";
    if (this.#element.textContent !== text) this.#element.textContent = text;
    this.#element.hidden = !text;
  }
}
