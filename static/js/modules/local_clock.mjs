import { serverClock } from "../clock.mjs";

/** @param {string} [zone] IANA name; without one, the zone of this machine */
export function clockOf(zone) {
  const format = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone: zone });
  return (ms) => format.format(ms).replace("\u202f", " ");
}

/** The lead's own clock, ticking. */
export class LocalClock {
  constructor(element) {
    const read = clockOf(element.dataset.zone);
    const now = serverClock();
    const show = () => {
      const text = read(now());
      if (element.textContent !== text) element.textContent = text;
    };
    setInterval(show, 1_000);
    show();
  }
}
