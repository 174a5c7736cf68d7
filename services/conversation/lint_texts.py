"""Words: there in every language, short, without secrets, silent on what is private too early."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from services.conversation.book import Book
from services.conversation.facts import is_private, touches_private
from services.conversation.faults import Fault
from services.conversation.output_guard import MOST_SENTENCES, sentences
from services.conversation.playbook import Disclosure, Gate, Node, Playbook
from services.conversation.template import variables
from services.conversation.wording import Text

SPOKEN_BY_ENGINE = (
    "c.not_heard", "c.not_understood", "c.unclear_line", "c.invalid", "c.keys_yes_no",
    "c.keys_digits", "c.keys_date", "c.keys_money", "c.keys_time", "c.keys_scale",
    "c.keys_duration", "c.keys_options", "c.key_option", "c.spell", "c.offer", "c.confirm",
    "c.echo", "c.go_on", "c.stop_asked", "c.wait", "c.resumed", "c.who_is_this", "c.trouble",
)  # fmt: skip
OF_ENGINE = {
    "c.confirm": {"value"},
    "c.echo": {"value"},
    "c.keys_options": {"keys"},
    "c.key_option": {"key", "option"},
}
WORDS_IN_TWO_SECONDS = 6
WORD = re.compile(r"\w+")


def bad_texts(book: Book, early: frozenset[str]) -> tuple[Fault, ...]:
    """Every fault of the words. `early`: states that an unverified person may reach."""
    used = dict.fromkeys(used_ids(book.playbook))
    found = [_missing(book, language, used) for language in book.texts]
    found += [_unused(book, language, used) for language in book.texts]
    found += [
        _text(book, language, id, text)
        for language, texts in book.texts.items()
        for id, text in texts.items()
    ]
    found += [_early(book, language, early) for language in book.texts]
    found += [_identified(book, language) for language in book.texts]
    return tuple(Fault(f"texts/{file}/{book.id}.yaml", p, c) for file, p, c in chain(*found))


Found = Iterator[tuple[str, str, str]]  # language, place, cure


def used_ids(playbook: Playbook) -> Iterator[str]:
    """Every text that the flow or the engine may speak."""
    yield from SPOKEN_BY_ENGINE
    for disclosure in playbook.disclosures.values():
        yield disclosure.text
    for response in (*playbook.guards.values(), *playbook.anywhere.values()):
        yield from (response.say,) if response.say else ()
    for answer in playbook.faq.values():
        yield answer.text
    for node in playbook.states.values():
        yield from _of_node(playbook, node)
    yield from (playbook.voicemail.text,) if playbook.voicemail.text else ()


def _of_node(playbook: Playbook, node: Node) -> Iterator[str]:
    yield from node.say
    yield from (node.ask,) if node.ask else ()
    yield from (node.verify.mismatch,) if node.verify else ()
    for name in node.collect:
        slot = playbook.slots[name]
        yield slot.ask
        yield from slot.options.values()
        yield from (text for text in (slot.label, slot.invalid) if text)


def _missing(book: Book, language: str, used: Iterable[str]) -> Found:
    for id in used:
        if id not in book.texts[language]:
            yield language, f"texts.{id}", "this text is missing; write it"
    others = {id for texts in book.texts.values() for id in texts} - set(used)
    for id in sorted(others - set(book.texts[language])):
        yield language, f"texts.{id}", "it stands in another language only; write it here too"


def _unused(book: Book, language: str, used: Iterable[str]) -> Found:
    stages = _stages(book.playbook)
    for id in book.texts[language]:
        base, _, stage = id.partition("@")
        if stage and stage not in stages:
            yield language, f"texts.{id}", f"there is no stage {stage}"
        if base not in used and not base.startswith("c."):
            yield language, f"texts.{id}", "nothing speaks this text; use it or remove it"


def _text(book: Book, language: str, id: str, text: Text) -> Found:
    place = f"texts.{id}"
    for form in text.forms:
        for name in variables(form):
            if cure := _unknown(book.playbook, id.partition("@")[0], name):
                yield language, place, cure
        if sentences(form) > MOST_SENTENCES:
            yield language, place, f"say it in {MOST_SENTENCES} sentences, or split the text"
        for pattern in book.playbook.never_say:
            if _matches(pattern, form):
                yield language, place, f"it says what never_say forbids ({pattern}); reword it"
    if text.plain and variables(text.plain):
        yield language, place, "leave every variable out of `plain`"


def _unknown(playbook: Playbook, id: str, name: str) -> str:
    root, _, rest = name.partition(".")
    if name in playbook.record_fields or name in OF_ENGINE.get(id, ()):
        return ""
    if root == "slot" and rest in playbook.slots:
        return f"{rest} is secret; leave it out" if playbook.slots[rest].secret else ""
    if name == "options" and any(s.ask == id for s in playbook.slots.values()):
        return ""
    if root == "row" and any(slot.label == id for slot in playbook.slots.values()):
        return ""
    return f"add {name} to record_fields, or leave it out"


def _matches(pattern: str, text: str) -> bool:
    try:
        return bool(re.search(pattern, text, re.IGNORECASE))
    except re.error:
        return True


def _early(book: Book, language: str, early: frozenset[str]) -> Found:
    """What may be heard by somebody whom nobody has verified touches nothing private."""
    playbook, texts = book.playbook, book.texts[language]
    for id in dict.fromkeys(_early_ids(playbook, early)):
        for form in _forms(texts, id):
            if touches_private(playbook, form) or _private_slots(playbook, form):
                cure = "it may be heard before verification; leave private fields out"
                yield language, f"texts.{id}", cure
    for state in early:
        for name in playbook.states[state].collect if state in playbook.states else ():
            rows = playbook.slots[name].rows
            if rows and is_private(playbook, f"rows.{rows}"):
                yield language, f"states.{state}", f"offer {rows} only after verification"


def _early_ids(playbook: Playbook, early: frozenset[str]) -> Iterator[str]:
    yield from SPOKEN_BY_ENGINE
    yield from (d.text for d in playbook.disclosures.values() if d.gate is Gate.ON_ANSWER)
    yield from (r.say for r in playbook.guards.values() if r.say)
    yield from (r.say for r in playbook.anywhere.values() if r.say and not r.after)
    yield from (answer.text for answer in playbook.faq.values() if not answer.after)
    yield from (playbook.voicemail.text,) if playbook.voicemail.text else ()
    for name in early & set(playbook.states):
        yield from _of_node(playbook, playbook.states[name])


def _forms(texts: Mapping[str, Text], id: str) -> Iterator[str]:
    """Every form of a text, in every stage."""
    for key, text in texts.items():
        if key.partition("@")[0] == id:
            yield from text.forms


def _private_slots(playbook: Playbook, form: str) -> bool:
    slots = [playbook.slots.get(n.removeprefix("slot.")) for n in variables(form)]
    return any(s and s.rows and is_private(playbook, f"rows.{s.rows}") for s in slots)


def _identified(book: Book, language: str) -> Found:
    """47 CFR 64.1200(b)(3): the way to stop the calls within two seconds of who calls."""
    for disclosure in book.playbook.disclosures.values():
        text = book.texts[language].get(disclosure.text)
        if disclosure.identifies and text and not _key_follows(text, disclosure):
            cure = f"name the key 9 within {WORDS_IN_TWO_SECONDS} words of who calls"
            yield language, f"texts.{disclosure.text}", cure


def _key_follows(text: Text, disclosure: Disclosure) -> bool:
    _, named, after = text.say.partition(f"{{{disclosure.identifies}}}")
    return bool(named) and "9" in WORD.findall(after)[:WORDS_IN_TWO_SECONDS]


def _stages(playbook: Playbook) -> set[str]:
    return {*playbook.stage.bounds, playbook.stage.otherwise} if playbook.stage else set()
