import { final, request } from "../api.mjs";

const EVERY_MS = 1_000;

/** Asks for the call's document once a second until it has ended. */
export class CallPoll {
  #tell;
  #callId = null;
  #path = "";
  #tag = null;
  #timer = 0;

  /** @param {(callId: string, document: object) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  follow(callId, path) {
    clearTimeout(this.#timer);
    this.#callId = callId;
    this.#path = path;
    this.#tag = null;
    this.#ask(callId);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#callId = null;
  }

  async #ask(callId) {
    const done = await this.#once(callId);
    if (callId !== this.#callId || done) return;
    this.#timer = setTimeout(() => this.#ask(callId), EVERY_MS);
  }

  async #once(callId) {
    try {
      const answer = await request("GET", this.#path, { headers: this.#tag ? { "If-None-Match": this.#tag } : {} });
      if (answer.status === 304 || callId !== this.#callId) return false;
      this.#tag = answer.headers.get("ETag");
      const document = await answer.json();
      this.#tell(callId, document);
      return document.state === "ended";
    } catch (failure) {
      return final(failure);
    }
  }
}
