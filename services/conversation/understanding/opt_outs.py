"""Who wants no more calls, and whether for good, for some times, or only of this matter."""

from services.conversation.alarm import Alarm, Alarmed
from services.conversation.understanding.phrases import Found, lexicon
from services.conversation.understanding.words import Utterance

KINDS = {"hard": Alarm.OPT_OUT, "bare": Alarm.OPT_OUT_BARE, "soft": Alarm.OPT_OUT_SOFT}
REACH = 4  # words between "do not call me" and its limit


def opt_outs(said: Utterance, language: str) -> list[Alarmed]:
    found = lexicon("opt_out", language).find(said)
    made = []
    for one in found:
        if one.label in KINDS:
            made.append(Alarmed(KINDS[one.label], said.quote(one.first, one.behind)))
        if one.label == "call" and not _cleared(one, found):
            made += _scoped(said, one, found)
    return made


def _cleared(one: Found, found: list[Found]) -> bool:
    return any(
        other.label == "clear" and other.first < one.behind and one.first < other.behind
        for other in found
    )


def _scoped(said: Utterance, one: Found, found: list[Found]) -> list[Alarmed]:
    for other in found:
        near = one.first <= other.first <= one.behind + REACH
        if other.label.startswith("limit.") and near:
            scope = other.label.removeprefix("limit.")
            if scope == "now":
                return []
            quote = said.quote(one.first, max(one.behind, other.behind))
            return [Alarmed(Alarm.OPT_OUT_SCOPED, quote, scope)]
    return [Alarmed(Alarm.OPT_OUT, said.quote(one.first, one.behind))]
