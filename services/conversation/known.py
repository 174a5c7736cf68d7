"""What is known of the person in this talk: masked wherever it is said."""

from services.conversation.record import Record
from services.conversation.state import State

PERSONAL = frozenset({"party", "account", "property", "patient"})
YES_NO = ("yes", "no")
SHORTEST = 3  # characters: a shorter value stands in every second word


def known_values(record: Record, state: State) -> tuple[str, ...]:
    """What is held of the person, in all its forms: masked wherever it is said. A yes, or a choice
    among options, which has a label, points to nobody."""
    named = {n: v for n, v in record.values.items() if n.split(".")[0] in PERSONAL}
    held = [str(value) for value in named.values() if not isinstance(value, bool)]
    free = [one for one in state.slots.values() if not one.label]
    given = [one.value for one in free if one.value not in YES_NO]
    return tuple(dict.fromkeys(v for v in [*held, *given] if len(v) >= SHORTEST))
