"""What we know for certain in a conversation, in spoken form; and what of it is private."""

from fnmatch import fnmatchcase

from services.conversation.book import Book
from services.conversation.playbook import Playbook
from services.conversation.record import Record
from services.conversation.spoken import spoken
from services.conversation.state import State
from services.conversation.template import variables
from services.conversation.values import slot_words


def facts(book: Book, record: Record, state: State) -> tuple[str, ...]:
    """Fields of the record, what tools found, rows, and slots, in the language of the talk."""
    language = state.language
    fields = {**record.values, **state.found.get("values", {})}
    named = {n: fields[n] for n in book.playbook.record_fields if fields.get(n) is not None}
    rows = [row for many in (*record.rows.values(), *_found_rows(state)) for row in many]
    return (
        *(spoken(name, value, language) for name, value in named.items()),
        *(spoken(name, value, language) for row in rows for name, value in row.items()),
        *(slot_words(book, state, name) for name in state.slots),
    )


def is_private(playbook: Playbook, name: str) -> bool:
    """Whether nobody may hear the field before the right party is verified."""
    return any(fnmatchcase(name, pattern) for pattern in playbook.private_fields)


def touches_private(playbook: Playbook, template: str) -> bool:
    return any(is_private(playbook, name) for name in variables(template))


def _found_rows(state: State) -> list[list[dict[str, object]]]:
    return list(state.found.get("rows", {}).values())
