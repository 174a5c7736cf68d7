const NAME = "keys.off";

/** @returns {boolean} whether single keys act on this machine */
export const singleKeys = () => localStorage.getItem(NAME) === null;

/** The switch for single keys, for people whose tools type letters by themselves. */
export class KeySwitch {
  constructor(box) {
    box.checked = singleKeys();
    box.addEventListener("change", () => (box.checked ? localStorage.removeItem(NAME) : localStorage.setItem(NAME, "1")));
  }
}
