import { CallPoll } from "./call_poll.mjs";
import { insist, sayLeft } from "./parting.mjs";

/** A call that was taken from its assistant is spoken of as that attempt. */
const pathOf = (callId, take) => `/calls/${callId}${take === undefined || take === null ? "" : `/takes/${take}`}`;

/** What page and server tell each other of one call: asked once a second, said until answered. */
export class Correspondence {
  #path = "";
  #current;
  #step;
  #poll;

  /** @param {() => {callId: string, phase: string}} current @param {(event: object) => void} step */
  constructor(current, step) {
    this.#current = current;
    this.#step = step;
    this.#poll = new CallPoll((of, document) => step({ type: "told", of, document, pageMs: performance.now() }));
  }

  about(callId, take) {
    this.#path = pathOf(callId, take);
  }

  follow() {
    this.#poll.follow(this.#current().callId, this.#path);
  }

  stop() {
    this.#poll.stop();
  }

  /** @param {() => boolean} worth whether it must still be said while the call is this one */
  say(what, worth = () => this.#current().phase !== "ended") {
    const { callId } = this.#current();
    const other = () => this.#current().callId !== callId;
    insist(this.#path, what, (unheard) => this.#step({ type: "unheard", of: callId, unheard }), () => other() || worth());
  }

  /** Said while the page goes away. */
  left() {
    sayLeft(this.#path, this.#current().callId);
  }
}
