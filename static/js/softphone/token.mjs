const LONGEST_CALL_S = 4 * 3600;
const MARGIN_S = 300;

/**
 * Whether a call that starts now could outlive the token.
 * @param {{fetchedMs: number, ttlS: number} | null} token
 * @param {number} ms
 */
export const tooOld = (token, ms) => !token || token.ttlS - (ms - token.fetchedMs) / 1000 < LONGEST_CALL_S + MARGIN_S;

/** Keeps one token. It is only ever replaced between calls, since a change costs sound. */
export class TokenKeeper {
  #fetch;
  #clock;
  #token = null;

  /** @param {() => Promise<{token: string, ttl: number}>} fetch @param {() => number} clock ms */
  constructor(fetch, clock = () => performance.now()) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  get old() {
    return tooOld(this.#token, this.#clock());
  }

  /** @returns {Promise<string>} a token that outlives the longest call */
  async fresh() {
    if (this.old) await this.renew();
    return this.#token.token;
  }

  async renew() {
    const { token, ttl } = await this.#fetch();
    this.#token = { token, ttlS: ttl, fetchedMs: this.#clock() };
    return token;
  }
}
