"""What the caller wants or answers, by rules: the same commands that a model may give."""

from collections.abc import Iterator
from datetime import date

from services.conversation.command import Cmd, Command
from services.conversation.understanding.choices import Option
from services.conversation.understanding.corrections import Turned, turned, unturned
from services.conversation.understanding.expected import Expected, Value
from services.conversation.understanding.intents import Faq, wishes
from services.conversation.understanding.reading import read
from services.conversation.understanding.words import heard, tongue

Expects = str | Expected | tuple[Expected, ...]
WHOLE = ("yes_no", "open", "name", "address")
ANSWERS = {"yes": Cmd.AFFIRM, "no": Cmd.DENY}


def commands(
    text: str,
    expects: Expects,
    *,
    language: str,
    today: date,
    options: tuple[Option, ...] = (),
    faqs: tuple[Faq, ...] = (),
) -> tuple[Command, ...]:
    """Answers to what is expected, in its order, then general wishes in the order of their words.
    Empty when the rules understood nothing. `expects`: a kind (see KINDS), or what is expected
    with slots and limits. `options`: id, label, further names of each; `faqs`: id and the words
    that ask it. Total: any text has an answer."""
    said = turned(text, tongue(language))
    given: list[Command] = []
    for expected in _expected(expects):
        given += _answers(said, expected, language=language, today=today, options=options)
    return (*given, *wishes(heard(text), tongue(language), faqs))


def _answers(
    said: Turned, expected: Expected, *, language: str, today: date, options: tuple[Option, ...]
) -> Iterator[Command]:
    """What was set right in the same breath goes before what was said first. A weak turning word
    ("no", "sorry") says nothing about a yes or no."""
    if expected.kind in WHOLE and not said.strong:
        said = unturned(said.whole)
    for text in (said.behind, said.before):
        value = read(text, expected, language=language, today=today, options=options)
        if value:
            corrects = said.strong and text is said.behind
            yield _command(expected, value, corrects=corrects)
            return


def _command(expected: Expected, value: Value, *, corrects: bool) -> Command:
    if expected.kind == "yes_no":
        cmd, canonical = ANSWERS[value.value], None
    elif expected.kind == "option":
        cmd, canonical = Cmd.CHOOSE, value.value
    else:
        cmd, canonical = Cmd.CORRECT_SLOT if corrects else Cmd.SET_SLOT, value.value
    return Command(cmd, value.quote, expected.slot, canonical, value.confidence)


def _expected(expects: Expects) -> tuple[Expected, ...]:
    if isinstance(expects, str):
        return (Expected(expects),)
    return (expects,) if isinstance(expects, Expected) else expects
