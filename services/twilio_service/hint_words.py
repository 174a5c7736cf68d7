"""Which words a recogniser is told to expect. A hint never limits what can be said.

Source: https://www.twilio.com/docs/voice/twiml/gather#hints (at most 500 phrases of 100 characters,
parted by commas). Class tokens such as `$MONTH` are left out: only some of the carrier's
recognisers take them, and which one listens is the carrier's choice (warning 13330).
"""

from collections.abc import Mapping, Sequence

from services.conversation.reply import Listen

MOST_OWN, LONGEST = 100, 100
Words = Mapping[str, Sequence[str]]

_DAYS = ("today", "tomorrow", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DIGITS = ("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIAS = ("hoy", "mañana", "lunes", "martes", "miércoles", "jueves", "viernes")
_MESES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
_CIFRAS = ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")

EXPECTED: Mapping[str, Words] = {
    "en": {
        "yes_no": ("yes", "no", "that is correct", "that is wrong"),
        "digits": _DIGITS,
        "scale": (*_DIGITS, "ten"),
        "code": _DIGITS,
        "date": (*_DAYS, *_MONTHS),
        "time": ("noon", "a.m.", "p.m.", "in the morning", "in the afternoon"),
        "money": ("dollars", "hundred", "thousand", "cents"),
        "duration": ("days", "weeks", "months", "years", "since yesterday"),
        "option": ("the first one", "the second one", "the third one"),
    },
    "es": {
        "yes_no": ("sí", "no", "es correcto", "no es correcto"),
        "digits": _CIFRAS,
        "scale": (*_CIFRAS, "diez"),
        "code": _CIFRAS,
        "date": (*_DIAS, *_MESES),
        "time": ("mediodía", "de la mañana", "de la tarde"),
        "money": ("dólares", "cien", "mil", "centavos"),
        "duration": ("días", "semanas", "meses", "años", "desde ayer"),
        "option": ("el primero", "el segundo", "el tercero"),
    },
}
ALWAYS: Words = {
    "en": ("stop calling me", "take me off your list", "speak to a person", "say that again"),
    "es": ("no me llame más", "quíteme de su lista", "hablar con una persona", "repítalo"),
}


def hints(listen: Listen, language: str) -> str:
    """The choices of the question first, then what such values are made of, then the wishes that
    must be understood at any time."""
    own = [_plain(hint) for hint in listen.hints][:MOST_OWN]
    table = EXPECTED.get(language, EXPECTED["en"])
    more = (*table.get(listen.expects, ()), *ALWAYS.get(language, ALWAYS["en"]))
    return ",".join(hint for hint in dict.fromkeys((*own, *more)) if hint)


def _plain(hint: str) -> str:
    """A comma parts two hints, so none stands inside one."""
    return " ".join(hint.replace(",", " ").split())[:LONGEST].strip()
