import { ask, farewell, final } from "../api.mjs";

const LEFT = "left";
const AGAIN_MS = 1_000;
const SLOW_MS = 3_000;

/**
 * A word to the server on this page's part of a call, said again until it is answered.
 * @param {(owing: boolean) => void} tell that the answer is owing, and at last that it is not
 * @param {() => boolean} stands whether it is still worth saying
 */
export async function insist(callId, what, tell, stands) {
  const slow = setTimeout(() => tell(true), SLOW_MS);
  while (stands()) {
    if (await answered(callId, what)) {
      tell(false);
      break;
    }
    tell(true);
    await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
  clearTimeout(slow);
}

const answered = (callId, what) => ask("POST", `/calls/${callId}/${what}`, {}).then(() => true, final);

/** The last word of a page that goes away in a call. The tab remembers which call it was. */
export function sayLeft(callId) {
  farewell(`/calls/${callId}/left`);
  sessionStorage.setItem(LEFT, callId);
}

/** @returns {boolean} whether this tab went away in that call */
export const wasLeft = (callId) => sessionStorage.getItem(LEFT) === callId;
