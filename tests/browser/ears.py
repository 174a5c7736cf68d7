"""Hearing: what the agent hears is measured in the page, what the callee hears at the callee."""

from dataclasses import dataclass

from playwright.sync_api import Page

# Keeps every peer connection of the page; the SDK gets its own class back, unchanged.
HOOK = """
(() => {
  const Real = window.RTCPeerConnection;
  window.__peers = [];
  window.RTCPeerConnection = class extends Real {
    constructor(...given) { super(...given); window.__peers.push(this); }
  };
})();
"""

LISTEN = """
async (ms) => {
  const peer = window.__peers.findLast((p) => p.connectionState === "connected");
  if (!peer) return { hz: 0, level: 0 };
  const track = peer.getReceivers().find((r) => r.track.kind === "audio").track;
  const context = new AudioContext();
  await context.resume();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const ear = context.createAnalyser();
  ear.fftSize = 8192;
  ear.smoothingTimeConstant = 0;
  source.connect(ear);
  const spectrum = new Float32Array(ear.frequencyBinCount);
  const wave = new Float32Array(ear.fftSize);
  let loudest = { hz: 0, level: 0 };
  for (const end = performance.now() + ms; performance.now() < end; ) {
    await new Promise((done) => setTimeout(done, 50));
    ear.getFloatFrequencyData(spectrum);
    ear.getFloatTimeDomainData(wave);
    const level = Math.sqrt(wave.reduce((sum, v) => sum + v * v, 0) / wave.length);
    const top = spectrum.reduce((best, v, i) => (v > spectrum[best] ? i : best), 0);
    if (level > loudest.level) loudest = { hz: (top * context.sampleRate) / ear.fftSize, level };
  }
  await context.close();
  return loudest;
}
"""


@dataclass(frozen=True)
class Heard:
    """The loudest moment: pitch in Hz, level as root mean square of full scale 1."""

    hz: float
    level: float

    def is_tone(self, hz: float) -> bool:
        return self.level > 0.01 and abs(self.hz - hz) < 15


def heard_by_agent(page: Page, ms: int = 1500) -> Heard:
    found = page.evaluate(LISTEN, ms)
    return Heard(found["hz"], found["level"])
