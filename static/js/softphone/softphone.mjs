import { ask } from "../api.mjs";
import { duration, serverClock, talked } from "../clock.mjs";
import { AUDIO, CALL, DIGIT, DISPOSED, NUMBER, STALE, SWAPPED, TAKE, hear, say, tell } from "../events.mjs";
import { AgentCall } from "./agent_call.mjs";
import { CallCard } from "./call_card.mjs";
import { audible, free, live } from "./call_state.mjs";
import { view } from "./call_view.mjs";
import { acknowledgements } from "./gates.mjs";
import { Home } from "./home.mjs";
import { Line } from "./line.mjs";
import { chosen } from "./microphone.mjs";
import { TokenKeeper } from "./token.mjs";

const ARMED_MS = 3_000;
const TICK_MS = 250;

/** The call card of the workspace. */
export class Softphone {
  #where = "unknown";
  #armedMs = -ARMED_MS;
  #said = "";
  #lead;
  #settings = JSON.parse(document.getElementById("softphone-settings").textContent);
  #serverMs = serverClock();
  #line = new Line(this.#settings, new TokenKeeper(() => ask("GET", "/softphone/token")));
  #call = new AgentCall(this.#line, this.#settings.words, (call) => this.#changed(call));
  #card;

  constructor(element) {
    this.#lead = element.dataset.lead;
    const home = new Home((where) => this.#moved(where));
    this.#card = new CallCard(element, (action, byKey) => this.#press(action, byKey), () => home.call());
    this.#line.addEventListener("volume", ({ detail }) => this.#card.levels(detail));
    for (const changed of [NUMBER, SWAPPED]) hear(changed, () => this.#paint());
    hear(TAKE, ({ callId }) => this.#take(callId));
    hear(DISPOSED, () => this.#call.disposed());
    hear(DIGIT, ({ digits }) => this.#call.press(digits));
    hear(AUDIO, ({ microphone, speaker }) => (this.#line.useMicrophone(microphone), this.#line.useSpeaker(speaker)));
    window.addEventListener("beforeunload", (event) => live(this.#call.state) && event.preventDefault());
    window.addEventListener("pagehide", () => this.#call.leave());
    this.#line.useSpeaker(chosen("speaker"));
    setInterval(() => this.#tick(), TICK_MS);
    this.#paint();
  }

  #moved(where) {
    this.#where = where;
    const { call } = this.#settings;
    if (where === "here" && call) (this.#settings.call = null, this.#call.resume(call));
    if (where === "here") this.#line.warm().catch(() => {});
    if (where === "here") this.#takeOffered();
    this.#paint();
  }

  #press(action, byKey) {
    if (action === "call") this.#begin();
    if (action === "mute") this.#line.mute(!this.#call.state.muted);
    if (action === "hang-up" && (!byKey || this.#sure())) this.#call.hangUp();
  }

  /** A key is pressed by mistake sooner than a button: in a talk it must be pressed twice. */
  #sure() {
    const sure = this.#call.state.phase !== "talking" || this.#armed;
    this.#armedMs = sure ? -ARMED_MS : performance.now();
    this.#paint();
    return sure;
  }

  get #armed() {
    return performance.now() - this.#armedMs < ARMED_MS;
  }

  get #mayBegin() {
    return free(this.#call.state) && this.#where === "here" && this.#card.may;
  }

  async #begin() {
    if (!this.#mayBegin) return;
    const number = this.#card.number;
    const given = await acknowledgements(number);
    if (given !== null && this.#mayBegin) await this.#call.begin({ lead: this.#lead, number, given }, chosen("microphone"));
  }

  /** An offer that was taken on another lead's page opens this one. */
  #takeOffered() {
    const { searchParams, pathname } = new URL(location.href);
    const callId = searchParams.get("take");
    if (callId) (history.replaceState(null, "", pathname), this.#take(callId));
  }

  async #take(callId) {
    if (free(this.#call.state) && this.#where === "here") await this.#call.take(callId, chosen("microphone"));
  }

  #changed(call) {
    if (call.refusal?.stale) tell(STALE);
    if (!audible(call)) this.#card.levels({ input: 0, output: 0 });
    this.#paint();
    tell(CALL, call);
  }

  #paint() {
    const page = { may: this.#card.may, here: this.#where === "here", armed: this.#armed };
    const shown = view(this.#call.state, this.#settings.words, page);
    this.#card.paint(shown, this.#where);
    const sentence = [shown.words, shown.detail].filter(Boolean).join(". ");
    if (sentence !== this.#said && this.#call.state.phase !== "idle") say(sentence);
    this.#said = sentence;
  }

  #tick() {
    const { answeredAt, seenMs, endedAt } = this.#call.state;
    const now = { serverMs: this.#serverMs(), pageMs: performance.now() };
    this.#card.timer(duration(answeredAt ? talked({ answeredAt, seenMs, endedAt }, now) : 0));
    if (this.#armedMs > 0 && !this.#armed) this.#armedMs = (this.#paint(), -ARMED_MS);
  }
}
