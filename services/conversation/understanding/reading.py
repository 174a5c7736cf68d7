"""Every kind of value behind one door."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.conversation.understanding.addresses import read_address
from services.conversation.understanding.choices import Option, read_option
from services.conversation.understanding.codes import read_code
from services.conversation.understanding.dates import read_date
from services.conversation.understanding.denial import without_denied
from services.conversation.understanding.digits import read_digits
from services.conversation.understanding.durations import read_duration
from services.conversation.understanding.emails import read_email
from services.conversation.understanding.expected import Expected, Value
from services.conversation.understanding.money import read_money
from services.conversation.understanding.names import read_name
from services.conversation.understanding.openly import read_open
from services.conversation.understanding.scales import read_scale
from services.conversation.understanding.times import read_time
from services.conversation.understanding.words import tongue
from services.conversation.understanding.yes_no import read_yes_no


@dataclass(frozen=True)
class Asked:
    """What a parser may need besides the words."""

    expected: Expected
    language: str
    today: date
    options: tuple[Option, ...] = ()


Parser = Callable[[str, Asked], Value | None]


def read(
    text: str,
    expected: Expected,
    *,
    language: str,
    today: date,
    options: tuple[Option, ...] = (),
) -> Value | None:
    """The value of the expected kind that the text holds; None when it holds none, or when nobody
    could tell which. Total: any text has an answer. The value of a quote alone is the same."""
    parser = PARSERS.get(expected.kind)
    return parser(text, Asked(expected, tongue(language), today, options)) if parser else None


def _date(text: str, asked: Asked) -> Value | None:
    kept = without_denied(text, asked.language)
    return read_date(kept, language=asked.language, today=asked.today, past=asked.expected.past)


def _time(text: str, asked: Asked) -> Value | None:
    return read_time(without_denied(text, asked.language), language=asked.language)


def _option(text: str, asked: Asked) -> Value | None:
    return read_option(text, asked.options, language=asked.language, today=asked.today)


def _digits(text: str, asked: Asked) -> Value | None:
    return read_digits(text, language=asked.language, lengths=asked.expected.lengths)


def _duration(text: str, asked: Asked) -> Value | None:
    return read_duration(text, language=asked.language, today=asked.today)


PARSERS: dict[str, Parser] = {
    "yes_no": lambda text, asked: read_yes_no(text, language=asked.language),
    "digits": _digits,
    "date": _date,
    "money": lambda text, asked: read_money(text, language=asked.language),
    "time": _time,
    "name": lambda text, asked: read_name(text, language=asked.language),
    "email": lambda text, asked: read_email(text, language=asked.language),
    "address": lambda text, asked: read_address(text, language=asked.language),
    "option": _option,
    "duration": _duration,
    "scale": lambda text, asked: read_scale(text, language=asked.language),
    "code": lambda text, asked: read_code(text, language=asked.language),
    "open": lambda text, asked: read_open(text),
}
