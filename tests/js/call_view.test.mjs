import assert from "node:assert/strict";
import { test } from "node:test";

import { IDLE } from "../../static/js/softphone/call_state.mjs";
import { view } from "../../static/js/softphone/call_view.mjs";

const WORDS = { phases: { idle: "Ready to call", barred: "No call now", refused: "The call did not start", talking: "Talking", ended: "The call has ended", ringing: "Ringing", leaving: "Hanging up" }, causes: { lead_hung_up: "The lead hung up." } };
const PAGE = { may: true, here: true, armed: false };
const show = (call, page = {}) => view({ ...IDLE, ...call }, WORDS, { ...PAGE, ...page });

test("Call works only when the law allows it, here, and nothing is owed", () => {
  assert.equal(show({}).call, true);
  assert.equal(show({}, { may: false }).call, false);
  assert.equal(show({}, { here: false }).call, false);
  assert.equal(show({ phase: "ended", owed: true }).call, false);
});

test("the card does not say ready under a verdict that forbids", () => {
  assert.equal(show({}).words, "Ready to call");
  assert.equal(show({}, { may: false }).words, "No call now");
});

test("a muted talk is said in words and offers to unmute", () => {
  const shown = show({ phase: "talking", muted: true });

  assert.equal(shown.words, "Talking, muted");
  assert.equal(shown.detail, "Nobody hears you.");
  assert.equal(shown.muteLabel, "Unmute");
});

test("the end says why, and what is owed", () => {
  const { detail } = show({ phase: "ended", cause: "lead_hung_up", owed: true });

  assert.match(detail, /^The lead hung up\. Choose the outcome/);
});

test("a page that was reloaded says that this ended the call, not who hung up", () => {
  assert.match(show({ phase: "ended", cause: "lead_hung_up", reloaded: true }).detail, /^This page was reloaded or closed, so the call ended\./);
});

test("a warning goes before everything else while the call is on", () => {
  const shown = show({ phase: "talking", warning: "The line is slow." });

  assert.equal(shown.detail, "The line is slow.");
  assert.equal(shown.tone, "notice");
});

test("a hang-up that has not arrived is said to be sent again", () => {
  const shown = show({ phase: "leaving", unheard: true });

  assert.match(shown.detail, /^Your line is closed\..*again every second/);
  assert.equal(shown.tone, "notice");
});

test("an agent whose word has not arrived is told why the lead is not called yet", () => {
  assert.match(show({ phase: "joined", unheard: true }).detail, /not called yet/);
});

test("silence is said with its cure while the call is being ended already", () => {
  const words = { ...WORDS, causes: { no_sound: "No sound reached you. Turn off a VPN." } };

  assert.match(view({ ...IDLE, phase: "leaving", cause: "no_sound" }, words, PAGE).detail, /Turn off a VPN/);
});

test("hang-up is offered while a call is on, and once only", () => {
  assert.equal(show({ phase: "ringing" }).hangUp, true);
  assert.equal(show({ phase: "leaving" }).hangUp, false);
});

test("a first h in a talk says in words what the second one does", () => {
  const shown = show({ phase: "talking", muted: true }, { armed: true });

  assert.deepEqual([shown.hangUpLabel, shown.detail], ["Again?", "Press h once more to hang up."]);
});

test("a refused call is not said to be ready", () => {
  assert.equal(show({ refusal: { title: "No microphone was found." } }).words, "The call did not start");
});
