import { IDLE, audible, live, next } from "./call_state.mjs";
import { Correspondence } from "./correspondence.mjs";
import { wasLeft } from "./parting.mjs";
import { NoCall, askPermit, askTake, grantMicrophone } from "./permit.mjs";
import { BROKEN } from "./refusals.mjs";
import { Ear } from "./silence.mjs";

const PERMIT_MS = 30_000;

/** One agent's calls, one after another: asked here, carried by the line, told by the server. */
export class AgentCall {
  #call = IDLE;
  #line;
  #words;
  #changed;
  #letters = new Correspondence(() => this.#call, (event) => this.#step(event));
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
    this.#letters.about(callId, take);
    this.#step({ type: "resumed", callId, state, owed, reloaded });
    if (state !== "ended") this.#letters.say("left");
    this.#letters.follow();
  }

  /** @param {{lead: string, number: string, given: string[]}} order @param {string} microphone */
  begin = (order, microphone) => this.#open(() => askPermit(order, this.#words.refusals), microphone);

  /** Take a call from its assistant. @param {string} microphone */
  take = (callId, microphone) => this.#open(() => askTake(callId, this.#words.refusals), microphone);

  async #open(asking, microphone) {
    this.#step({ type: "pressed" });
    try {
      await grantMicrophone();
      this.#step({ type: "granted" });
      const { call_id: callId, permit, take } = await asking();
      this.#letters.about(callId, take);
      this.#step({ type: "permitted", callId });
      this.#letters.follow();
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
    if (live(this.#call)) this.#letters.say("hangup");
    this.#letters.stop();
    this.#step({ type: "refused", refusal });
  }

  #heard() {
    this.#step({ type: "heard" });
    this.#letters.say("joined", () => audible(this.#call));
  }

  #silent() {
    this.#step({ type: "silent" });
    if (this.#call.cause === "no_sound") this.#end();
  }

  hangUp() {
    this.#step({ type: "left" });
    this.#end();
  }

  leave = () => live(this.#call) && this.#letters.left();
  press = (digits) => audible(this.#call) && this.#line.press(digits);
  disposed = () => this.#step({ type: "disposed" });

  /** The sound ends here and now, whoever hears of it. */
  #end() {
    this.#line.hangUp();
    this.#letters.say("hangup");
  }

  #step(event) {
    const before = this.#call;
    this.#call = next(before, event);
    if (this.#call !== before) this.#changed(this.#call);
  }
}
