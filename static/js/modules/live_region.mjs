import { SAY, hear } from "../events.mjs";

/** Reads out what changed, for those who do not see it. */
export class LiveRegion {
  constructor(element) {
    hear(SAY, ({ text }) => (element.textContent = text));
  }
}
