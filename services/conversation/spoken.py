"""Values as they are spoken: what the record holds, in the words of a language."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from services.conversation.slot_spec import Kind

LONGEST = 160  # characters of one value
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
TIME = re.compile(r"^\d{2}:\d{2}$")
MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
PHONE = re.compile(r"^\+1(\d{3})(\d{3})(\d{4})$")
UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f<>{}\[\]\\`]+")
PERIOD = re.compile(r"^P(T?)(\d+)([YMWDH])$")
UNITS = {
    "en": {
        "Y": ("year", "years"),
        "M": ("month", "months"),
        "W": ("week", "weeks"),
        "D": ("day", "days"),
        "TH": ("hour", "hours"),
        "TM": ("minute", "minutes"),
    },
    "es": {
        "Y": ("año", "años"),
        "M": ("mes", "meses"),
        "W": ("semana", "semanas"),
        "D": ("día", "días"),
        "TH": ("hora", "horas"),
        "TM": ("minuto", "minutos"),
    },
}
DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
}


def spoken(name: str, value: Any, language: str) -> str:
    """`value` of the field `name`, by its shape: money when the name ends in `_cents`, ISO dates
    and times, North American numbers; all else without what a voice cannot say."""
    if name.endswith("_cents") and _whole(value):
        return money(int(value), language)
    text = UNSPEAKABLE.sub(" ", str(value)).strip()[:LONGEST]
    try:
        return _by_shape(text, language)
    except ValueError:
        return text


def slot_spoken(kind: Kind, value: str, language: str) -> str:
    """A slot's canonical value, as it is read back."""
    if kind is Kind.MONEY:
        return money(int(value), language)
    if kind in (Kind.DIGITS, Kind.CODE):
        return " ".join(value)
    if kind is Kind.YES_NO:
        return {"en": {"yes": "yes", "no": "no"}, "es": {"yes": "sí", "no": "no"}}[language][value]
    if kind is Kind.DURATION and (period := PERIOD.match(value)):
        return _period(period[1] + period[3], int(period[2]), language)
    return spoken("", value, language)


def _period(unit: str, number: int, language: str) -> str:
    one, many = UNITS[language][unit]
    return f"{number} {one if number == 1 else many}"


def money(cents: int, language: str) -> str:
    dollars, rest = divmod(abs(cents), 100)
    amount = f"{dollars:,}" + (f".{rest:02}" if rest else "")
    return f"{amount} dólares" if language == "es" else f"${amount}"


def day(on: date, language: str) -> str:
    week, month = DAYS[language][on.weekday()], MONTHS[language].split()[on.month - 1]
    return f"{week} {on.day} de {month}" if language == "es" else f"{week}, {month} {on.day}"


def clock(at: time, language: str) -> str:
    hour, half = at.hour % 12 or 12, at.hour >= 12
    minutes = f":{at.minute:02}" if at.minute else ""
    if language == "es":
        part = "de la mañana" if at.hour < 12 else "de la tarde" if at.hour < 20 else "de la noche"
        return f"{'la' if hour == 1 else 'las'} {hour}{minutes} {part}"
    return f"{hour}{minutes} {'PM' if half else 'AM'}"


def listed(options: Sequence[str], language: str) -> str:
    """`a, b or c`."""
    joint = " o " if language == "es" else " or "
    return joint.join(part for part in (", ".join(options[:-1]), *options[-1:]) if part)


def _by_shape(text: str, language: str) -> str:
    if DATE.match(text):
        return day(date.fromisoformat(text), language)
    if TIME.match(text):
        return clock(time.fromisoformat(text), language)
    if MOMENT.match(text):
        at = " a " if language == "es" else " at "
        on = day(date.fromisoformat(text[:10]), language)
        return on + at + clock(time.fromisoformat(text[11:16]), language)
    phone = PHONE.match(text)
    return " ".join(phone.groups()) if phone else text


def _whole(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.isdecimal())
