"""What callers say where no value is asked for, from words.yaml."""

from pathlib import Path
from typing import Any

import yaml

SAID: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))
ByLanguage = dict[str, tuple[str, ...]]


def _by_language(name: str) -> ByLanguage:
    return {language: tuple(said) for language, said in SAID[name].items()}


AGAIN = _by_language("again")
CALL_BACK = _by_language("call_back")
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    language: {id: tuple(said) for id, said in choices.items()}
    for language, choices in SAID["choices"].items()
}
DISPUTES = _by_language("disputes")
GREETINGS = tuple(SAID["greetings"])
HARDSHIP = _by_language("hardship")
HOSTILE = _by_language("hostile")
INJECTIONS = _by_language("injections")
NO = _by_language("no")
NOT_HIM = _by_language("not_him")
NOT_INTERESTED = _by_language("not_interested")
NO_EMAIL = _by_language("no_email")
OPENERS = _by_language("openers")
OTHER_PERSON = _by_language("other_person")
OTHER_PLAN = _by_language("other_plan")
PAID = _by_language("paid")
REASONS = _by_language("reasons")
REFUSES = _by_language("refuses")
SAYS_WHO = _by_language("says_who")
SCREENS = tuple(SAID["screens"])
SORRY = _by_language("sorry")
SPANISH_PLEASE = tuple(SAID["spanish_please"])
SPELLED_DAYS = _by_language("spelled_days")
TAILS = _by_language("tails")
TOO_MUCH = _by_language("too_much")
WAITS = _by_language("waits")
WANTS_PERSON = _by_language("wants_person")
YES = _by_language("yes")
