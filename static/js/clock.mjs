const LAG_MS = 2_000;

/** @param {number} seconds @returns {string} m:ss, or h:mm:ss from an hour on */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/**
 * How long the lead has been on the line. The server's answer instant counts, but never less than
 * this page has seen of the talk, nor more than that and the lag of asking.
 * @param {{answeredAt: string, seenMs: number, endedAt?: string | null}} talk `seenMs`: page clock
 * @param {{serverMs: number, pageMs: number}} now
 * @returns {number} seconds
 */
export function talked({ answeredAt, seenMs, endedAt }, { serverMs, pageMs }) {
  if (endedAt) return (Date.parse(endedAt) - Date.parse(answeredAt)) / 1000;
  const seen = pageMs - seenMs;
  const told = serverMs - Date.parse(answeredAt);
  return Math.min(Math.max(told, seen), seen + LAG_MS) / 1000;
}

/** The server's clock, from the instant it wrote into the page. */
export function serverClock(page = document, timing = performance) {
  const written = Date.parse(page.querySelector("meta[name=now]")?.content ?? "");
  const answered = timing.getEntriesByType("navigation")[0]?.responseStart ?? 0;
  if (Number.isNaN(written)) return () => Date.now();
  return () => written + timing.now() - answered;
}
