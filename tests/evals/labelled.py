"""Reads the labelled sets and counts what the alarms make of them."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from services.conversation.alarm import Alarm
from services.conversation.understanding.alarms import alarms

SETS = Path(__file__).parent / "sets"
PUBLIC = "CLEARDIAL_PUBLIC_DATA"
VOICES = ("plain", "talkative")
HALVES = ("dev", "heldout")
LATER = (
    "later",
    "third",
    "fourth",
)  # written after the tuning, each measured once before it was read
BOTH_KINDS = [
    f"{kind}_{voice}_{half}"
    for kind in ("opt_out", "not_opt_out", "emergency", "not_emergency", "self_harm")
    for voice in VOICES
    for half in HALVES
]
HARD = frozenset({Alarm.OPT_OUT})
EMERGENCY = frozenset({Alarm.EMERGENCY, Alarm.SELF_HARM})
SELF_HARM = frozenset({Alarm.SELF_HARM})


@dataclass(frozen=True)
class Utterance:
    text: str
    language: str = "en"


@dataclass
class Count:
    """`wrong`: missed utterances of a set that must be heard, false ones of a set that must not."""

    name: str
    of: int = 0
    wrong: list[str] = field(default_factory=list)


def utterances(name: str) -> list[Utterance]:
    lines = (SETS / f"{name}.txt").read_text("utf-8").splitlines()
    return [spoken(line) for line in lines if line.strip()]


def labelled(name: str) -> list[tuple[str, Utterance]]:
    """(label, utterance) of a set whose lines begin with a label."""
    lines = (SETS / f"{name}.txt").read_text("utf-8").splitlines()
    parted = (line.split(": ", 1) for line in lines if line.strip())
    return [(label, spoken(text)) for label, text in parted]


def spoken(line: str) -> Utterance:
    return Utterance(line[4:], "es") if line.startswith("es: ") else Utterance(line)


def heard(one: Utterance, **more: bool) -> frozenset[Alarm]:
    return frozenset(found.alarm for found in alarms(one.text, language=one.language, **more))


def count(name: str, wanted: frozenset[Alarm], *, must: bool) -> Count:
    made = Count(name)
    for one in utterances(name):
        made.of += 1
        if bool(heard(one) & wanted) is not must:
            made.wrong.append(one.text)
    return made


def every_count() -> Iterator[Count]:
    for half in HALVES:
        for voice in VOICES:
            yield count(f"opt_out_{voice}_{half}", HARD, must=True)
            yield count(f"not_opt_out_{voice}_{half}", HARD, must=False)
            yield count(f"emergency_{voice}_{half}", EMERGENCY, must=True)
            yield count(f"not_emergency_{voice}_{half}", EMERGENCY, must=False)
            yield count(f"self_harm_{voice}_{half}", SELF_HARM, must=True)
    for later in LATER:
        yield count(f"opt_out_{later}", HARD, must=True)
        yield count(f"emergency_{later}", EMERGENCY, must=True)
    yield count("not_opt_out_later", HARD, must=False)
    yield count("not_emergency_later", EMERGENCY, must=False)
    yield from (matters(half) for half in HALVES)


def matters(half: str) -> Count:
    """Each line's own alarm must be heard, and none where none is due."""
    made = Count(f"matters_{half}")
    for label, one in labelled(f"matters_{half}"):
        made.of += 1
        found = {alarm.value for alarm in heard(one)}
        due = {"cease", "dispute", "attorney", "bankruptcy", "deceased", "wrong_person", "human",
               "is_bot", "recording_objection"}  # fmt: skip
        if (label == "none" and found & due) or (label != "none" and label not in found):
            made.wrong.append(f"{label}: {one.text}")
    return made


def public_negatives() -> list[str] | None:
    """Utterances of others in which nobody asks for no more calls; None when the folder is not
    here. CLINC150 without its intent "cancel" (its bare "stop"), and NLU++."""
    folder = os.environ.get(PUBLIC)
    if not folder:
        return None
    clinc = json.loads((Path(folder) / "clinc150_dev.json").read_text("utf-8"))
    nlupp = json.loads((Path(folder) / "nlupp_dev.json").read_text("utf-8"))
    kept = [text for part in clinc.values() for text, intent in part if intent != "cancel"]
    return [*kept, *(row["text"] for row in nlupp)]
