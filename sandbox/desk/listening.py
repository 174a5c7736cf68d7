"""A browser that listens in: both sides of a talk, mixed."""

from sandbox.media.buffer import FrameBuffer
from sandbox.media.rtc import BrowserPort
from sandbox.media.sound import SILENCE, Pcm, mixed


class BothSides(FrameBuffer):
    """Two streams of frames as one."""

    def __init__(self) -> None:
        super().__init__()
        self.theirs, self.ours = FrameBuffer(), FrameBuffer()

    def take(self) -> Pcm | None:
        frames = (self.theirs.take(), self.ours.take())
        return mixed([frame for frame in frames if frame is not None])


class ListeningPort(BrowserPort):
    def __init__(self) -> None:
        super().__init__(_nothing_pressed, _nothing)
        self._both = BothSides()
        self._ear = self._both

    def overhear(self, frame: Pcm | None, *, own: bool) -> None:
        side = self._both.theirs if own else self._both.ours
        side.put(SILENCE if frame is None else frame)


def _nothing() -> None:
    """Who listens in may leave at any time."""


def _nothing_pressed(key: str) -> None:
    """Who listens in presses nothing."""
