import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Home } from "../../static/js/softphone/home.mjs";

const turns = async () => {
  for (let n = 0; n < 12; n += 1) await new Promise(setImmediate);
};

/** A tab whose browser has the lock free or taken, and a server that answers the lease. */
function tab({ lock = {}, lease = 204 } = {}) {
  const told = [];
  globalThis.document = { querySelector: () => ({ content: "csrf" }), dispatchEvent: () => true };
  globalThis.BroadcastChannel = class extends EventTarget {};
  const locks = { request: (_, ...rest) => rest.length === 2 && rest[1](lock) };
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });
  globalThis.fetch = async () => {
    if (lease === null) throw new Error("no server");
    return { ok: lease < 400, status: lease, type: "basic", json: async () => ({ reason: "softphone_elsewhere" }) };
  };
  new Home((where) => told.push(where));
  return told;
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("the softphone is here once the server has given the lease, and not a moment before", async () => {
  const told = tab();

  assert.deepEqual(told, []);
  await turns();
  assert.deepEqual(told, ["here"]);
});

test("a second machine never says that the softphone is here", async () => {
  const told = tab({ lease: 409 });

  await turns();
  assert.deepEqual(told, ["other_machine"]);
});

test("nobody knows where it is while the server does not answer", async () => {
  const told = tab({ lease: null });

  await turns();
  assert.deepEqual(told, []);
});

test("a second tab is told at once", () => {
  assert.deepEqual(tab({ lock: null }), ["other_tab"]);
});
