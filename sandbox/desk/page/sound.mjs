// The page's ear and mouth: one peer connection to the carrier, and a bell.

const RING = { on: 2000, off: 4000, pitches: [440, 480] };

export class Sound {
  #send; #audio; #peer = null; #microphone = null; #bell = null; #context = null;

  constructor(send, audio) {
    this.#send = send;
    this.#audio = audio;
  }

  // Asked for at a click, which also lets the page ring later. Resolves to whether there is one.
  async takeMicrophone() {
    this.#context ??= new AudioContext();
    await this.#context.resume();
    if (this.#microphone) return true;
    const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    try {
      this.#microphone = await navigator.mediaDevices.getUserMedia({ audio: wanted });
    } catch {
      return false;
    }
    return true;
  }

  // An offer with the microphone, or one that only listens.
  async offer({ speaking }) {
    this.close();
    const peer = this.#peer = new RTCPeerConnection();
    peer.ontrack = ({ track }) => {
      this.#audio.srcObject = new MediaStream([track]);
      this.#audio.play().catch(() => {});
    };
    const [track] = speaking ? this.#microphone?.getAudioTracks() ?? [] : [];
    if (track) peer.addTrack(track, this.#microphone);
    else peer.addTransceiver("audio", { direction: "recvonly" });
    await peer.setLocalDescription(await peer.createOffer());
    await gathered(peer);
    return peer.localDescription.sdp;
  }

  async answered(sdp) {
    await this.#peer?.setRemoteDescription({ type: "answer", sdp });
  }

  close() {
    this.#peer?.close();
    this.#peer = null;
    this.#audio.srcObject = null;
  }

  ring(on) {
    if (!on) {
      clearInterval(this.#bell);
      this.#bell = null;
    } else if (this.#bell === null) {
      this.#strike();
      this.#bell = setInterval(() => this.#strike(), RING.on + RING.off);
    }
  }

  #strike() {
    if (this.#context === null) return;
    const now = this.#context.currentTime;
    const level = new GainNode(this.#context, { gain: 0.05 });
    level.connect(this.#context.destination);
    for (const frequency of RING.pitches) {
      const tone = new OscillatorNode(this.#context, { frequency });
      tone.connect(level);
      tone.start(now);
      tone.stop(now + RING.on / 1000);
    }
  }
}

function gathered(peer) {
  if (peer.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => peer.iceGatheringState === "complete" && resolve();
    peer.addEventListener("icegatheringstatechange", done);
    setTimeout(resolve, 1500);
  });
}
