import { CallPoll } from "./call_poll.mjs";
import { IDLE, audible, live, next } from "./call_state.mjs";
import { insist, sayLeft, wasLeft } from "./parting.mjs";
import { NoCall, askPermit, askTake, grantMicrophone } from "./permit.mjs";
import { BROKEN } from "./refusals.mjs";
import { Ear } from "./silence.mjs";

const PERMIT_MS = 30_000;

/** A call that was taken from its assistant is spoken of as that attempt. */
const pathOf = (callId, take) => `/calls/${callId}${take === undefined || take === null ? "" : `/takes/${take}`}`;

/** One agent's calls, one after another: asked here, carried by the line, told by the server. */
export class AgentCall {
  #call = IDLE;
  #path = "";
  #line;
  #words;
  #changed;
  #poll = new CallPoll((of, document) => this.#step({ type: "told", of, document, pageMs: performance.now() }));
  #ear = new Ear((finding) => (finding === "heard" ? this.#heard() : this.#silent()));

  /** @param {import("./line.mjs").Line} line @param {(call: object) => void} changed */
  constructor(line, words, changed) {
    this.#line = line;
    this.#words = words;
    this.#changed = changed;
    const on = (name, react) => line.addEventListener(name, ({ detail }) => react(detail));
    on("accepted", () => (this.#step({ type: "accepted" }), this.#ear.accepted()));
    on("sample", ({ packets }) => this.#ear.sample(packets));
    on("muted", ({ muted }) => this.#step({ type: "muted", muted }));
    on("warned", ({ warning }) => this.#step({ type: "warned", warning }));
    on("disconnected", () => this.#disconnected());
  }

  get state() {
    return this.#call;
  }

  /** A call that the server still knows from before this page: it has no line any more. */
  resume({ call_id: callId, state, owed, take }) {
    const reloaded = state !== "ended" || wasLeft(callId);
    this.#path = pathOf(callId, take);
    this.#step({ type: "resumed", callId, state, owed, reloaded });
    if (state !== "ended") this.#say(callId, "left");
    this.#poll.follow(callId, this.#path);
  }

  /** @param {{lead: string, number: string, given: string[]}} order @param {string} microphone */
  async begin(order, microphone) {
    await this.#open(() => askPermit(order, this.#words.refusals), microphone);
  }

  /** Take a call from its assistant. @param {string} microphone */
  async take(callId, microphone) {
    await this.#open(() => askTake(callId, this.#words.refusals), microphone);
  }

  async #open(asking, microphone) {
    this.#step({ type: "pressed" });
    try {
      await grantMicrophone();
      this.#step({ type: "granted" });
      const { call_id: callId, permit, take } = await asking();
      this.#path = pathOf(callId, take);
      this.#step({ type: "permitted", callId });
      this.#poll.follow(callId, this.#path);
      setTimeout(() => this.#giveUp(callId), PERMIT_MS);
      await this.#line.connect(permit, microphone);
      if (this.#call.phase === "leaving") this.#line.hangUp();
    } catch (failure) {
      this.#fail(failure instanceof NoCall ? failure.refusal : BROKEN);
    }
  }

  /** A line that closes before it was open never was one. */
  #disconnected() {
    this.#ear.rest();
    if (this.#call.phase === "connecting") this.#fail(BROKEN);
    else this.#step({ type: "left" });
  }

  /** The permit has run out and the line is still not open. */
  #giveUp(callId) {
    if (this.#call.callId !== callId || this.#call.phase !== "connecting") return;
    this.#fail(BROKEN);
    this.#line.hangUp();
  }

  #fail(refusal) {
    if (live(this.#call)) this.#say(this.#call.callId, "hangup");
    this.#poll.stop();
    this.#step({ type: "refused", refusal });
  }

  #heard() {
    this.#step({ type: "heard" });
    this.#say(this.#call.callId, "joined", () => audible(this.#call));
  }

  #silent() {
    this.#step({ type: "silent" });
    if (this.#call.cause === "no_sound") this.#end();
  }

  hangUp() {
    this.#step({ type: "left" });
    this.#end();
  }

  /** Said while the page goes away. */
  leave() {
    if (live(this.#call)) sayLeft(this.#path, this.#call.callId);
  }

  press(digits) {
    if (audible(this.#call)) this.#line.press(digits);
  }

  disposed() {
    this.#step({ type: "disposed" });
  }

  /** The sound ends here and now, whoever hears of it. */
  #end() {
    this.#line.hangUp();
    this.#say(this.#call.callId, "hangup");
  }

  #say(callId, what, worth = () => this.#call.phase !== "ended") {
    const other = () => this.#call.callId !== callId;
    insist(this.#path, what, (unheard) => this.#step({ type: "unheard", of: callId, unheard }), () => other() || worth());
  }

  #step(event) {
    const before = this.#call;
    this.#call = next(before, event);
    if (this.#call !== before) this.#changed(this.#call);
  }
}
