import { AUDIO, tell } from "../events.mjs";
import { choose, chosen, closeMicrophone, microphoneProblem, openMicrophone } from "../softphone/microphone.mjs";

/** The dialog for microphone and speaker. The microphone is open only while the dialog is. */
export class AudioDevices {
  #dialog;
  #parts;
  #stream = null;
  #context = null;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#parts = Object.fromEntries([...dialog.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    dialog.addEventListener("opened", () => this.#open());
    dialog.addEventListener("close", () => this.#close());
    this.#parts.microphones.addEventListener("change", ({ target }) => this.#choose("microphone", target.value));
    this.#parts.speakers.addEventListener("change", ({ target }) => this.#choose("speaker", target.value));
    this.#parts.test.addEventListener("click", () => this.#beep());
  }

  async #open() {
    this.#say("");
    try {
      closeMicrophone(this.#stream);
      this.#stream = await openMicrophone();
      await this.#list();
      this.#measure();
    } catch ({ name }) {
      this.#say(microphoneProblem(name));
    }
  }

  #close() {
    closeMicrophone(this.#stream);
    this.#stream = null;
    this.#context?.close();
    this.#context = null;
  }

  async #list() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.#fill(this.#parts.microphones, devices, "audioinput", chosen("microphone"));
    this.#fill(this.#parts.speakers, devices, "audiooutput", chosen("speaker"));
  }

  #fill(select, devices, kind, current) {
    const own = devices.filter((device) => device.kind === kind && !["", "default"].includes(device.deviceId));
    select.replaceChildren(select.options[0], ...own.map(({ label, deviceId }) => new Option(label, deviceId)));
    select.value = own.some(({ deviceId }) => deviceId === current) ? current : "";
  }

  async #choose(kind, id) {
    choose(kind, id);
    tell(AUDIO, { microphone: chosen("microphone"), speaker: chosen("speaker") });
    if (kind === "microphone") await this.#open();
    this.#say("Kept for this machine.");
  }

  #measure() {
    this.#context?.close();
    const context = (this.#context = new AudioContext());
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(this.#stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    const draw = () => {
      if (context !== this.#context) return;
      analyser.getFloatTimeDomainData(wave);
      this.#parts.level.value = Math.min(1, 4 * Math.sqrt(wave.reduce((sum, v) => sum + v * v, 0) / wave.length));
      setTimeout(draw, 100);
    };
    draw();
  }

  async #beep() {
    const context = new AudioContext();
    await context.setSinkId?.(chosen("speaker")).catch(() => {});
    const [tone, gain] = [context.createOscillator(), context.createGain()];
    gain.gain.value = 0.15;
    tone.connect(gain).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.5);
    tone.addEventListener("ended", () => context.close());
  }

  #say(text) {
    this.#parts.saved.textContent = text;
  }
}
