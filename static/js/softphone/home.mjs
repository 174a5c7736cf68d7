import { Lease } from "./lease.mjs";

const NAME = "softphone";

/**
 * Where the softphone lives: in one tab of one machine. Tells `here`, `other_tab` or
 * `other_machine`, as soon as it is known and whenever it changes. It is `here` only once the
 * server has given the lease: until then another machine may be in a talk.
 */
export class Home {
  #channel = new BroadcastChannel(NAME);
  #here = false;
  #lease;

  /** @param {(where: "here" | "other_tab" | "other_machine") => void} tell */
  constructor(tell) {
    this.#lease = new Lease((held) => tell(held ? "here" : "other_machine"));
    this.#channel.addEventListener("message", () => this.#here && this.#wave());
    this.#claim(tell);
  }

  #claim(tell) {
    const move = () => ((this.#here = true), this.#lease.keep(), new Promise(() => {}));
    navigator.locks.request(NAME, { ifAvailable: true }, (lock) => {
      if (lock) return move();
      tell("other_tab");
      navigator.locks.request(NAME, move);
      return undefined;
    });
  }

  /** Ask the tab that has the softphone to show itself. */
  call() {
    this.#channel.postMessage("where");
  }

  #wave() {
    window.focus();
    const title = document.title;
    document.title = "● The softphone is here";
    setTimeout(() => (document.title = title), 6_000);
  }
}
