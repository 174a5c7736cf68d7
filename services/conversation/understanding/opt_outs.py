"""Who wants no more calls, and whether for good, at some times, or only of this matter."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from services.conversation.alarm import Alarm, Alarmed
from services.conversation.understanding.namings import names_somebody
from services.conversation.understanding.phrases import Cover, Found, lexicon
from services.conversation.understanding.words import Utterance

WISHES = ("call", "wish", "end", "hard", "sure")
SURE = "sure"
LIMITED = ("call", "wish", "end")
MILDER = {"bare": Alarm.OPT_OUT_BARE, "soft": Alarm.OPT_OUT_SOFT}
ELSEWHERE = ("limit.voice", "limit.this_number")  # name another way, so never the wish's own words
DIRECT = ("text", "email", "voice", "this_number")
REACH = 4  # words between "do not call me" and its limit


def opt_outs(said: Utterance, language: str) -> list[Alarmed]:
    """An opt-out for good hides the milder ones."""
    heard = _Heard(said, lexicon("opt_out", language).find(said))
    made = [*heard.wishes(), *heard.messages(), *heard.places(), *heard.milder()]
    hard = [one for one in made if one.alarm is Alarm.OPT_OUT]
    return hard or made


@dataclass(frozen=True)
class _Heard:
    said: Utterance
    found: list[Found]

    def of(self, *labels: str) -> Iterator[Found]:
        return (one for one in self.found if one.label in labels)

    def wishes(self) -> Iterator[Alarmed]:
        """Wishes for no calls: dropped where they are somebody else's or about a name; scoped where
        a limit stands near; else hard."""
        for one in self.of(*WISHES):
            if one.label != SURE and (self._clear.meets(one) or self._names.meets(one)):
                continue
            limit = self._limit(one) if one.label in LIMITED else None
            if limit is None:
                yield self._alarmed(Alarm.OPT_OUT, one.first, one.behind)
            elif limit.label != "limit.now":
                yield self._scoped(
                    limit, min(one.first, limit.first), max(one.behind, limit.behind)
                )

    def messages(self) -> Iterator[Alarmed]:
        for one in self.of(*DIRECT):
            if not self._clear.meets(one):
                quote = self.said.quote(one.first, one.behind)
                yield Alarmed(Alarm.OPT_OUT_SCOPED, quote, one.label)

    def places(self) -> Iterator[Alarmed]:
        """A time or a place that is refused without a word of calling."""
        for one in self.of("place"):
            for limit in _between(self._limits, one.first, one.behind - 1)[:1]:
                yield self._scoped(limit, one.first, one.behind)

    def milder(self) -> Iterator[Alarmed]:
        for one in self.of(*MILDER):
            yield self._alarmed(MILDER[one.label], one.first, one.behind)

    @cached_property
    def _clear(self) -> Cover:
        return Cover(self.of("clear"))

    @cached_property
    def _names(self) -> Cover:
        """Where "call" is about a name."""
        return Cover(one for one in self.of("naming") if names_somebody(self.said, one.behind))

    @cached_property
    def _limits(self) -> list[Found]:
        return [one for one in self.found if one.label.startswith("limit.")]

    @cached_property
    def _anyway(self) -> list[Found]:
        return list(self.of("anyway"))

    def _limit(self, one: Found) -> Found | None:
        """What limits the wish, unless it is meant for all times in the same breath."""
        if _between(self._anyway, one.first, one.behind + REACH):
            return None
        near = _between(self._limits, one.first - REACH, one.behind + REACH)
        limits = [limit for limit in near if self._fits(one, limit)]
        return min(limits, key=lambda limit: abs(limit.first - one.behind), default=None)

    def _fits(self, one: Found, limit: Found) -> bool:
        if limit.label == "limit.now" and not self._delays(one, limit):
            return False
        return limit.label not in ELSEWHERE or not one.meets(limit)

    def _delays(self, one: Found, limit: Found) -> bool:
        """Only "today" right behind it: not "cease calling me, today", nor "I hang up now, do not
        call"."""
        between = self.said.words[one.behind : limit.first + 1]
        return one.label != "end" and limit.first >= one.first and not any(w.stop for w in between)

    def _alarmed(self, alarm: Alarm, first: int, behind: int) -> Alarmed:
        return Alarmed(alarm, self.said.quote(first, behind))

    def _scoped(self, limit: Found, first: int, behind: int) -> Alarmed:
        scope = limit.label.removeprefix("limit.")
        return Alarmed(Alarm.OPT_OUT_SCOPED, self.said.quote(first, behind), scope)


def _between(found: list[Found], lowest: int, highest: int) -> list[Found]:
    """Of phrases in the order of their words those that begin between two words."""
    first = bisect_left(found, lowest, key=lambda one: one.first)
    behind = bisect_right(found, highest, key=lambda one: one.first)
    return found[first:behind]
