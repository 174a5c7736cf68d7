import { serverClock } from "../clock.mjs";
import { clockOf } from "./local_clock.mjs";

/** The agent's clock beside the lead's, when they differ. */
export class OwnClock {
  constructor(element) {
    const [own, lead] = [clockOf(), clockOf(element.dataset.zone)];
    const now = serverClock();
    const show = () => {
      const text = own(now()) === lead(now()) ? "" : `${own(now())} where you are`;
      if (element.textContent !== text) element.textContent = text;
    };
    setInterval(show, 1_000);
    show();
  }
}
