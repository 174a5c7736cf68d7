import { ask } from "../api.mjs";
import { askMicrophone, microphoneProblem } from "./microphone.mjs";
import { refusalOf } from "./refusals.mjs";

/** No call comes of it. `refusal` is what to say. */
export class NoCall extends Error {
  constructor(refusal) {
    super(refusal.title);
    this.refusal = refusal;
  }
}

/** The microphone is granted before anything is asked of the law. Raises NoCall. */
export async function grantMicrophone() {
  try {
    await askMicrophone();
  } catch ({ name }) {
    throw new NoCall({ title: microphoneProblem(name), detail: "Nobody was called." });
  }
}

/**
 * A permit to take a call from its assistant: whoever is first gets it.
 * @returns {Promise<{call_id: string, take: number, permit: string}>} raises NoCall
 */
export async function askTake(callId, words) {
  try {
    return await ask("POST", `/calls/${callId}/takes`, {});
  } catch (failure) {
    throw new NoCall({ ...refusalOf(failure, words, "The assistant goes on with the lead."), taking: true });
  }
}

/**
 * A permit for one call. The browser names the lead and the number by their ids only. Nobody is
 * dialled before this page has said that it hears.
 * @param {{lead: string, number: string, given: string[]}} order
 * @param {object} words reasons of a 409
 * @returns {Promise<{call_id: string, permit: string}>} raises NoCall
 */
export async function askPermit({ lead, number, given }, words) {
  const request_id = crypto.randomUUID();
  try {
    return await ask("POST", "/calls", { lead_id: lead, number_id: number, acknowledgements: given, request_id, awaits_sound: true });
  } catch (failure) {
    throw new NoCall(refusalOf(failure, words));
  }
}
