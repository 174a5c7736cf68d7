import assert from "node:assert/strict";
import { test } from "node:test";

import { meaning } from "../../static/js/modules/keys.mjs";
import { objection, price, suggested } from "../../static/js/modules/disposition_fields.mjs";

const PAGE = { typing: false, dialog: false, keypad: false, singles: true, resting: true };
const means = (event, page = {}) => meaning({ key: event, ...(typeof event === "object" ? event : {}) }, { ...PAGE, ...page });

test("a single key acts while nobody types", () => {
  assert.deepEqual(means("m"), { key: "m" });
  assert.deepEqual(means("M"), { key: "m" });
  assert.equal(means("m", { typing: true }), null);
});

test("digits go into the call while the keypad is open, and choose the outcome else", () => {
  assert.deepEqual(means("4", { keypad: true }), { digit: "4" });
  assert.deepEqual(means("#", { keypad: true }), { digit: "#" });
  assert.deepEqual(means("4"), { key: "4" });
});

test("Enter calls only when nothing else would take it", () => {
  assert.deepEqual(means("Enter"), { key: "Enter" });
  assert.equal(means("Enter", { resting: false }), null);
  assert.equal(means("Enter", { dialog: true }), null);
});

test("Ctrl and Enter save, also from the notes, but not under a dialog", () => {
  assert.deepEqual(means({ key: "Enter", ctrlKey: true }, { typing: true }), { save: true });
  assert.deepEqual(means({ key: "Enter", metaKey: true }), { save: true });
  assert.equal(means({ key: "Enter", ctrlKey: true }, { dialog: true }), null);
});

test("other combinations belong to the browser", () => {
  assert.equal(means({ key: "d", ctrlKey: true }), null);
  assert.equal(means({ key: "d", altKey: true }), null);
});

test("a key that is held down acts once", () => {
  assert.equal(means({ key: "h", repeat: true }), null);
});

test("a dialog hides the keys of the page, except the one that closes the list", () => {
  assert.equal(means("h", { dialog: true }), null);
  assert.deepEqual(means("?", { dialog: true }), { key: "?" });
});

test("single keys can be switched off; Enter and digits stay", () => {
  assert.equal(means("m", { singles: false }), null);
  assert.deepEqual(means("Enter", { singles: false }), { key: "Enter" });
  assert.deepEqual(means("5", { singles: false, keypad: true }), { digit: "5" });
});

test("Escape leaves a field", () => {
  assert.deepEqual(means("Escape", { typing: true }), { leave: true });
});

test("an outcome is needed, and a date where the outcome implies one", () => {
  const owed = ["callback_scheduled"];

  assert.equal(objection({ code: null, asking_price: null, next_action_on: null }, owed).field, "code");
  assert.equal(objection({ code: "callback_scheduled", asking_price: null, next_action_on: null }, owed).field, "next_action_on");
  assert.equal(objection({ code: "callback_scheduled", asking_price: null, next_action_on: "2026-11-23" }, owed), null);
  assert.equal(objection({ code: "no_answer", asking_price: null, next_action_on: null }, owed), null);
});

test("a price may be written as people write it", () => {
  assert.equal(price(" $185,000 "), "185000");
  assert.equal(price(""), null);
  assert.equal(objection({ code: "no_answer", asking_price: price("about 5"), next_action_on: null }, []).field, "asking_price");
});

test("an end that speaks for itself suggests its outcome", () => {
  assert.equal(suggested("busy"), "no_answer");
  assert.equal(suggested("lead_hung_up"), null);
});
