/** What the modules of a page tell each other. They meet only here. */

export const CALL = "call:state"; // detail: the state of call_state.mjs
export const DISPOSED = "call:disposed"; // its outcome is with the server
export const NUMBER = "number:chosen"; // detail: {id}
export const DIGIT = "keypad:digit"; // detail: {digits}
export const AUDIO = "audio:chosen"; // detail: {microphone, speaker}
export const STALE = "verdict:stale"; // the verdict must be asked for again
export const STOPPED = "lead:stopped"; // do-not-call has been recorded
export const SWAPPED = "part:swapped"; // a live part has new content
export const SENT = "assistant:sent"; // an assistant has begun to call
export const TAKE = "assistant:take"; // detail: {callId}
export const LINK = "connection"; // detail: {problem: null | "offline" | "server" | "signed_out"}
export const SAY = "say"; // detail: {text}, for those who listen to the page

/** @param {string} name @param {object} [detail] */
export const tell = (name, detail = {}) => document.dispatchEvent(new CustomEvent(name, { detail }));

/** @param {string} name @param {(detail: any) => void} react */
export const hear = (name, react) => document.addEventListener(name, (event) => react(event.detail));

/** @param {string} text */
export const say = (text) => tell(SAY, { text });
