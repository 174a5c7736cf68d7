import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { AgentCall } from "../../static/js/softphone/agent_call.mjs";

const turns = async () => {
  for (let n = 0; n < 12; n += 1) await new Promise(setImmediate);
};

/** A page, a server that says what it is told to, and a line that does as the test wants. */
function desk({ answers = {}, connect = async () => {} } = {}) {
  const asked = [];
  const world = { offline: false };
  globalThis.document = { querySelector: () => ({ content: "csrf" }), dispatchEvent: () => true };
  globalThis.sessionStorage = { kept: {}, getItem: (name) => sessionStorage.kept[name], setItem: (name, value) => (sessionStorage.kept[name] = value) };
  const navigator = { mediaDevices: { getUserMedia: async () => ({ getTracks: () => [] }) }, sendBeacon: (path) => asked.push(["beacon", path]) };
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  globalThis.localStorage = { getItem: () => null };
  globalThis.fetch = async (path, { method, body }) => {
    asked.push([method, path, body && JSON.parse(body)]);
    if (world.offline) throw new TypeError("no network");
    const [status, json] = answers[`${method} ${path}`] ?? [200, { state: "permitted", legs: [], owed: false }];
    return { ok: status < 400, status, type: "basic", headers: new Map(), json: async () => json };
  };
  const line = Object.assign(new EventTarget(), { connect, hungUp: 0, hangUp: () => (line.hungUp += 1), say: (name, detail = {}) => line.dispatchEvent(new CustomEvent(name, { detail })) });
  const call = new AgentCall(line, { refusals: {} }, () => {});
  return { asked, call, line, world };
}

const GRANTED = { "POST /calls": [201, { call_id: "c1", permit: "p1" }] };
const ORDER = { lead: "lead-1", number: "n1", given: ["gate"] };

/** The desk with a call that the server has granted and the line has taken. */
async function accepted() {
  const taken = desk({ answers: GRANTED });
  await taken.call.begin(ORDER, "");
  taken.line.say("accepted");
  return taken;
}

/** The same, with sound, and without a network from the moment at which the page heard it. */
async function cutOff() {
  const heard = await accepted();
  heard.world.offline = true;
  heard.line.say("sample", { packets: 40 });
  await turns();
  return heard;
}

const paths = (asked) => asked.map(([method, path]) => `${method} ${path}`);

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(async () => {
  await turns(); // what still asks would go on by the real clock
  mock.timers.reset();
});

test("the browser names lead and number by their ids, never a telephone number", async () => {
  const { asked, call } = desk({ answers: GRANTED });

  await call.begin(ORDER, "");

  const [, , body] = asked.find(([, path]) => path === "/calls");
  assert.deepEqual(Object.keys(body).sort(), ["acknowledgements", "awaits_sound", "lead_id", "number_id", "request_id"]);
  assert.deepEqual([body.lead_id, body.number_id, body.acknowledgements], ["lead-1", "n1", ["gate"]]);
});

test("nobody is to be dialled before this page hears", async () => {
  const { asked, call } = desk({ answers: GRANTED });

  await call.begin(ORDER, "");

  assert.equal(asked.find(([, path]) => path === "/calls")[2].awaits_sound, true);
});

test("without a microphone nothing is asked of the law", async () => {
  const { asked, call } = desk();
  navigator.mediaDevices.getUserMedia = async () => {
    throw new DOMException("no", "NotAllowedError");
  };

  await call.begin(ORDER, "");

  assert.deepEqual(asked, []);
  assert.match(call.state.refusal.title, /allow the microphone/);
});

test("joined is said once packets are heard, and not before", async () => {
  const { asked, call, line } = await accepted();
  line.say("sample", { packets: 0 });
  assert.equal(paths(asked).includes("POST /calls/c1/joined"), false);

  line.say("sample", { packets: 40 });
  await turns();
  assert.equal(paths(asked).includes("POST /calls/c1/joined"), true);
});

test("three seconds of silence end the call and joined is never said", async () => {
  const { asked, call, line } = await accepted();
  mock.timers.tick(3_000);
  await turns();

  assert.equal(call.state.cause, "no_sound");
  assert.equal(line.hungUp, 1);
  assert.deepEqual(paths(asked).filter((path) => path.startsWith("POST /calls/c1")), ["POST /calls/c1/hangup"]);
});

const count = (asked, path) => paths(asked).filter((one) => one === path).length;
const second = async () => (mock.timers.tick(1_000), await turns());

test("joined is said again every second until the server has answered", async () => {
  const { asked, call, world } = await cutOff();
  await second();
  assert.deepEqual([count(asked, "POST /calls/c1/joined"), call.state.unheard], [2, true]);

  world.offline = false;
  await second();
  await second();

  assert.deepEqual([count(asked, "POST /calls/c1/joined"), call.state.unheard], [3, false]);
});

test("joined is not said any more once the agent has hung up", async () => {
  const { asked, call } = await cutOff();
  call.hangUp();
  const said = count(asked, "POST /calls/c1/joined");
  await second();

  assert.equal(count(asked, "POST /calls/c1/joined"), said);
});

test("a hang-up without a connection ends the sound at once and is said again until it arrives", async () => {
  const { asked, call, line, world } = await accepted();
  world.offline = true;
  call.hangUp();
  assert.equal(line.hungUp, 1);

  await turns();
  await second();
  assert.deepEqual([count(asked, "POST /calls/c1/hangup"), call.state.unheard], [2, true]);

  world.offline = false;
  await second();
  await second();
  assert.deepEqual([count(asked, "POST /calls/c1/hangup"), call.state.unheard], [3, false]);
});

