import assert from "node:assert/strict";
import { test } from "node:test";

import { IDLE, audible, free, live, next } from "../../static/js/softphone/call_state.mjs";

const run = (...events) => events.reduce(next, IDLE);
const told = (state, more = {}) => ({ type: "told", of: "c1", pageMs: 5000, document: { state, legs: [], owed: false, cause: null, answered_at: null, ended_at: null, ...more } });
const begun = [{ type: "pressed" }, { type: "granted" }, { type: "permitted", callId: "c1" }];
const talking = [...begun, { type: "accepted" }, { type: "heard" }, told("talking", { answered_at: "2026-11-20T20:46:00Z" })];

test("a call goes from the press through microphone, permit and line to the talk", () => {
  const phases = [];
  [...begun, { type: "accepted" }, { type: "heard" }, told("dialling"), told("ringing"), told("talking")].reduce((call, event) => {
    phases.push(next(call, event).phase);
    return next(call, event);
  }, IDLE);

  assert.deepEqual(phases, ["microphone", "permitting", "connecting", "listening", "joined", "dialling", "ringing", "talking"]);
});

test("a document that is late does not take the call back", () => {
  assert.equal(run(...talking, told("ringing")).phase, "talking");
});

test("the server may know of the ringing before the page hears the line", () => {
  const call = run(...begun, told("ringing"), { type: "accepted" }, { type: "heard" });

  assert.equal(call.phase, "ringing");
});

test("a document of another call changes nothing", () => {
  const call = run(...talking);

  assert.equal(next(call, { ...told("ended"), of: "c0" }), call);
});

test("a second press while a call is on asks for no second call", () => {
  const call = run(...talking);

  assert.equal(next(call, { type: "pressed" }), call);
});

test("only the server's document ends a call, and gives the cause", () => {
  const left = run(...talking, { type: "left" });
  const ended = next(left, told("ended", { cause: "lead_hung_up", owed: true, ended_at: "2026-11-20T20:47:00Z" }));

  assert.equal(left.phase, "leaving");
  assert.deepEqual([ended.phase, ended.cause, ended.owed], ["ended", "lead_hung_up", true]);
});

test("a line that was left does not come back to life by a late document", () => {
  assert.equal(run(...talking, { type: "left" }, told("talking")).phase, "leaving");
});

test("silence before the talk ends the call and is its cause, whatever the server says later", () => {
  const call = run(...begun, { type: "accepted" }, told("ringing"), { type: "silent" });

  assert.equal(call.phase, "leaving");
  assert.equal(next(call, told("ended", { cause: "agent_hung_up" })).cause, "no_sound");
});

test("silence is not the cause of a call in which the lead was dialled all the same", () => {
  const silent = run(...begun, { type: "accepted" }, told("ringing"), { type: "silent" });

  assert.equal(next(silent, told("ended", { cause: "agent_hung_up", owed: true })).cause, "agent_hung_up");
});

test("the carrier's word that the agent is in the room is no sound yet", () => {
  const joined = run(...begun, { type: "accepted" }, told("joined"));

  assert.equal(joined.phase, "listening");
  assert.equal(next(joined, { type: "heard" }).phase, "joined");
});

test("silence ends the call also when the lead has answered by then: nobody is left with a deaf agent", () => {
  const call = run(...begun, { type: "accepted" }, told("talking", { answered_at: "2026-11-20T20:46:00Z" }), { type: "silent" });

  assert.deepEqual([call.phase, call.cause], ["leaving", "no_sound"]);
});

test("silence after the end says nothing more", () => {
  const ended = run(...talking, told("ended", { cause: "lead_hung_up" }));

  assert.equal(next(ended, { type: "silent" }), ended);
});

test("a muted microphone is known only while sound may pass", () => {
  assert.equal(run(...talking, { type: "muted", muted: true }).muted, true);
  assert.equal(next(IDLE, { type: "muted", muted: true }).muted, false);
  assert.equal(run(...talking, { type: "muted", muted: true }, { type: "left" }).muted, false);
});

test("a refusal frees the page and keeps its reason until the next press", () => {
  const refused = run(...begun.slice(0, 2), { type: "refused", refusal: { title: "Not now." } });

  assert.equal(free(refused), true);
  assert.equal(refused.refusal.title, "Not now.");
  assert.equal(next(refused, { type: "pressed" }).refusal, null);
});

test("an owed outcome keeps the next call back until it is saved", () => {
  const ended = run(...talking, told("ended", { owed: true }));

  assert.equal(free(ended), false);
  assert.equal(free(next(ended, { type: "disposed" })), true);
});

test("a call that reached nobody owes nothing", () => {
  assert.equal(free(run(...begun, told("ended", { cause: "not_dialled" }))), true);
});

test("a page that was reloaded in a call waits for its end and asks for the outcome", () => {
  const resumed = next(IDLE, { type: "resumed", callId: "c1", state: "talking", owed: true, reloaded: true });
  const ended = next(resumed, told("ended", { owed: true, cause: "agent_hung_up" }));

  assert.equal(resumed.phase, "leaving");
  assert.deepEqual([ended.phase, ended.owed, ended.reloaded], ["ended", true, true]);
});

test("an outcome that is still owed comes with how the call ended and how long it was", () => {
  const resumed = next(IDLE, { type: "resumed", callId: "c1", state: "ended", owed: true, reloaded: false });
  const ended = { cause: "lead_hung_up", owed: true, answered_at: "2026-11-20T20:46:00Z", ended_at: "2026-11-20T20:47:00Z" };
  const { cause, answeredAt, endedAt } = next(resumed, told("ended", ended));

  assert.deepEqual([cause, answeredAt, endedAt], ["lead_hung_up", ended.answered_at, ended.ended_at]);
});

test("sound passes from the line's opening to its end", () => {
  assert.equal(audible(run(...begun)), false);
  assert.equal(audible(run(...begun, { type: "accepted" })), true);
  assert.equal(audible(run(...talking, { type: "left" })), false);
});

test("a call is live from its permit to its end", () => {
  assert.equal(live(run(...begun.slice(0, 2))), false);
  assert.equal(live(run(...begun)), true);
  assert.equal(live(run(...talking, told("ended"))), false);
});

test("an event that nobody knows changes nothing", () => {
  assert.equal(next(IDLE, { type: "sneeze" }), IDLE);
});
