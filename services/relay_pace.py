"""When a caller on a relay counts as silent. The carrier tells who speaks; it tells no silence."""

from collections.abc import Callable
from dataclasses import dataclass, field

from services.conversation.played import Playback
from services.relay_ports import Heard, Interrupted, Party, Played, Speaking

CHARACTERS_A_SECOND = 13  # of synthetic speech, where the carrier does not tell when it ends
LATENCY_S = 1.0
LONGEST_SPEECH_S = 60.0  # of a caller, though nobody told its end
TRANSCRIPT_S = 5.0  # from the end of the caller's speech to its words
BETWEEN_KEYS_S = 3.0


@dataclass
class Pace:
    """`now_s`: monotonic. `patience_s`: how long the caller may be silent after our last word."""

    now_s: Callable[[], float]
    playback: Playback = field(default_factory=Playback)
    patience_s: float = 0.0
    _due: float = 0.0

    def says(self, text: str, patience_s: float) -> None:
        """We begin to say this, and then wait."""
        self.playback, self.patience_s = Playback(text), patience_s
        self._rest(_speech_s(text) + patience_s)

    def keyed(self) -> None:
        """A digit came; the next one follows soon, or none."""
        self._rest(BETWEEN_KEYS_S)

    def note(self, told: Heard) -> None:
        match told:
            case Played(text):
                self._played(text)
            case Interrupted(fragment):
                self.playback = self.playback.cut_at(fragment)
                self._rest(TRANSCRIPT_S)
            case Speaking(Party.CALLER, on):
                self._rest(LONGEST_SPEECH_S if on else TRANSCRIPT_S)
            case Speaking(Party.ASSISTANT, on):
                self._rest(self.patience_s + (_speech_s(self.playback.text) if on else 0))

    def wait_s(self) -> float:
        return max(0.0, self._due - self.now_s())

    def _played(self, text: str) -> None:
        self.playback = self.playback.after(text)
        if self.playback.whole:
            self._rest(self.patience_s)

    def _rest(self, seconds: float) -> None:
        self._due = self.now_s() + seconds


def _speech_s(text: str) -> float:
    return LATENCY_S + len(text) / CHARACTERS_A_SECOND if text else 0.0
