"""Who wants no more calls, and whether for good, at some times, or only of this matter."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.conversation.alarm import Alarm, Alarmed
from services.conversation.understanding.namings import names_somebody
from services.conversation.understanding.phrases import Found, lexicon
from services.conversation.understanding.words import Utterance

WISHES = ("call", "wish", "end", "hard")
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
            if self._cleared(one) or self._about_a_name(one):
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
            if not self._cleared(one):
                quote = self.said.quote(one.first, one.behind)
                yield Alarmed(Alarm.OPT_OUT_SCOPED, quote, one.label)

    def places(self) -> Iterator[Alarmed]:
        """A time or a place that is refused without a word of calling."""
        for one in self.of("place"):
            inside = [limit for limit in self._limits() if one.first <= limit.first < one.behind]
            for limit in inside[:1]:
                yield self._scoped(limit, one.first, one.behind)

    def milder(self) -> Iterator[Alarmed]:
        for one in self.of(*MILDER):
            yield self._alarmed(MILDER[one.label], one.first, one.behind)

    def _limits(self) -> Iterator[Found]:
        return (one for one in self.found if one.label.startswith("limit."))

    def _cleared(self, one: Found) -> bool:
        return any(one.meets(other) for other in self.of("clear"))

    def _about_a_name(self, one: Found) -> bool:
        return any(
            one.meets(naming) and names_somebody(self.said, naming.behind)
            for naming in self.of("naming")
        )

    def _limit(self, one: Found) -> Found | None:
        """What limits the wish, unless it is meant for all times in the same breath."""
        if any(one.first <= other.first <= one.behind + REACH for other in self.of("anyway")):
            return None
        limits = [limit for limit in self._limits() if self._near(one, limit)]
        return min(limits, key=lambda limit: abs(limit.first - one.behind), default=None)

    def _near(self, one: Found, limit: Found) -> bool:
        if limit.label == "limit.now" and (one.label == "end" or self._paused(one, limit)):
            return False
        if limit.label in ELSEWHERE and one.meets(limit):
            return False
        return one.first - REACH <= limit.first <= one.behind + REACH

    def _paused(self, one: Found, limit: Found) -> bool:
        """Whether a pause parts them: "cease calling me, today"."""
        return any(word.stop for word in self.said.words[one.behind : limit.first + 1])

    def _alarmed(self, alarm: Alarm, first: int, behind: int) -> Alarmed:
        return Alarmed(alarm, self.said.quote(first, behind))

    def _scoped(self, limit: Found, first: int, behind: int) -> Alarmed:
        scope = limit.label.removeprefix("limit.")
        return Alarmed(Alarm.OPT_OUT_SCOPED, self.said.quote(first, behind), scope)
