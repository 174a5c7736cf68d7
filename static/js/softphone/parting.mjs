import { ask, farewell } from "../api.mjs";

const LEFT = "left";

/** Words to the server on this page's part of a call; a lost one is made up for by others. */
export const report = (callId, what) => ask("POST", `/calls/${callId}/${what}`, {}).catch(() => {});

/** The last word of a page that goes away in a call. The tab remembers which call it was. */
export function sayLeft(callId) {
  farewell(`/calls/${callId}/left`);
  sessionStorage.setItem(LEFT, callId);
}

/** @returns {boolean} whether this tab went away in that call */
export const wasLeft = (callId) => sessionStorage.getItem(LEFT) === callId;
