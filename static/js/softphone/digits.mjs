/** The SDK's `w` waits from the start of a run and then drops what is queued: never send it. */
const DIGIT_MS = 230;
const PAUSE_MS = 500;

/**
 * What was typed or pasted, as runs to send one after another. `w`, `,` and `;` pause between two
 * runs; everything that is no digit, star or hash is left out.
 * @param {string} text
 * @returns {{digits: string, waitMs: number}[]} `waitMs`: from the start of this run to the next
 */
export function runs(text) {
  return text
    .split(/[w,;]+/i)
    .map((part) => part.replace(/[^0-9*#]/g, ""))
    .filter(Boolean)
    .map((digits) => ({ digits, waitMs: digits.length * DIGIT_MS + PAUSE_MS }));
}

/** Sends runs in order, also when more are added while one is on its way. */
export class DigitQueue {
  #send;
  #wait;
  #busy = Promise.resolve();

  constructor(send, wait = (ms) => new Promise((done) => setTimeout(done, ms))) {
    this.#send = send;
    this.#wait = wait;
  }

  /** @param {string} text @returns {Promise<void>} when all of it was sent */
  press(text) {
    for (const { digits, waitMs } of runs(text)) {
      this.#busy = this.#busy.then(() => (this.#send(digits), this.#wait(waitMs)));
    }
    return this.#busy;
  }
}
