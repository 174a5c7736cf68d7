/** Whether sound arrives at all. Being connected says nothing about it. */

export const PATIENCE_MS = 3_000;

/**
 * Listens after the line is accepted, and says once what it found: `heard` with the first packets,
 * or `silent` when none came in time.
 */
export class Ear {
  #tell;
  #wait;
  #timer = null;

  /** @param {(finding: "heard" | "silent") => void} tell */
  constructor(tell, wait = (react, ms) => setTimeout(react, ms)) {
    this.#tell = tell;
    this.#wait = wait;
  }

  accepted() {
    const timer = (this.#timer = this.#wait(() => timer === this.#timer && this.#say("silent"), PATIENCE_MS));
  }

  /** @param {number} packets received so far */
  sample(packets) {
    if (this.#timer !== null && packets > 0) this.#say("heard");
  }

  rest() {
    this.#timer = null;
  }

  #say(finding) {
    this.rest();
    this.#tell(finding);
  }
}
