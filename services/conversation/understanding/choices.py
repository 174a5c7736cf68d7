"""One of the things that were offered: by its place, its name, its day or its time."""

from dataclasses import dataclass, replace
from datetime import date

from services.conversation.understanding.calendar_words import Calendar
from services.conversation.understanding.dates import dates
from services.conversation.understanding.denial import without_denied
from services.conversation.understanding.expected import Value
from services.conversation.understanding.phrases import listed
from services.conversation.understanding.symbols import Grammar, Symbols, symbols
from services.conversation.understanding.times import times

Option = tuple[str, ...]  # id, label, further names
NAMED, BY_DAY, PARTLY, BY_PLACE, ANY = 95, 92, 85, 88, 50
PLACE = Grammar(
    r"(?<!a )(?<!n1 )(?:(?:the|la|el) )?"  # "a second" is no place
    r"(?:o(?P<o>\d)|(?P<last>last|ultima|ultimo|latter|latest)"
    r"|(?P<former>former|earliest|soonest|mas temprano|mas pronto))"
    r"(?: (?:one|option|choice|time|slot|opcion|appointment|cita|of those|of them))?"
)
NUMBERED = Grammar(r"(?:number|option|choice|opcion|numero|la) n(?P<n>\d)")
WHICHEVER = Grammar(
    r"(?:any|either|whichever|whatever|cualquiera|cualquier|no preference|does not matter"
    r"|do not care|me da igual)(?: (?:one|of them|works|is fine))*"
)
ALONE = Grammar(r"^n(?P<n>\d)$")
HALVES = (
    ("morning", Grammar(r"(?:in the )?mornings?|(?:por|en|de) la manana"), "00:00", "12:00"),
    ("afternoon", Grammar(r"(?:in the )?afternoons?|(?:por|en|de) la tarde"), "12:00", "18:00"),
    (
        "evening",
        Grammar(r"(?:in the )?evenings?|at night|(?:por|en|de) la noche"),
        "17:00",
        "24:00",
    ),
)


def read_option(
    text: str, options: tuple[Option, ...], *, language: str, today: date
) -> Value | None:
    """The id of the one option that the words fit best; None when two fit alike. What was said
    not to suit is not chosen."""
    wanted = without_denied(text, language)
    line = symbols(wanted, language)
    offered = _Offered(options, Calendar(today, False, language))
    ways = (
        offered.by_name,
        offered.by_number,
        offered.by_moment,
        offered.by_part,
        offered.by_place,
    )
    for way in ways:
        if found := way(line):
            return replace(found, quote=_as_said(text, wanted, found.quote))
    return offered.any(line) if wanted == text else None


def _as_said(text: str, wanted: str, quote: str) -> str:
    """The quote with the words that were blanked inside it."""
    at = wanted.find(quote)
    return quote if at < 0 else text[at : at + len(quote)]


@dataclass(frozen=True)
class _Offered:
    options: tuple[Option, ...]
    calendar: Calendar

    def by_name(self, line: Symbols) -> Value | None:
        """A whole name of it was said; of two the longer."""
        found = [
            (len(name), option[0], name)
            for option in self.options
            for name in map(self._line, option[1:])
            if name and f" {name} " in f" {line.line} "
        ]
        best = [one for one in found if one[0] == max(found)[0]]
        if len({one[1] for one in best}) != 1:
            return None
        start = f" {line.line} ".index(f" {best[0][2]} ")
        return self._value(line, best[0][1], line.words_at(start, start + best[0][0]), NAMED)

    def by_moment(self, line: Symbols) -> Value | None:
        said = [*dates(line, self.calendar), *times(line, self.calendar.language)]
        said += [line.value(m, half, NAMED) for half, words, *_ in HALVES for m in line.find(words)]
        fits = {
            option[0]: [one for one in said if one.value in self._moments(option)]
            for option in self.options
        }
        most = max(map(len, fits.values()), default=0)
        best = [id for id, hits in fits.items() if len(hits) == most]
        if not most or len(best) != 1:
            return None
        quotes = [one.quote for one in fits[best[0]]]
        return Value(best[0], max(quotes, key=len), BY_DAY)

    def by_part(self, line: Symbols) -> Value | None:
        """The option that shares most words with what was said, small words aside."""
        said = [one for one in line.all if one.text not in listed("common")]
        shares = {
            option[0]: [one for one in said if one.text in self._words(option)]
            for option in self.options
        }
        most = max((len({one.text for one in hits}) for hits in shares.values()), default=0)
        best = [id for id, hits in shares.items() if len({one.text for one in hits}) == most]
        if not most or len(best) != 1:
            return None
        hits = shares[best[0]]
        return self._value(line, best[0], (hits[0].first, hits[-1].behind), PARTLY)

    def by_number(self, line: Symbols) -> Value | None:
        return self._placed(line, (NUMBERED,))

    def by_place(self, line: Symbols) -> Value | None:
        return self._placed(line, (PLACE, ALONE))

    def _placed(self, line: Symbols, grammars: tuple[Grammar, ...]) -> Value | None:
        for grammar in grammars:
            for match in line.find(grammar):
                place = _place(match.groupdict(), len(self.options))
                if 0 <= place < len(self.options):
                    words = line.words_of(match)
                    return self._value(line, self.options[place][0], words, BY_PLACE)
        return None

    def any(self, line: Symbols) -> Value | None:
        """The first, half sure, for who does not mind."""
        for match in line.find(WHICHEVER) if self.options else ():
            return self._value(line, self.options[0][0], line.words_of(match), ANY)
        return None

    def _line(self, name: str) -> str:
        return symbols(name, self.calendar.language).line

    def _words(self, option: Option) -> set[str]:
        return {word for name in option[1:] for word in self._line(name).split()}

    def _moments(self, option: Option) -> set[str]:
        label = symbols(option[1], self.calendar.language) if len(option) > 1 else None
        if label is None:
            return set()
        clocks = {one.value for one in times(label, self.calendar.language)}
        halves = {
            half for half, _, first, last in HALVES if any(first <= at < last for at in clocks)
        }
        return {one.value for one in dates(label, self.calendar)} | clocks | halves

    def _value(self, line: Symbols, id: str, words: tuple[int, int], sure: int) -> Value:
        return Value(id, line.said.quote(*words), sure)


def _place(found: dict[str, str | None], count: int) -> int:
    if found.get("last"):
        return count - 1
    if found.get("former"):
        return 0
    return int(found.get("o") or found.get("n") or 0) - 1
