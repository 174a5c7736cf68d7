import { Refused, ask } from "../api.mjs";

const EVERY_MS = 15_000;

/** One machine has the softphone: renews the lease, and tells when another one has it. */
export class Lease {
  #tell;
  #timer = 0;

  /** @param {(held: boolean) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  keep() {
    clearTimeout(this.#timer);
    ask("POST", "/softphone/lease", {}).then(
      () => this.#tell(true),
      (failure) => failure instanceof Refused && failure.status === 409 && this.#tell(false),
    );
    this.#timer = setTimeout(() => this.keep(), EVERY_MS);
  }
}
