import { ask, farewell, final } from "../api.mjs";

const LEFT = "left";
const AGAIN_MS = 1_000;
const SLOW_MS = 3_000;

/**
 * A word to the server on this page's part of a call, said again until it is answered.
 * @param {string} path of the call, or of the attempt to take it
 * @param {(owing: boolean) => void} tell that the answer is owing, and at last that it is not
 * @param {() => boolean} stands whether it is still worth saying
 */
export async function insist(path, what, tell, stands) {
  const slow = setTimeout(() => tell(true), SLOW_MS);
  while (stands()) {
    if (await answered(path, what)) {
      tell(false);
      break;
    }
    tell(true);
    await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
  clearTimeout(slow);
}

const answered = (path, what) => ask("POST", `${path}/${what}`, {}).then(() => true, final);

/** The last word of a page that goes away in a call. The tab remembers which call it was. */
export function sayLeft(path, callId) {
  farewell(`${path}/left`);
  sessionStorage.setItem(LEFT, callId);
}

/** @returns {boolean} whether this tab went away in that call */
export const wasLeft = (callId) => sessionStorage.getItem(LEFT) === callId;
