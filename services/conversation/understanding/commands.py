"""What the caller wants or answers, by rules: the same commands that a model may give."""

from datetime import date

from services.conversation.command import Cmd, Command
from services.conversation.understanding.expected import Expected
from services.conversation.understanding.phrases import lexicon
from services.conversation.understanding.words import heard
from services.conversation.understanding.yes_no import yes_no

Option = tuple[str, ...]  # id, label, further names
Faq = tuple[str, tuple[str, ...]]  # id, keywords
Expects = str | Expected | tuple[Expected, ...]


def commands(
    text: str,
    expects: Expects,
    *,
    language: str,
    today: date,
    options: tuple[Option, ...] = (),
    faqs: tuple[Faq, ...] = (),
) -> tuple[Command, ...]:
    """Answers to what is expected first, then general wishes. Empty when the rules understood
    nothing. `expects`: a kind (see KINDS), or what is expected with slots and limits. Total."""
    given: list[Command] = []
    for one in _expected(expects):
        if one.kind == "yes_no" and (answer := yes_no(text, language=language)):
            cmd = Cmd.AFFIRM if answer.value == "yes" else Cmd.DENY
            given.append(Command(cmd, answer.quote, one.slot, None, answer.confidence))
    said = heard(text)
    for found in lexicon("intents", language).find(said):
        given.append(Command(Cmd(found.label), said.quote(found.first, found.behind)))
    return tuple(given)


def _expected(expects: Expects) -> tuple[Expected, ...]:
    if isinstance(expects, str):
        return (Expected(expects),)
    return (expects,) if isinstance(expects, Expected) else expects
