"""Disclosures: which are due, which were heard, which stand before an act."""

from services.conversation.book import Book, text_sha256
from services.conversation.playbook import Disclosure, Gate, Node
from services.conversation.record import Record
from services.conversation.reply import Line
from services.conversation.state import State, Told
from services.conversation.values import true, words

CUTS_BEFORE_MUST_HEAR = 2


def due(book: Book, record: Record, state: State) -> tuple[str, ...]:
    """Those that must be spoken before any other word now, in the playbook's order."""
    return tuple(
        id
        for id, spec in book.playbook.disclosures.items()
        if _open(spec, state) and pending(book, record, state, id)
    )


def opening(book: Book, record: Record, state: State) -> tuple[str, ...]:
    """Those that say who calls, heard or not: for whoever asks."""
    return tuple(
        id
        for id, spec in book.playbook.disclosures.items()
        if spec.gate is Gate.ON_ANSWER and applies(spec, record, state)
    )


def applies(spec: Disclosure, record: Record, state: State) -> bool:
    """To this call."""
    return not spec.when or true(spec.when, record, state)


def _open(spec: Disclosure, state: State) -> bool:
    return spec.gate is Gate.ON_ANSWER or (spec.gate is Gate.ON_VERIFIED and state.verified)


def pending(book: Book, record: Record, state: State, id: str) -> bool:
    """It applies to this call, and nobody has yet heard it to its end as it would be spoken now."""
    spec = book.playbook.disclosures[id]
    if not applies(spec, record, state):
        return False
    said = text_sha256(line(book, record, state, id).text)
    return not any(t.said == said and t.completed is not None for t in _told(state, id))


def before_acting(book: Book, record: Record, state: State, node: str) -> tuple[str, ...]:
    """Those that a state's act waits for, with a yes: not yet heard to their end. The others of
    `required_before` are proved on the graph and spoken first by `due`."""
    if not acts(book.playbook.states[node]):
        return ()
    return tuple(
        id
        for id, spec in book.playbook.disclosures.items()
        if spec.gate is Gate.BEFORE_TOOL
        and node in spec.required_before
        and pending(book, record, state, id)
    )


def acts(node: Node) -> bool:
    return bool(node.effects or node.tool)


def line(book: Book, record: Record, state: State, id: str) -> Line:
    """The disclosure as it is spoken now. After two cuts no speech can interrupt it."""
    spec = book.playbook.disclosures[id]
    template = book.text(spec.text, state.language, state.stage).say
    cuts = sum(told.completed is None for told in _told(state, id))
    return Line(
        spec.text,
        words(book, record, state, template),
        state.language,
        must_hear=spec.must_hear or cuts >= CUTS_BEFORE_MUST_HEAR,
        disclosure=id,
    )


def told(book: Book, state: State, spoken: Line, *, at_s: int) -> Told:
    """The entry of a disclosure that is spoken in this turn."""
    template = book.text(spoken.text_id, spoken.language, state.stage).say
    return Told(
        id=spoken.disclosure or "",
        sha=text_sha256(template),
        said=text_sha256(spoken.text),
        language=spoken.language,
        turn=state.count("turns"),
        started=at_s,
    )


def _told(state: State, id: str) -> tuple[Told, ...]:
    return tuple(t for t in state.ledger if t.id == id and t.language == state.language)
