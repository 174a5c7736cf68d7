import { LINK, tell } from "./events.mjs";

const PATIENCE_MS = 12_000;
const FILE_PATIENCE_MS = 300_000;

/** The server said no. `problem` is RFC 9457. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? "refused");
    this.status = status;
    this.problem = problem;
  }
}

const PASSING = [401, 429]; // a new sign-in in another tab, or a moment of patience, helps

/** Whether the server has said no and means it: asking again is no use. */
export const final = (failure) => failure instanceof Refused && !PASSING.includes(failure.status);

/** Nobody knows whether the server did it. `why`: offline or server. */
export class Unreached extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

const csrf = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

/**
 * One request. Tells the page when the connection is lost, found again, or the person signed out.
 * @returns {Promise<Response>} raises Refused or Unreached
 */
export async function request(method, path, options = {}) {
  const answer = await reach(path, made(method, options));
  if (answer.status !== 403 || method === "GET") return judged(answer);
  await renewToken();
  return judged(await reach(path, made(method, options)));
}

/** A write outlives the page: what was typed last is not lost by leaving. */
function made(method, { json, form, headers = {} }) {
  return {
    method,
    headers: {
      Accept: "application/json",
      ...(json === undefined ? {} : { "Content-Type": "application/json" }),
      ...(method === "GET" ? {} : { "X-CSRF-Token": csrf() }),
      ...headers,
    },
    body: form ?? (json === undefined ? undefined : JSON.stringify(json)),
    cache: "no-store",
    redirect: "manual",
    keepalive: method !== "GET" && !form,
    signal: AbortSignal.timeout(form ? FILE_PATIENCE_MS : PATIENCE_MS),
  };
}

/** The page may be older than the sign-in, and its token with it: any page has the one of today. */
async function renewToken() {
  const page = await (await reach("/shortcuts", { cache: "no-store" })).text();
  const [, fresh] = page.match(/name="csrf-token" content="([^"]+)"/) ?? [];
  if (fresh) document.querySelector("meta[name=csrf-token]").content = fresh;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    tell(LINK, { problem: "offline" });
    throw new Unreached("offline");
  }
}

async function judged(answer) {
  const signedOut = answer.status === 401 || answer.type === "opaqueredirect";
  const broken = answer.status >= 500;
  tell(LINK, { problem: signedOut ? "signed_out" : broken ? "server" : null });
  if (broken) throw new Unreached("server");
  if (answer.ok || answer.status === 304) return answer;
  throw new Refused(signedOut ? 401 : answer.status, await answer.json().catch(() => ({})));
}

/** @returns {Promise<any>} the JSON of the answer, or null when it has none */
export async function ask(method, path, json) {
  const answer = await request(method, path, { json });
  return answer.status === 204 ? null : answer.json();
}

/** Sent even while the page goes away. Headers are not possible, so the token is a field. */
export const farewell = (path) => navigator.sendBeacon(path, new URLSearchParams({ csrf_token: csrf() }));
