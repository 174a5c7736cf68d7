export const BROKEN = { title: "The phone line could not be opened.", detail: "Nobody was called. Check the network, and call again." };

/**
 * What to say when no call came of it. Pure.
 * @param {{status?: number, problem?: object, why?: string}} failure Refused or Unreached
 * @param {object} words reason of a 409 to its sentence
 * @param {string} safe what need not be feared
 * @returns {{title: string, detail: string, stale?: boolean, callId?: string}}
 */
export function refusalOf({ status, problem = {}, why }, words, safe = "Nobody was called.") {
  if (why) return { title: safe, detail: why === "offline" ? "There is no connection to Cleardial. Try again when it is back." : "Cleardial has a fault. Try again in a moment." };
  if (status === 401) return { title: "You are signed out.", detail: `${safe} Sign in again in another tab; what you typed stays here.` };
  if (status === 422) return { title: "Not now. Nobody was called.", detail: objection(problem), stale: true };
  if (status === 409) return { title: words[problem.reason] ?? "Somebody was faster.", detail: safe, callId: problem.call_id };
  return { title: safe, detail: problem.detail ?? "Cleardial did not take the request." };
}

function objection({ findings = [], detail }) {
  const bad = findings.find(({ finding }) => finding === "deny") ?? findings.find(({ finding }) => finding === "unknown");
  return bad?.reason ?? detail ?? "The law does not allow it now.";
}
