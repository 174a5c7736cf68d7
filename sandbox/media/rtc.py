"""A browser's media leg by aiortc: on loopback only, with keys as RFC 4733 events."""

import asyncio
import fractions
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import aioice.ice
import av
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RTCSessionDescription
from aiortc.codecs import CODECS
from aiortc.mediastreams import MediaStreamError

from sandbox.media.buffer import FrameBuffer
from sandbox.media.sound import FRAME, RATE, SILENCE, TICK_S, Pcm, key_tone
from sandbox.media.tape import Tape, framed

TELEPHONE_EVENT = "audio/telephone-event"
MOST_KEY_FRAMES = 500
HANDSHAKE_S = 1.0
KEYS = "0123456789*#ABCD"
TIME_BASE = fractions.Fraction(1, RATE)


def prepare() -> None:
    """Teach the library two things, once: loopback candidates (aioice leaves 127.0.0.1 out by
    design), and telephone-event in its answers."""
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]
    if any(codec.mimeType == TELEPHONE_EVENT for codec in CODECS["audio"]):
        return
    for rate, payload in ((8000, 101), (48000, 110)):
        codec = RTCRtpCodecParameters(
            mimeType=TELEPHONE_EVENT, clockRate=rate, channels=1, payloadType=payload
        )
        CODECS["audio"].append(codec)


class _Mouthpiece(MediaStreamTrack):
    """What the browser hears, paced by its own clock."""

    kind = "audio"

    def __init__(self, buffer: FrameBuffer) -> None:
        super().__init__()
        self._buffer, self._sent, self._began = buffer, 0, 0.0

    async def recv(self) -> av.AudioFrame:
        if self.readyState != "live":
            raise MediaStreamError
        now = asyncio.get_running_loop().time
        if not self._sent:
            self._began = now()
        await asyncio.sleep(max(0.0, self._began + self._sent * TICK_S - now()))
        samples = self._buffer.take()
        samples = SILENCE if samples is None else samples
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._sent * FRAME, TIME_BASE
        self._sent += 1
        return frame


class BrowserPort:
    """`on_key` is told each key, `on_dead` that the browser's media is gone, `on_sound` each frame
    of the browser's microphone as it came."""

    live = True

    def __init__(
        self,
        on_key: Callable[[str], None],
        on_dead: Callable[[], None],
        on_sound: Callable[[av.AudioFrame], None] | None = None,
    ) -> None:
        prepare()
        self._on_key, self._on_dead, self._on_sound = on_key, on_dead, on_sound
        self.heard, self.said = Tape(), Tape()
        self._ear, self._mouth = FrameBuffer(), FrameBuffer()
        self._peer: RTCPeerConnection | None = None
        self._listening: asyncio.Task[None] | None = None
        self._keys: deque[Pcm] = deque(maxlen=MOST_KEY_FRAMES)
        self.first_sound_at: float | None = None  # seconds since 1970, by the wall
        self._key_at: int | None = None

    async def answer(self, offer: str) -> str:
        """The SDP answer to the browser's offer. A second offer is an ICE restart, which aiortc
        does not know: a new connection answers it."""
        await self._drop()
        peer = self._peer = RTCPeerConnection()
        peer.on("track", lambda track: self._listen(track))
        peer.on("connectionstatechange", lambda: self._changed(peer))
        await peer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        peer.addTrack(_Mouthpiece(self._ear))
        await peer.setLocalDescription(await peer.createAnswer())
        self._tap_keys(peer)
        return str(peer.localDescription.sdp)

    def beep(self, keys: str) -> None:
        """The browser sends keys as events; whoever hears sound is given theirs."""
        self._keys.extend(frame for key in keys for frame in framed(key_tone(key)))

    def read(self) -> Pcm | None:
        spoken = self._mouth.take()
        frame = self._keys.popleft() if self._keys else spoken
        self.said.add(frame)
        return frame

    def write(self, frame: Pcm | None) -> None:
        self.heard.add(frame)
        self._ear.put(SILENCE if frame is None else frame)

    def measure(self, seconds: float) -> dict[str, Any]:
        return {"heard": self.heard.measure(seconds), "said": self.said.measure(seconds)}

    async def close(self) -> None:
        self._on_dead = _nothing
        await self._drop()

    async def _drop(self) -> None:
        peer, self._peer = self._peer, None
        if self._listening is not None:
            self._listening.cancel()
        if peer is not None:
            await _settled(peer)
            await peer.close()

    def _changed(self, peer: RTCPeerConnection) -> None:
        if peer is self._peer and peer.connectionState in {"closed", "failed"}:
            self._on_dead()

    def _listen(self, track: MediaStreamTrack) -> None:
        self._listening = asyncio.ensure_future(self._record(track))

    async def _record(self, track: MediaStreamTrack) -> None:
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            if not isinstance(frame, av.AudioFrame):
                continue
            self.first_sound_at = self.first_sound_at or time.time()
            if self._on_sound is not None:
                self._on_sound(frame)
            self._mouth.feed(frame.to_ndarray(), len(frame.layout.channels), frame.sample_rate)

    def _tap_keys(self, peer: RTCPeerConnection) -> None:
        """Divert telephone events before the decoder sees them: one timestamp is one key."""
        transceiver = peer.getTransceivers()[0]
        receiver, plain = transceiver.receiver, transceiver.receiver._handle_rtp_packet
        types = {c.payloadType for c in transceiver._codecs if c.mimeType == TELEPHONE_EVENT}

        async def tapped(packet: Any, arrival_time_ms: int) -> None:
            if packet.payload_type not in types:
                await plain(packet, arrival_time_ms)
            elif packet.payload and packet.timestamp != self._key_at:
                self._key_at = packet.timestamp
                self._on_key(KEYS[packet.payload[0] % len(KEYS)])

        receiver._handle_rtp_packet = tapped  # type: ignore[method-assign]  # its only seam


async def _settled(peer: RTCPeerConnection) -> None:
    """Closing amid the handshake would leave its tasks behind: the library starts them after."""
    waited = 0.0
    while peer.connectionState in {"new", "connecting"} and waited < HANDSHAKE_S:
        await asyncio.sleep(TICK_S)
        waited += TICK_S


def _nothing() -> None:
    """Nobody listens any more."""
