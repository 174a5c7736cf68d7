import assert from "node:assert/strict";
import { test } from "node:test";

import { duration, talked } from "../../static/js/clock.mjs";
import { DigitQueue, runs } from "../../static/js/softphone/digits.mjs";
import { microphoneProblem } from "../../static/js/softphone/microphone.mjs";
import { refusalOf } from "../../static/js/softphone/refusals.mjs";
import { Ear } from "../../static/js/softphone/silence.mjs";
import { TokenKeeper, tooOld } from "../../static/js/softphone/token.mjs";
import { warning } from "../../static/js/softphone/warnings.mjs";

const HOUR_MS = 3_600_000;

test("pasted digits are one run, and a pause splits them: w is never sent", () => {
  assert.deepEqual(runs("12345w67").map(({ digits }) => digits), ["12345", "67"]);
  assert.deepEqual(runs("(415) 555-0123,,9#").map(({ digits }) => digits), ["4155550123", "9#"]);
  assert.deepEqual(runs("www"), []);
});

test("the next run waits until the last one has sounded", async () => {
  const said = [];
  const queue = new DigitQueue((digits) => said.push(digits), async (ms) => said.push(ms));

  queue.press("12w3");
  await queue.press("4");

  assert.deepEqual(said, ["12", 960, "3", 730, "4", 730]);
});

test("a token is kept while it outlives the longest call, and renewed before it does not", () => {
  const token = { fetchedMs: 0, ttlS: 5 * 3600 };

  assert.equal(tooOld(null, 0), true);
  assert.equal(tooOld(token, 0.9 * HOUR_MS), false);
  assert.equal(tooOld(token, 1 * HOUR_MS), true);
});

test("a fresh token is asked for once", async () => {
  let asked = 0;
  const keeper = new TokenKeeper(async () => ({ token: `t${(asked += 1)}`, ttl: 18_000 }), () => 0);

  assert.deepEqual([await keeper.fresh(), await keeper.fresh()], ["t1", "t1"]);
});

function ear() {
  const said = [];
  let ring = () => {};
  const made = new Ear((finding) => said.push(finding), (react) => ((ring = react), {}));
  return { made, said, threeSeconds: () => ring() };
}

test("the first packets are heard, once", () => {
  const { made, said, threeSeconds } = ear();

  made.accepted();
  made.sample(0);
  made.sample(50);
  made.sample(100);
  threeSeconds();

  assert.deepEqual(said, ["heard"]);
});

test("three seconds without a packet are silence", () => {
  const { made, said, threeSeconds } = ear();

  made.accepted();
  made.sample(0);
  threeSeconds();

  assert.deepEqual(said, ["silent"]);
});

test("a call that ended earlier is not silent", () => {
  const { made, said, threeSeconds } = ear();

  made.accepted();
  made.rest();
  threeSeconds();

  assert.deepEqual(said, []);
});

test("packets before the line is accepted mean nothing", () => {
  const { made, said } = ear();

  made.sample(10);

  assert.deepEqual(said, []);
});

test("the timer runs from the answer, and never shows less than the page has seen", () => {
  const answeredAt = "2026-11-20T20:46:00.000Z";
  const serverMs = Date.parse(answeredAt) + 10_000;

  assert.equal(talked({ answeredAt, seenMs: 1_000 }, { serverMs, pageMs: 10_500 }), 10);
  assert.equal(talked({ answeredAt, seenMs: 1_000 }, { serverMs: 0, pageMs: 6_000 }), 5);
  assert.equal(talked({ answeredAt, seenMs: 1_000 }, { serverMs: serverMs + HOUR_MS, pageMs: 6_000 }), 7);
});

test("an ended talk keeps its length", () => {
  const talk = { answeredAt: "2026-11-20T20:46:00Z", endedAt: "2026-11-20T20:49:12Z", seenMs: 0 };

  assert.equal(duration(talked(talk, { serverMs: 0, pageMs: 0 })), "3:12");
});

test("durations show minutes and seconds, and hours from the first one on", () => {
  assert.deepEqual([0, 9.9, 72, 3_600, 3_671].map(duration), ["0:00", "0:09", "1:12", "1:00:00", "1:01:11"]);
});

test("a denial says the first thing that forbids, before what nobody knows", () => {
  const findings = [
    { finding: "allow", reason: "Fine." },
    { finding: "unknown", reason: "The list is old." },
    { finding: "deny", reason: "It is 9:02 PM." },
  ];

  assert.equal(refusalOf({ status: 422, problem: { findings } }, {}).detail, "It is 9:02 PM.");
});

test("each reason of a conflict has its words, and an unknown one is still said", () => {
  const words = { lead_busy: "A colleague is talking to this lead." };

  assert.equal(refusalOf({ status: 409, problem: { reason: "lead_busy" } }, words).title, words.lead_busy);
  assert.equal(refusalOf({ status: 409, problem: { reason: "new" } }, words).title, "Somebody was faster.");
});

test("every failure says that nobody was called", () => {
  for (const failure of [{ why: "offline" }, { why: "server" }, { status: 401 }, { status: 422 }, { status: 409 }, { status: 400 }]) {
    const { title, detail } = refusalOf(failure, {});
    assert.match(`${title} ${detail}`, /Nobody was called/);
  }
});

test("a microphone that is denied, missing or taken is said with its cure", () => {
  assert.match(microphoneProblem("NotAllowedError"), /allow the microphone/);
  assert.match(microphoneProblem("NotFoundError"), /Plug one in/);
  assert.match(microphoneProblem("NotReadableError"), /Another program/);
  assert.match(microphoneProblem("SurpriseError"), /Sound \(a\)/);
});

test("a quality warning is said with its cure, and one that nobody described is not shown", () => {
  assert.match(warning("high-jitter"), /cable/);
  assert.equal(warning("something-new"), null);
});
