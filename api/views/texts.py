"""What assistants say, as managers read and change it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from api.views import assistant_words, times
from api.views.call_rows import Clocked, Names
from services.conversation.book import Book
from services.conversation.faults import Fault
from services.conversation.reply import Ending
from services.conversation.trial import Trial
from services.domain.text_change import Forms, Standing, TextChange
from services.domain.times import from_text
from services.text_changing import Place

LANGUAGES = {"en": "English", "es": "Spanish"}
FORM_NAMES = {
    "say": "What it says",
    "again": "Asked a second time, shorter",
    "help": "Asked a third time, with an example",
    "plain": "Without personal values, when those may not be said",
}
GROUPS = (
    ("legal", "What the law asks to be said: locked"),
    ("q", "Questions"),
    ("s", "What it says"),
    ("o", "Choices that it offers"),
    ("f", "Answers to questions"),
    ("v", "Voicemail"),
    ("c", "What every assistant says"),
    ("", "Other"),
)
STANDINGS = {
    Standing.PROPOSED: ("Waits for a second manager", "notice"),
    Standing.APPROVED: ("Approved", "may"),
    Standing.REJECTED: ("Rejected", "grey"),
}


@dataclass(frozen=True)
class TextRow:
    label: str
    text_id: str
    say: str
    href: str
    own: bool
    waits: bool


@dataclass(frozen=True)
class TextGroup:
    title: str
    rows: tuple[TextRow, ...]


@dataclass(frozen=True)
class TextsPage:
    playbook: str
    name: str
    language: str
    languages: tuple[tuple[str, str], ...]
    groups: tuple[TextGroup, ...]
    sha256: str


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Version:
    """`number` 0 is ours. `may_restore`: it was approved, and another one holds now."""

    number: int
    say: str
    standing: str
    tone: str
    note: str
    holds: bool
    may_restore: bool


@dataclass(frozen=True)
class Pending:
    """A proposal; `mine`: by the manager who reads it, who cannot approve it himself."""

    number: int
    by: str
    fields: tuple[Field, ...]
    mine: bool


@dataclass(frozen=True)
class Spoken:
    by: str
    text: str


@dataclass(frozen=True)
class TextPage:
    place: Place
    title: str
    name: str
    language: str
    legal: bool
    fields: tuple[Field, ...]
    variables: tuple[str, ...]
    versions: tuple[Version, ...]
    pending: tuple[Pending, ...]
    sounds: tuple[Field, ...] = ()
    faults: tuple[str, ...] = ()
    clean: bool = False
    typed: tuple[str, ...] = ()
    talk: tuple[Spoken, ...] = ()
    over: str = ""


def texts_page(
    book: Book, language: str, changes: Sequence[TextChange], held: set[str]
) -> TextsPage:
    """`held`: texts of this language whose own words hold now."""
    waiting = {c.text_id for c in changes if c.standing is Standing.PROPOSED}
    rows = {
        id_: TextRow(
            label(id_), id_, text.say, _href(book.id, language, id_), id_ in held, id_ in waiting
        )
        for id_, text in sorted(book.texts[language].items())
    }
    found: dict[str, list[TextRow]] = {key: [] for key, _ in GROUPS}
    for id_, row in rows.items():
        found[_group(book, id_)].append(row)
    languages = tuple((code, LANGUAGES[code]) for code in book.playbook.languages)
    groups = tuple(TextGroup(title, tuple(found[key])) for key, title in GROUPS if found[key])
    name = assistant_words.playbook(book.id)
    return TextsPage(book.id, name, language, languages, groups, book.sha256)


def label(text_id: str) -> str:
    """`q.right_person` as `Right person`; the stage of a text that has one behind it."""
    name, _, stage = text_id.partition("@")
    said = assistant_words.label(name.partition(".")[2] or name)
    return f"{said} ({stage})" if stage else said


def is_legal(book: Book, text_id: str) -> bool:
    return text_id.partition("@")[0] in book.legal


def _group(book: Book, text_id: str) -> str:
    key = "legal" if is_legal(book, text_id) else text_id.partition(".")[0]
    return key if key in dict(GROUPS) else ""


def _href(playbook: str, language: str, text_id: str) -> str:
    return f"/manager/texts/{playbook}/{language}/{text_id}"


def fields_of(forms: Forms, every: Iterable[str] = ()) -> tuple[Field, ...]:
    """Those that say something, and those that were asked for."""
    wanted = {"say", *every}
    given = asdict(forms)
    return tuple(
        Field(name, label, given[name])
        for name, label in FORM_NAMES.items()
        if given[name] or name in wanted
    )


def sounds_of(spoken: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(Field(name, FORM_NAMES[name], text) for name, text in spoken.items())


def faults_of(faults: Iterable[Fault]) -> tuple[str, ...]:
    """In one sentence each: where, and what to do."""
    return tuple(f"{_place(fault.place)}: {fault.cure}." for fault in faults)


def _place(place: str) -> str:
    last = place.rpartition(".")[2]
    return FORM_NAMES.get(last, place.removeprefix("texts."))


def versions_of(
    ours: str,
    changes: Iterable[TextChange],
    holds: TextChange | None,
    *,
    names: Names,
    now: Clocked,
) -> tuple[Version, ...]:
    """Newest first, ours last."""
    number = holds.number if holds and holds.forms else 0
    own = [_version(change, number, names, now) for change in changes if change.forms]
    first = Version(0, ours, "Comes with us", "grey", "", number == 0, number != 0)
    return (*reversed(own), first)


def _version(change: TextChange, holds: int, names: Names, now: Clocked) -> Version:
    standing, tone = STANDINGS[change.standing]
    approved = change.standing is Standing.APPROVED
    who = f"Proposed by {names.agent(change.by) or 'somebody'}"
    if change.decided_by and change.decided_by != change.by:
        who += f", {standing.lower()} by {names.agent(change.decided_by) or 'somebody'}"
    if approved:
        since = times.when(from_text(change.in_force_from), now.zone, now.now)
        who += f", from {since}"
    if change.restores:
        who = f"Version {change.restores} again. {who}"
    say = change.forms.say if change.forms else ""
    current = change.number == holds
    return Version(change.number, say, standing, tone, who, current, approved and not current)


def pending_of(changes: Iterable[TextChange], names: Names, reader: str) -> tuple[Pending, ...]:
    return tuple(
        Pending(c.number, names.agent(c.by) or "Somebody", fields_of(c.forms), c.by == reader)
        for c in changes
        if c.standing is Standing.PROPOSED and c.forms
    )


def talk_of(trial: Trial, typed: Sequence[str]) -> tuple[Spoken, ...]:
    said: list[Spoken] = []
    for at, turn in enumerate(trial.turns):
        if at:
            said.append(Spoken("caller", typed[at - 1] or "(silence)"))
        said.extend(Spoken("assistant", line.text) for line in turn.lines)
    return tuple(said)


def over_of(trial: Trial) -> str:
    """What the talk came to, "" while it goes on."""
    if not trial.over:
        return ""
    handed = trial.turns[-1].ending is Ending.HAND_OVER
    outcome = assistant_words.outcome(trial.state.outcome)
    return f"{outcome}: a person takes over." if handed else f"{outcome}: the call ends."
