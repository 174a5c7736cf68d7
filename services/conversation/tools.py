"""What a conversation may ask for and change, and with which values. A playbook that names
anything else is refused."""

from services.conversation.effect import EffectKind

# What each tool must be told, and what it may be told.
TOOLS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # free places in a calendar, as rows `slots` of {id, starts_at}
    "open_slots": (frozenset(), frozenset({"provider_id", "after", "part_of_day"})),
    # keep one for a few minutes; `ok` is False when another has it
    "hold_slot": (frozenset({"slot_id"}), frozenset()),
    "release_slot": (frozenset({"slot_id"}), frozenset()),
    # values {standard} as the postal service writes it
    "check_address": (frozenset({"address"}), frozenset({"zip"})),
    # rows `providers` of {id, name}
    "find_providers": (frozenset({"payer_id"}), frozenset({"complaint", "zip"})),
    # rows `arrangements` of {id, label_en, label_es, amount_cents, ...}
    "allowed_arrangements": (frozenset(), frozenset({"amount_cents"})),
    # whether that is kept within its terms; values {promise.amount_cents, promise.kind,
    # promise.latest}, the last also when the day is too late
    "check_promise": (frozenset({"arrangement", "on"}), frozenset({"amount_cents"})),
}

EFFECTS: dict[EffectKind, tuple[frozenset[str], frozenset[str]]] = {
    EffectKind.DO_NOT_CALL: (frozenset(), frozenset()),
    EffectKind.RESTRICT: (frozenset({"scope"}), frozenset()),
    EffectKind.FLAG: (frozenset({"flag"}), frozenset({"note"})),
    EffectKind.WRONG_NUMBER: (frozenset(), frozenset()),
    EffectKind.PROMISE: (frozenset({"amount_cents", "on"}), frozenset({"arrangement"})),
    EffectKind.BOOK: (frozenset({"slot_id"}), frozenset({"about", "provider_id"})),
    EffectKind.MAIL: (frozenset({"template"}), frozenset({"to", "slot_id"})),
    EffectKind.CALL_BACK: (frozenset(), frozenset({"on", "time"})),
    EffectKind.STOP_RECORDING: (frozenset(), frozenset()),
    EffectKind.ALERT: (frozenset({"what"}), frozenset()),
}
FLAGS = frozenset(
    {"cease", "dispute", "attorney", "bankruptcy", "deceased", "hardship", "emergency", "refused"}
    | {"already_paid", "do_not_record", "self_harm", "third_party"}
)