test("a hang-up that the server refuses for good is not said again", async () => {
  const { asked, call } = desk({ answers: { ...GRANTED, "POST /calls/c1/hangup": [404, {}] } });
  await call.begin(ORDER, "");
  call.hangUp();
  await turns();
  await second();

  assert.equal(count(asked, "POST /calls/c1/hangup"), 1);
});

test("a server that is slow to answer a hang-up is said to be, after three seconds", async () => {
  const { call } = desk({ answers: GRANTED });
  await call.begin(ORDER, "");
  globalThis.fetch = () => new Promise(() => {});
  call.hangUp();
  assert.equal(call.state.unheard, false);
  mock.timers.tick(3_000);

  assert.equal(call.state.unheard, true);
});

test("a line that cannot be opened frees the page and says that nobody was called", async () => {
  const { call } = desk({ answers: GRANTED, connect: async () => { throw new Error("no socket"); } });

  await call.begin(ORDER, "");

  assert.equal(call.state.phase, "idle");
  assert.match(call.state.refusal.detail, /Nobody was called/);
});

test("a line that never opens is given up when its permit has run out", async () => {
  const { call, line } = desk({ answers: GRANTED, connect: () => new Promise(() => {}) });

  call.begin(ORDER, "");
  await turns();
  assert.equal(call.state.phase, "connecting");

  mock.timers.tick(30_000);
  assert.equal(line.hungUp, 1);
  assert.match(call.state.refusal.title, /could not be opened/);
});

test("a line that closes before it was open is no call", async () => {
  const { call, line } = desk({ answers: GRANTED });

  await call.begin(ORDER, "");
  line.say("disconnected");

  assert.equal(call.state.phase, "idle");
});

test("a hang-up while the line is being opened closes it once it is there", async () => {
  let open = () => {};
  const { call, line } = desk({ answers: GRANTED, connect: () => new Promise((done) => (open = done)) });

  call.begin(ORDER, "");
  await turns();
  call.hangUp();
  const before = line.hungUp;
  open();
  await turns();

  assert.equal(line.hungUp, before + 1);
});

test("a page that goes away in a call says so, and remembers it for its return", async () => {
  const { asked, call, line } = await accepted();
  call.leave();

  assert.deepEqual(asked.at(-1), ["beacon", "/calls/c1/left"]);
  assert.equal(sessionStorage.getItem("left"), "c1");
});

test("a page that goes away without a call says nothing", () => {
  const { asked, call } = desk();

  call.leave();

  assert.deepEqual(asked, []);
});

test("a call that another page left is ended and followed to its end", async () => {
  const { asked, call } = desk({ answers: { "GET /calls/c1": [200, { state: "ended", cause: "agent_hung_up", owed: true, legs: [] }] } });

  call.resume({ call_id: "c1", state: "talking", owed: true });
  await turns();

  assert.equal(paths(asked)[0], "POST /calls/c1/left");
  assert.deepEqual([call.state.phase, call.state.owed, call.state.reloaded], ["ended", true, true]);
});

test("an outcome that is still owed from yesterday is not blamed on a reload", async () => {
  const { call } = desk({ answers: { "GET /calls/c1": [200, { state: "ended", cause: "lead_hung_up", owed: true, legs: [] }] } });

  call.resume({ call_id: "c1", state: "ended", owed: true });
  await turns();

  assert.deepEqual([call.state.reloaded, call.state.owed], [false, true]);
});

const TAKEN = { "POST /calls/c9/takes": [201, { call_id: "c9", take: 1, permit: "p9" }] };

test("a call that is taken from its assistant is spoken of as that attempt", async () => {
  const { asked, call, line } = desk({ answers: { ...TAKEN, "GET /calls/c9/takes/1": [200, { state: "connecting", legs: [], owed: false }] } });

  await call.take("c9", "");
  line.say("accepted");
  for (let packets = 1; packets < 4; packets += 1) line.say("sample", { packets });
  await turns();
  call.hangUp();
  await turns();

  const said = paths(asked);
  assert.ok(said.includes("GET /calls/c9/takes/1"));
  assert.ok(said.includes("POST /calls/c9/takes/1/joined"));
  assert.ok(said.includes("POST /calls/c9/takes/1/hangup"));
  assert.ok(!said.includes("POST /calls/c9/hangup"), "the assistant's call itself is not ended");
});

test("who is not first is told so, and the lead keeps his assistant", async () => {
  const { call, line } = desk({ answers: { "POST /calls/c9/takes": [409, { reason: "taken" }] } });

  await call.take("c9", "");

  assert.equal(call.state.phase, "idle");
  assert.deepEqual([call.state.refusal.taking, call.state.refusal.detail], [true, "The assistant goes on with the lead."]);
  assert.equal(line.hungUp, 0);
});

test("a page that goes while it takes a call says goodbye for its attempt alone", async () => {
  const { asked, call } = desk({ answers: TAKEN });

  await call.take("c9", "");
  call.leave();

  assert.ok(asked.some(([method, path]) => method === "beacon" && path === "/calls/c9/takes/1/left"));
});

test("a taken call that was going on before this page is left as that attempt", async () => {
  const { asked, call } = desk();

  call.resume({ call_id: "c9", state: "talking", owed: false, take: 0 });
  await turns();

  assert.ok(paths(asked).includes("POST /calls/c9/takes/0/left"));
});
