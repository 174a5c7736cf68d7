/**
 * The call as this page knows it: a pure fold of what the person did, what the SDK said and what
 * the server's document says. The document alone may say dialling, ringing, talking and ended.
 *
 * @typedef {"idle" | "microphone" | "permitting" | "connecting" | "listening" | "joined" |
 *   "dialling" | "ringing" | "talking" | "leaving" | "ended"} Phase
 * @typedef {{phase: Phase, callId: string | null, muted: boolean, answeredAt: string | null,
 *   seenMs: number | null, endedAt: string | null, cause: string | null, owed: boolean,
 *   reloaded: boolean, unheard: boolean, refusal: object | null, warning: string | null}} Call
 *   `unheard`: this page has said its word, and the server has not answered yet
 */

/** @type {Call} */
export const IDLE = Object.freeze({
  phase: "idle",
  callId: null,
  muted: false,
  answeredAt: null,
  seenMs: null,
  endedAt: null,
  cause: null,
  owed: false,
  reloaded: false,
  unheard: false,
  refusal: null,
  warning: null,
});

const ORDER = ["idle", "microphone", "permitting", "connecting", "listening", "joined", "dialling", "ringing", "talking", "leaving", "ended"];
const TOLD = { permitted: "connecting", connecting: "connecting", joined: "listening" };
const rank = (phase) => ORDER.indexOf(phase);

/** @param {Call} call */
export const live = ({ phase }) => rank(phase) > rank("permitting") && phase !== "ended";

/** @param {Call} call whether a new call may be asked for */
export const free = ({ phase, owed }) => phase === "idle" || (phase === "ended" && !owed);

/** @param {Call} call whether sound may pass between the agent and the room */
export const audible = ({ phase }) => rank(phase) >= rank("listening") && rank(phase) <= rank("talking");

const later = (call, phase) => (rank(phase) > rank(call.phase) ? { ...call, phase } : call);
const owes = ({ owed, legs = [], disposition }) => owed ?? (!disposition && legs.some((leg) => leg.role === "lead" && leg.sid));

function told(call, { document: is, pageMs }) {
  const known = {
    ...call,
    answeredAt: is.answered_at ?? call.answeredAt,
    seenMs: call.seenMs ?? (is.answered_at ? pageMs : null),
    endedAt: is.ended_at ?? null,
    owed: owes(is),
  };
  if (is.state === "ended") return { ...known, phase: "ended", cause: causeOf(call, is), muted: false, unheard: false, warning: null };
  return call.phase === "leaving" ? known : later(known, TOLD[is.state] ?? is.state);
}

/** Silence explains the end of a call in which nobody was dialled, and of no other. */
const causeOf = (call, is) => (call.cause === "no_sound" && owes(is) ? is.cause : (call.cause ?? is.cause ?? null));

/** An ended call learns what it did not know; what it was ended by stays. */
const afterwards = (call, is) => ({
  ...call,
  owed: owes(is),
  cause: causeOf(call, is),
  answeredAt: call.answeredAt ?? is.answered_at ?? null,
  endedAt: call.endedAt ?? is.ended_at ?? null,
});

const STEPS = {
  pressed: (call) => (free(call) ? { ...IDLE, phase: "microphone" } : call),
  granted: (call) => later(call, "permitting"),
  permitted: (call, { callId }) => ({ ...later(call, "connecting"), callId }),
  refused: (call, { refusal }) => ({ ...IDLE, refusal, owed: call.owed }),
  resumed: (call, { callId, state, owed, reloaded }) => ({ ...IDLE, callId, owed, reloaded, phase: state === "ended" ? "ended" : "leaving" }),
  accepted: (call) => later(call, "listening"),
  heard: (call) => later(call, "joined"),
  silent: (call) => (audible(call) ? { ...call, phase: "leaving", cause: "no_sound", unheard: false } : call),
  muted: (call, { muted }) => (audible(call) ? { ...call, muted } : call),
  warned: (call, { warning }) => (live(call) ? { ...call, warning } : call),
  unheard: (call, { unheard }) => (live(call) ? { ...call, unheard } : call),
  left: (call) => (live(call) && call.phase !== "leaving" ? { ...call, phase: "leaving", muted: false, unheard: false } : call),
  told: (call, event) => (call.phase === "ended" ? afterwards(call, event.document) : told(call, event)),
  disposed: (call) => ({ ...call, owed: false }),
};

/**
 * The call after `event`; an event of another call, or one that means nothing here, changes nothing.
 * @param {Call} call
 * @param {{type: string, of?: string}} event `of` names the call that the event belongs to
 * @returns {Call}
 */
export function next(call, event) {
  if (event.of && event.of !== call.callId) return call;
  return STEPS[event.type]?.(call, event) ?? call;
}
