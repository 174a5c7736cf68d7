import { audible, free, live } from "./call_state.mjs";

const RELOADED = "This page was reloaded or closed, so the call ended.";
const OWED = "Choose the outcome and save it; then the next call is yours.";

const UNHEARD = {
  joined: "Cleardial cannot be reached, so the lead is not called yet. It is told again every second.",
  leaving: "Your line is closed. Cleardial cannot be reached: the hang-up is sent again every second until it arrives.",
};

const AGAIN = "Press h once more to hang up.";

/**
 * What the call card shows. Pure: the same call, the same words.
 * @param {import("./call_state.mjs").Call} call
 * @param {{phases: object, causes: object}} words
 * @param {{may: boolean, here: boolean, armed: boolean}} page `here`: this tab has the softphone
 */
export function view(call, words, page) {
  const muted = call.muted;
  const said = words.phases[standing(call, page)];
  return {
    words: muted ? `${said}, muted` : said,
    detail: page.armed ? AGAIN : detail(call, words),
    tone: tone(call),
    call: page.may && page.here && free(call),
    mute: audible(call),
    muteLabel: muted ? "Unmute" : "Mute",
    muted,
    keypad: audible(call),
    hangUp: live(call) && call.phase !== "leaving",
    hangUpLabel: page.armed ? "Again?" : "Hang up",
  };
}

function standing({ phase, refusal }, { may }) {
  if (phase !== "idle") return phase;
  if (refusal) return "refused";
  return may ? "idle" : "barred";
}

function detail(call, { causes }) {
  if (call.refusal) return [call.refusal.title, call.refusal.detail].filter(Boolean).join(" ");
  if (call.warning) return call.warning;
  const unheard = call.unheard ? UNHEARD[call.phase] : null;
  if (unheard) return unheard;
  const cause = call.reloaded ? RELOADED : (causes[call.cause] ?? "");
  if (call.phase === "leaving") return call.reloaded ? "" : cause;
  if (call.phase !== "ended") return call.muted ? "Nobody hears you." : "";
  return call.owed ? `${cause} ${OWED}` : cause;
}

function tone(call) {
  if (call.refusal || call.cause === "no_sound") return "not";
  if (call.warning || call.muted || call.unheard) return "notice";
  return call.phase === "talking" || call.phase === "ringing" ? "live" : "";
}
