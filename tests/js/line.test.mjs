import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";

import { Line } from "../../static/js/softphone/line.mjs";
import { TokenKeeper } from "../../static/js/softphone/token.mjs";

const turn = () => new Promise(setImmediate);

/** The SDK as far as the line knows it. */
function bench() {
  const made = { devices: [], calls: [], tokens: 0, nowMs: 0 };
  class Device extends EventEmitter {
    constructor(token) {
      super();
      Object.assign(this, { token, renewed: [], audio: { isOutputSelectionSupported: true, speakerDevices: { set: async (id) => (made.speaker = id) }, setInputDevice: async (id) => (made.input = id), unsetInputDevice: async () => (made.input = null) } });
      made.devices.push(this);
    }

    async connect({ params }) {
      const call = Object.assign(new EventEmitter(), { params, sent: [], sendDigits: (run) => call.sent.push(run), mute: (on) => call.emit("mute", on), disconnect: () => call.emit("disconnect") });
      made.calls.push(call);
      return call;
    }

    updateToken(token) {
      this.token = token;
      this.renewed.push(token);
    }
  }
  const keeper = new TokenKeeper(async () => ({ token: `t${(made.tokens += 1)}`, ttl: 18_000 }), () => made.nowMs);
  const line = new Line({ options: {} }, keeper, async () => ({ Device }));
  const heard = [];
  for (const name of ["accepted", "sample", "muted", "warned", "disconnected"]) line.addEventListener(name, ({ detail }) => heard.push([name, detail]));
  return { made, line, heard };
}

test("the permit is all that the carrier is told", async () => {
  const { made, line } = bench();

  await line.connect("p1", "");

  assert.deepEqual(made.calls[0].params, { permit: "p1" });
});

test("warming fetches a token and makes no device: a page must be touched before it sounds", async () => {
  const { made, line } = bench();

  await line.warm();

  assert.deepEqual([made.tokens, made.devices.length], [1, 0]);
});

test("a second call uses the same device and the same token", async () => {
  const { made, line } = bench();

  await line.connect("p1", "");
  made.calls[0].emit("disconnect");
  await line.connect("p2", "");

  assert.deepEqual([made.devices.length, made.tokens, made.devices[0].renewed], [1, 1, []]);
});

test("a token that could not outlive a call is replaced before it", async () => {
  const { made, line } = bench();

  await line.connect("p1", "");
  made.calls[0].emit("disconnect");
  made.nowMs = 2 * 3_600_000;
  await line.connect("p2", "");

  assert.deepEqual(made.devices[0].renewed, ["t2"]);
});

test("a token that is about to expire in a call waits for the gap", async () => {
  const { made, line } = bench();

  await line.connect("p1", "");
  made.devices[0].emit("tokenWillExpire");
  await turn();
  assert.deepEqual(made.devices[0].renewed, []);

  made.calls[0].emit("disconnect");
  await turn();
  assert.deepEqual(made.devices[0].renewed, ["t2"]);
});

test("a token that is about to expire between calls is replaced at once", async () => {
  const { made, line } = bench();

  await line.connect("p1", "");
  made.calls[0].emit("disconnect");
  made.devices[0].emit("tokenWillExpire");
  await turn();

  assert.deepEqual(made.devices[0].renewed, ["t2"]);
});

test("what a finished call still says is not heard", async () => {
  const { made, line, heard } = bench();

  await line.connect("p1", "");
  made.calls[0].emit("disconnect");
  made.calls[0].emit("mute", true);

  assert.deepEqual(heard.map(([name]) => name), ["disconnected"]);
});

test("packets are counted over the whole call", async () => {
  const { made, line, heard } = bench();

  await line.connect("p1", "");
  made.calls[0].emit("sample", { packetsReceived: 0, totals: { packetsReceived: 50 } });

  assert.deepEqual(heard, [["sample", { packets: 50 }]]);
});

test("a microphone changed in a call is let go when the call ends", async () => {
  const { made, line } = bench();

  await line.connect("p1", "");
  line.useMicrophone("usb");
  assert.equal(made.input, "usb");

  made.calls[0].emit("disconnect");
  assert.equal(made.input, null);
});

test("a speaker chosen before the first call is used in it", async () => {
  const { made, line } = bench();

  line.useSpeaker("headset");
  await line.connect("p1", "");

  assert.equal(made.speaker, "headset");
});
