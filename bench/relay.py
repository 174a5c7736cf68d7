"""Relays: how soon a sentence leaves, and what the socket itself costs when eight talk at once."""

import json
import random
import statistics
import threading
import time
from collections.abc import Iterator

from bench.measures import ROUNDS, Measure, median_of, percentile
from services.assistant_line import Asked, Given
from services.conversation.played import Playback
from services.conversation.reply import Line, Listen, Reply
from services.conversation.sentences import sentences
from services.relay_pace import Pace
from services.relay_session import RelaySession
from services.twilio_service import relay_frames

SENTENCES = 400
TURNS, AT_ONCE = 300, 8
REPLY = Reply(
    (Line("t", "Thank you, that helps. When would you like to sell: now, or later?", "en"),),
    Listen("option"),
)


def measure() -> list[Measure]:
    return [
        median_of(
            "relay: tokens from a sentence's last until it leaves",
            [float(max(_late())) for _ in range(ROUNDS)],
            unit="tokens",
            goal=1,
            at_most=True,
            note=f"the latest of {SENTENCES} sentences, token by token",
        ),
        median_of(
            "relay: our share of a message, 8 sockets at once, p99",
            [percentile(_shares(), 0.99) for _ in range(ROUNDS)],
            unit="ms",
            goal=50,
            at_most=True,
            note="from the carrier's text to ours; the turn itself is scripted",
        ),
    ]


def _late() -> Iterator[int]:
    """For each sentence: tokens that were taken after its own last one, before it left."""
    choose = random.Random(7)
    words = ["Dr.", "price", "Main", "is", "$340.50", "the", "a", "house", "at", "10", "you"]
    said = [[*choose.choices(words, k=9), "now", choice] for choice in "." * SENTENCES]
    ends = [sum(map(len, said[: n + 1])) for n in range(SENTENCES)]
    taken = 0

    def tokens() -> Iterator[str]:
        nonlocal taken
        for sentence in said:
            for token in sentence:
                taken += 1
                yield token if token == "." else f" {token}"

    for end, _ in zip(ends, sentences(tokens()), strict=False):
        yield taken - end


def _shares() -> list[float]:
    """Milliseconds from one frame in to all frames out, in eight threads."""
    took: list[float] = []
    threads = [threading.Thread(target=_talk, args=(took,)) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(took) == AT_ONCE * TURNS and statistics.median(took) > 0
    return took


class _Scripted:
    def take(self, asked: Asked) -> Given:
        return Given(asked.turn, REPLY)


def _talk(took: list[float]) -> None:
    session = RelaySession("call", "CA1", _Scripted(), Pace(time.monotonic, Playback()))
    session.open(0, "en")
    frames = [
        {"type": "info", "name": "tokensPlayed", "value": "Thank you, that helps."},
        {
            "type": "interrupt",
            "utteranceUntilInterrupt": "When would",
            "durationUntilInterruptMs": 9,
        },
        {"type": "prompt", "voicePrompt": "as soon as I can", "lang": "en-US", "last": True},
    ]
    raw = [json.dumps(frame) for frame in frames]
    for _ in range(TURNS):
        began = time.perf_counter()
        for frame in raw:
            told = relay_frames.read(frame)
            for sent in session.hear(told) if told else ():
                relay_frames.written(sent)
        took.append((time.perf_counter() - began) * 1000)
