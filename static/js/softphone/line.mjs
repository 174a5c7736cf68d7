import { DigitQueue } from "./digits.mjs";
import { voiceSdk } from "./sdk.mjs";
import { warning } from "./warnings.mjs";

/**
 * The SDK's Device and its one call. Events: accepted, sample {packets}, volume {input, output},
 * muted {muted}, warned {warning}, disconnected.
 */
export class Line extends EventTarget {
  #settings;
  #keeper;
  #sdk;
  #device = null;
  #call = null;
  #owing = false;
  #switched = false;
  #speaker = "";

  /** @param {(settings: object) => Promise<{Device: Function}>} sdk */
  constructor(settings, keeper, sdk = voiceSdk) {
    super();
    this.#settings = settings;
    this.#keeper = keeper;
    this.#sdk = sdk;
  }

  get busy() {
    return this.#call !== null;
  }

  /** Fetches what a call will need. The device waits for the first call: a page may only make
   * sound after somebody has touched it. */
  async warm() {
    await Promise.all([this.#sdk(this.#settings), this.#keeper.fresh()]);
  }

  async connect(permit, microphone) {
    const [{ Device }, token] = await Promise.all([this.#sdk(this.#settings), this.#keeper.fresh()]);
    if (!this.#device) this.#open(new Device(token, this.#settings.options));
    else if (token !== this.#device.token) this.#device.updateToken(token);
    const rtcConstraints = { audio: microphone ? { deviceId: { ideal: microphone } } : true };
    this.#follow(await this.#device.connect({ params: { permit }, rtcConstraints }));
  }

  #open(device) {
    this.#device = device;
    device.on("tokenWillExpire", () => this.#renewWhenIdle());
    device.on("error", () => this.#tell("warned", { warning: warning("fault") }));
    this.useSpeaker(this.#speaker);
  }

  #follow(call) {
    this.#call = call;
    const digits = new DigitQueue((run) => this.#call === call && call.sendDigits(run));
    this.press = (text) => digits.press(text);
    const own = (name, react) => call.on(name, (...said) => this.#call === call && react(...said));
    own("accept", () => this.#tell("accepted"));
    own("sample", ({ totals }) => this.#tell("sample", { packets: totals?.packetsReceived ?? 0 }));
    own("volume", (input, output) => this.#tell("volume", { input, output }));
    own("mute", (muted) => this.#tell("muted", { muted }));
    own("warning", (name) => this.#tell("warned", { warning: warning(name) }));
    own("warning-cleared", () => this.#tell("warned", { warning: null }));
    own("reconnecting", () => this.#tell("warned", { warning: warning("reconnecting") }));
    own("reconnected", () => this.#tell("warned", { warning: null }));
    own("error", () => this.#tell("warned", { warning: warning("fault") }));
    for (const end of ["disconnect", "cancel", "reject"]) own(end, () => this.#ended());
  }

  #ended() {
    this.#call = null;
    this.press = () => {};
    if (this.#switched) this.#device.audio.unsetInputDevice().catch(() => {});
    this.#switched = false;
    this.#tell("disconnected");
    if (this.#owing) this.#renewWhenIdle();
  }

  #renewWhenIdle() {
    this.#owing = this.busy;
    if (!this.busy) this.#keeper.renew().then((token) => this.#device.updateToken(token), () => (this.#owing = true));
  }

  press = () => {};

  mute(on) {
    this.#call?.mute(on);
  }

  hangUp() {
    this.#call?.disconnect();
  }

  useMicrophone(id) {
    if (!this.busy || !id) return;
    this.#switched = true;
    this.#device.audio.setInputDevice(id).catch(() => this.#tell("warned", { warning: warning("constant-audio-input-level") }));
  }

  useSpeaker(id) {
    this.#speaker = id;
    const audio = this.#device?.audio;
    if (id && audio?.isOutputSelectionSupported) audio.speakerDevices.set(id).catch(() => {});
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
