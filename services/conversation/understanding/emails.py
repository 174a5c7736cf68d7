"""E-mail addresses, written or spoken: "john dot doe ninety nine at gmail dot com"."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.conversation.understanding.address_units import Unit, units
from services.conversation.understanding.expected import Value, surest
from services.conversation.understanding.words import Utterance, heard

ENDINGS = frozenset(
    {
        "com", "net", "org", "edu", "gov", "mil", "io", "co", "us", "uk", "ca", "mx", "es", "info",
        "biz", "me", "tv", "ai", "app", "dev", "email", "health", "law", "online", "site", "test",
        "example", "gob", "de", "fr",
    }
)  # fmt: skip
HOSTS = frozenset(
    {"gmail", "yahoo", "hotmail", "outlook", "icloud", "aol", "protonmail", "comcast", "live"}
)
NOT_LOCAL = frozenset(
    {
        "is", "it", "its", "email", "mail", "address", "my", "the", "to", "at", "send", "that",
        "be", "would", "use", "yes", "yeah", "um", "uh", "so", "ok", "okay", "on", "by", "me", "a",
        "an", "i", "am", "you", "can", "reach", "contact", "write", "and", "or", "sure", "well",
        "was", "correo", "electronico", "es", "mi", "el", "la", "si", "claro", "y", "en", "este",
        "bueno", "no", "not", "now", "him", "her", "us", "mine", "just", "then", "right", "here",
    }
)  # fmt: skip
ANYHOW = frozenset({"me", "mail", "contact", "email"})  # names of a mailbox all the same
SURE, JOINED, NO_ENDING = 95, 80, 70
MOST_LABEL_WORDS, MOST_FREE_WORDS = 4, 1


@dataclass(frozen=True, slots=True)
class Email:
    """Words `first` up to, not including, `behind`."""

    address: str
    first: int
    behind: int
    confidence: int


def read_email(text: str, *, language: str) -> Value | None:
    """`john.doe@gmail.com`, in small letters."""
    said = heard(text)
    return surest(
        Value(one.address, said.quote(one.first, one.behind), one.confidence)
        for one in emails(said, language)
    )


def emails(said: Utterance, language: str) -> Iterator[Email]:
    """Every address of the utterance."""
    parts = units(said, language)
    for at, unit in enumerate(parts):
        if unit.sign != "@":
            continue
        host = _host(parts, at)
        box = _box(parts, at) if host else None
        if host and box:
            yield Email(f"{box.text}@{host.text}", box.first, host.behind, min(box.sure, host.sure))


@dataclass(frozen=True, slots=True)
class _Side:
    text: str
    first: int
    behind: int
    sure: int


def _host(parts: list[Unit], at: int) -> _Side | None:
    """The labels behind the sign, up to an ending that exists."""
    labels, words, written = [""], 0, not parts[at].spoken
    for place in range(at + 1, len(parts)):
        unit = parts[place]
        if unit.sign == "." and not labels[-1]:
            break
        if unit.sign == ".":
            labels.append("")
            words = 0
        elif unit.sign not in ("", "-") or words >= MOST_LABEL_WORDS:
            break
        else:
            labels[-1] += unit.sign or unit.text
            words += 1
            if _ends(parts, place, labels, written=written):
                made = ".".join(labels)
                return _Side(made, parts[at].first, unit.behind, SURE)
            if len(labels) == 1 and labels[0] in HOSTS and not _dotted(parts, place):
                return _Side(f"{labels[0]}.com", parts[at].first, unit.behind, NO_ENDING)
    return None


def _dotted(parts: list[Unit], place: int) -> bool:
    return place + 1 < len(parts) and parts[place + 1].sign == "."


def _ends(parts: list[Unit], place: int, labels: list[str], *, written: bool) -> bool:
    if len(labels) < 2 or not all(labels):
        return False
    goes_on = _dotted(parts, place) and place + 2 < len(parts) and not parts[place + 2].sign
    if goes_on and (written or parts[place + 2].text in ENDINGS):
        return False
    return written or labels[-1] in ENDINGS


def _box(parts: list[Unit], at: int) -> _Side | None:
    """The name before the sign, taken from right to left as long as it goes on."""
    place, free = at - 1, 0
    if place < 0 or parts[place].sign or _stops(parts[place]) and parts[place].text not in ANYHOW:
        return None
    text = parts[place].text
    while place > 0:
        step = _joined(parts, place, written=not parts[at].spoken)
        loose = step == 1 and parts[at].spoken and not _short(parts, place)
        if not step or free + loose > MOST_FREE_WORDS:
            break
        free += loose
        text = "".join(u.sign or u.text for u in parts[place - step : place]) + text
        place -= step
    return _Side(text, parts[place].first, parts[at].behind, JOINED if free else SURE)


def _joined(parts: list[Unit], place: int, *, written: bool) -> int:
    """How many units before this one belong to the same name: 0, 1, or 2 with a sign."""
    before = parts[place - 1]
    if before.sign:
        signed = before.sign != "@" and place >= 2 and not parts[place - 2].sign
        return 2 if signed and not (before.spoken and _stops(parts[place - 2])) else 0
    if written:
        return 1 if parts[place].glued else 0
    return 0 if _stops(before) else 1


def _short(parts: list[Unit], place: int) -> bool:
    """Spelled letters and digits stand together; so does a number behind a word."""
    return parts[place].short and (parts[place - 1].short or parts[place].text.isdecimal())


def _stops(unit: Unit) -> bool:
    return unit.text in NOT_LOCAL and not unit.short
