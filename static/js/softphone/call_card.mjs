const ELSEWHERE = {
  other_tab: "The softphone is in another tab of this browser. Close that one, and it moves here.",
  other_machine: "The softphone is on another machine where you are signed in. Sign out there, and it moves here within a minute.",
};

/** Paints the call into the page and says what was pressed. Marked up by components/call.html. */
export class CallCard {
  #root;
  #parts;

  /** @param {Element} root @param {(action: string, byKey: boolean) => void} press */
  constructor(root, press, find) {
    this.#root = root;
    this.#parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.#parts.find.addEventListener("click", find);
    for (const button of root.querySelectorAll("[data-action]:not([data-action=keypad])")) {
      button.addEventListener("click", () => press(button.dataset.action, false));
      button.addEventListener("shortcut", (event) => {
        event.preventDefault();
        press(button.dataset.action, true);
      });
    }
  }

  /** The id of the chosen number, "" when the lead has none. */
  get number() {
    return this.#root.querySelector("[name=number]:checked")?.value ?? "";
  }

  /** Whether the verdict of the chosen number allows a call. */
  get may() {
    return this.#root.querySelector(`.verdict[data-number="${CSS.escape(this.number)}"]`)?.hasAttribute("data-may") ?? false;
  }

  /** @param {ReturnType<typeof import("./call_view.mjs").view>} shown @param {string} where */
  paint(shown, where) {
    const away = ELSEWHERE[where];
    this.#root.dataset.tone = away ? "notice" : shown.tone;
    this.#root.toggleAttribute("data-audible", shown.mute);
    this.#parts.find.hidden = where !== "other_tab";
    this.#write("words", away ? "No calls from this page" : shown.words);
    this.#write("detail", away ?? (shown.detail || "\u00a0"));
    this.#write("mute-label", shown.muteLabel);
    this.#write("hang-up-label", shown.hangUpLabel);
    this.#button("call").disabled = !shown.call;
    this.#button("mute").disabled = !shown.mute;
    this.#button("mute").setAttribute("aria-pressed", shown.muted);
    this.#button("keypad").disabled = !shown.keypad;
    this.#button("hang-up").disabled = !shown.hangUp;
    this.#button("hang-up").classList.toggle("button--not", shown.hangUp);
  }

  #button(action) {
    return this.#root.querySelector(`[data-action="${action}"]`);
  }

  #write(part, text) {
    if (this.#parts[part].textContent !== text) this.#parts[part].textContent = text;
  }

  timer(text) {
    this.#write("timer", text);
  }

  /** @param {{input: number, output: number}} volume 0 to 1 */
  levels({ input, output }) {
    this.#parts["level-in"].value = input;
    this.#parts["level-out"].value = output;
  }
}
