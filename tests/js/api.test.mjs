import assert from "node:assert/strict";
import { test } from "node:test";

import { Refused, ask } from "../../static/js/api.mjs";

/** A server that knows one token, and a page that may hold an older one. */
function server({ knows = "new", signedIn = true } = {}) {
  const meta = { content: "old" };
  const asked = [];
  globalThis.document = { querySelector: () => meta, dispatchEvent: () => true };
  globalThis.fetch = async (path, { method = "GET", headers = {}, keepalive }) => {
    asked.push([method, path, keepalive]);
    if (path === "/shortcuts") return { ok: true, status: 200, text: async () => `<meta name="csrf-token" content="${knows}">` };
    const status = headers["X-CSRF-Token"] !== knows ? 403 : signedIn ? 204 : 401;
    return { ok: status === 204, status, type: "basic", json: async () => ({}) };
  };
  return { asked, meta };
}

test("a page older than the sign-in takes the token of today and asks once more", async () => {
  const { asked, meta } = server();

  await ask("POST", "/calls/c1/hangup", {});

  assert.equal(meta.content, "new");
  assert.deepEqual(asked.map(([method, path]) => `${method} ${path}`), ["POST /calls/c1/hangup", "GET /shortcuts", "POST /calls/c1/hangup"]);
});

test("a page that is signed out hears so after the new token", async () => {
  server({ signedIn: false });

  await assert.rejects(ask("POST", "/calls/c1/hangup", {}), (failure) => failure instanceof Refused && failure.status === 401);
});

test("a refusal that no token cures is told after one more try", async () => {
  const { asked } = server({ knows: "" });

  await assert.rejects(ask("POST", "/calls", {}), { status: 403 });
  assert.equal(asked.length, 3);
});

test("a write outlives the page that sends it", async () => {
  const { asked } = server({ knows: "old" });

  await ask("PUT", "/calls/c1/notes", { notes: "spring" });

  assert.deepEqual(asked, [["PUT", "/calls/c1/notes", true]]);
});
