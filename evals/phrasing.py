"""How people say a value: in words, in figures, in groups, in full sentences."""

import random
from datetime import date, time

ONES = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce"
    " quince dieciséis diecisiete dieciocho diecinueve",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
HUNDREDS_ES = "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos"
HUNDREDS_ES += " ochocientos novecientos"
TWENTIES_ES = (
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete"
    " veintiocho veintinueve"
)
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


def number(value: int, language: str) -> str:
    """0 to 999,999 in words."""
    if value >= 1000:
        thousands, rest = divmod(value, 1000)
        head = "mil" if language == "es" and thousands == 1 else None
        head = head or f"{number(thousands, language)} {'mil' if language == 'es' else 'thousand'}"
        return f"{head} {number(rest, language)}" if rest else head
    if value >= 100:
        hundreds, rest = divmod(value, 100)
        if language == "es":
            head = "cien" if value == 100 else HUNDREDS_ES.split()[hundreds - 1]
        else:
            head = f"{ONES['en'].split()[hundreds]} hundred"
        return f"{head} {number(rest, language)}" if rest else head
    return _below_hundred(value, language)


def _below_hundred(value: int, language: str) -> str:
    if value < 20:
        return ONES[language].split()[value]
    tens, ones = divmod(value, 10)
    if language == "es" and tens == 2:
        return TWENTIES_ES.split()[ones]
    head = TENS[language].split()[tens - 2]
    joint = " y " if language == "es" else " "
    return f"{head}{joint}{ONES[language].split()[ones]}" if ones else head


def digits(value: str, chance: random.Random, language: str) -> str:
    """One by one in words, with "oh" for nought, in figures, or in groups."""
    way = chance.randrange(4)
    if way == 0:
        return value
    words = [ONES[language].split()[int(d)] for d in value]
    if way == 1 and language == "en":
        words = ["oh" if word == "zero" else word for word in words]
    if way == 2 and len(value) == 10:
        groups = (words[:3], words[3:6], words[6:])
        return ", ".join(" ".join(group) for group in groups)
    return " ".join(words)


def day(value: date, chance: random.Random, language: str) -> str:
    """With its year, as one says a date of birth."""
    month = MONTHS[language].split()[value.month - 1]
    if language == "es":
        year = chance.choice((str(value.year), number(value.year, "es")))
        return f"{chance.choice((str(value.day), number(value.day, 'es')))} de {month} de {year}"
    year = chance.choice((str(value.year), _year(value.year)))
    ordinal = _ordinal(value.day)
    return chance.choice(
        (
            f"{month} {value.day}, {value.year}",
            f"{month} {ordinal} {year}",
            f"{month} {ordinal}, {year}",
            f"the {ordinal} of {month} {year}",
            f"{value.month}/{value.day}/{value.year}",
        )
    )


def _year(year: int) -> str:
    century, rest = divmod(year, 100)
    if rest == 0:
        return f"{number(century, 'en')} hundred"
    tail = f"oh {number(rest, 'en')}" if rest < 10 else number(rest, "en")
    return f"{number(century, 'en')} {tail}"


def _ordinal(value: int) -> str:
    if value <= 20:
        return ORDINALS.split()[value - 1]
    tens, ones = divmod(value, 10)
    if ones == 0:
        return "thirtieth"
    return f"{TENS['en'].split()[tens - 2]} {ORDINALS.split()[ones - 1]}"


def money(cents: int, chance: random.Random, language: str) -> str:
    """Whole dollars."""
    dollars = cents // 100
    words = number(dollars, language)
    if language == "es":
        return chance.choice((f"{dollars} dólares", f"{words} dólares"))
    return chance.choice(
        (f"${dollars:,}", f"{words} dollars", f"{dollars} dollars", f"{words} bucks")
    )


def clock(value: time, chance: random.Random, language: str) -> str:
    """Of whole and half hours."""
    hour, half = value.hour % 12 or 12, value.hour >= 12
    if language == "es":
        part = "de la tarde" if half else "de la mañana"
        minutes = " y media" if value.minute else ""
        return f"a {'la' if hour == 1 else 'las'} {number(hour, 'es')}{minutes} {part}"
    minutes = " thirty" if value.minute else ""
    part = "in the afternoon" if half else "in the morning"
    written = f"{hour}:{value.minute:02} {'p.m.' if half else 'a.m.'}"
    return chance.choice((written, f"{number(hour, 'en')}{minutes} {part}"))


def email(value: str, chance: random.Random, language: str) -> str:
    at, dot = ("arroba", "punto") if language == "es" else ("at", "dot")
    spoken = value.replace("@", f" {at} ").replace(".", f" {dot} ")
    return chance.choice((value, spoken))


def code(value: str, chance: random.Random, language: str) -> str:
    """Letters and digits, one after the other."""
    if chance.random() < 0.3:
        return value
    ones = ONES[language].split()
    return " ".join(ones[int(c)] if c.isdigit() else c for c in value)
