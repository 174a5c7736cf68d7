"""The keys of the house, for the overlay, for /shortcuts and for a test that walks the pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shortcut:
    keys: tuple[str, ...]
    does: str


@dataclass(frozen=True)
class Group:
    title: str
    shortcuts: tuple[Shortcut, ...]


def _group(title: str, *rows: tuple[str, str]) -> Group:
    return Group(title, tuple(Shortcut(tuple(keys.split(" ")), does) for keys, does in rows))


ANYWHERE = _group(
    "Anywhere",
    ("?", "Show or hide this list"),
    ("Esc", "Close what is open, or leave the field"),
    ("v", "Verify it yourself: the exact command"),
    ("x", "Sign out"),
)

RULES = _group("Rules", ("/", "Search"))

AGENT = (
    _group(
        "Before the call",
        ("Enter", "Call"),
        ("p", "Choose the next number of this lead"),
        ("r", "Show or hide the rules that were checked"),
        ("w", "Show or hide the words to say"),
        ("a", "Microphone and speaker"),
        ("s", "Next lead"),
        ("q", "Back to the queue"),
    ),
    _group(
        "In the call",
        ("m", "Mute or unmute"),
        ("k", "Open or close the keypad"),
        ("h", "Hang up; twice while you talk"),
        ("d", "Do not call again: this number or this person"),
    ),
    _group(
        "The assistant",
        ("g", "Let the assistant call this lead"),
        ("o", "Take over its call"),
        ("e", "End its call"),
        ("y", "Take the call of somebody who asks for a person"),
    ),
    _group(
        "After the call",
        ("1 – 7", "Choose the outcome"),
        ("n", "Write notes"),
        ("i", "Motivation"),
        ("$", "Asking price"),
        ("t", "Date of the next action"),
        ("Ctrl Enter", "Save and bring the next lead"),
    ),
    RULES,
    ANYWHERE,
)

MANAGER = (
    _group("Today", ("f", "Filter the calls"), ("o", "Go to what waits for Podio")),
    RULES,
    ANYWHERE,
)
AUDITOR = (_group("Audit", ("/", "Search")), ANYWHERE)

BY_ROLE = {"agent": AGENT, "manager": MANAGER, "auditor": AUDITOR}


def for_role(role: str | None) -> tuple[Group, ...]:
    return BY_ROLE.get(role or "", (ANYWHERE,))
