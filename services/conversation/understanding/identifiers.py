"""What points to a person by its form: cards, telephones, official numbers, places, birth days."""

import re
from collections.abc import Iterator
from datetime import date

from services.conversation.understanding.addresses import addresses
from services.conversation.understanding.calendar_words import Calendar
from services.conversation.understanding.codes import codes
from services.conversation.understanding.dates import spelled_dates
from services.conversation.understanding.emails import emails
from services.conversation.understanding.names import introduced
from services.conversation.understanding.phrases import listed
from services.conversation.understanding.spoken import Run, languages, runs
from services.conversation.understanding.symbols import symbols
from services.conversation.understanding.words import Utterance

Span = tuple[int, int, str]  # start, end, label
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
LEAST_DIGITS, FEW_DIGITS = 6, 3
FULL_DATE = 95  # as sure as a date is with its whole year
REACH = 7  # words before a short number that say what it is
ANY_DAY = date(2000, 1, 1)
NAMED_BY = {
    "zip": "zip", "zipcode": "zip", "postal": "zip", "ssn": "ssn", "social": "ssn", "pin": "pin",
    "cvv": "code", "cvc": "code", "security": "code", "verification": "code", "passcode": "code",
    "account": "account", "acct": "account", "card": "card", "ending": "number", "digits": "number",
    "four": "number", "policy": "id", "member": "id", "group": "id", "subscriber": "id",
    "license": "id", "reference": "id", "id": "id", "cuenta": "account", "tarjeta": "card",
    "seguro": "ssn", "poliza": "id", "miembro": "id", "clave": "pin", "digitos": "number",
    "codigo": "code", "passport": "id", "identification": "id",
}  # fmt: skip
BIRTH = frozenset({"born", "birth", "birthday", "birthdate", "dob", "nacimiento", "naci", "nacio"})


def identifiers(said: Utterance) -> Iterator[Span]:
    yield from ((m.start(), m.end(), "email") for m in EMAIL.finditer(said.text))
    for language in languages(said):
        for email in emails(said, language):
            yield _span(said, email.first, email.behind, "email")
        for run in runs(said, language):
            if label := _label(said, run):
                yield _span(said, run.first, run.behind, label)
        for code, first, behind in codes(said, language):
            if _is_id(said, code, (first, behind)):
                yield _span(said, first, behind, "id")
        for first, behind in introduced(said, language):
            yield _span(said, first, behind, "name")
        yield from _places_and_days(said, language)


def _span(said: Utterance, first: int, behind: int, label: str) -> Span:
    return said.words[first].start, said.words[behind - 1].end, label


def _label(said: Utterance, run: Run) -> str:
    """What a row of digits is; empty for one that points to nobody."""
    digits, named = run.digits, _named_before(said, run.first)
    if _is_amount(said, run):
        return ""
    if 13 <= len(digits) <= 19 and (luhn(digits) or named == "card"):
        return "card"
    if len(digits) in (10, 11) and not named:
        return "phone"
    if len(digits) == 9 and (not named or _official(run)):
        return "ssn"
    if len(digits) >= LEAST_DIGITS:
        return named or "number"
    short = len(digits) > FEW_DIGITS or named in ("pin", "code")
    return named if short and len(digits) >= FEW_DIGITS else ""


def _named_before(said: Utterance, first: int) -> str:
    """What the nearest telling word before says that it is."""
    for at in range(first - 1, max(first - REACH, 0) - 1, -1):
        if said.words[at].text in NAMED_BY:
            return NAMED_BY[said.words[at].text]
    return ""


def _is_amount(said: Utterance, run: Run) -> bool:
    """Money and counts: said in thousands, behind a dollar sign, or followed by what they count."""
    whole = len(run.numbers) == 1 and run.numbers[0].scaled
    start = said.words[run.first].start
    sign = "$" in said.text[max(start - 2, 0) : start]
    after = said.words[run.behind].text if run.behind < len(said.words) else ""
    return whole or sign or after in listed("counted")


def _official(run: Run) -> bool:
    """Written as a social security number is: three, two, four."""
    return [len(number.digits) for number in run.numbers] == [3, 2, 4]


def _is_id(said: Utterance, code: str, words: tuple[int, int]) -> bool:
    letters = sum(sign.isalpha() for sign in code)
    if not letters or letters == len(code):
        return False
    if _named_before(said, words[0]):
        return True
    if code.endswith(("AM", "PM")):
        return False
    one_piece = " " not in said.quote(*words)
    return one_piece and len(code) >= LEAST_DIGITS and len(code) - letters >= FEW_DIGITS


def _places_and_days(said: Utterance, language: str) -> Iterator[Span]:
    line = symbols(said.text, language)
    for place in addresses(line):
        yield _span(said, place.first, place.behind, "address")
    born = bool(said.vocabulary & BIRTH)
    for past in (True, False) if born else (True,):
        for day in spelled_dates(line, Calendar(ANY_DAY, past, language)):
            if born or day.confidence >= FULL_DATE:
                yield _span(said, day.first, day.behind, "date")


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
