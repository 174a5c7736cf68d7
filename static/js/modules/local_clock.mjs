import { serverClock } from "../clock.mjs";

/** The lead's own clock, ticking. */
export class LocalClock {
  constructor(element) {
    const format = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone: element.dataset.zone });
    const now = serverClock();
    const show = () => {
      const text = format.format(now()).replace("\u202f", " ");
      if (element.textContent !== text) element.textContent = text;
    };
    setInterval(show, 1_000);
    show();
  }
}
