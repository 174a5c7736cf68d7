"""What a playbook says, read from its words: the facts that the judge asks of an assistant.

A reading errs to the strict side: what it does not find, the script does not say.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

from services.compliance.facts import Fact, Script
from services.compliance.model import CallKind, Purpose
from services.conversation.alarm import Alarm
from services.conversation.book import Book
from services.conversation.faults import BadPlaybook
from services.conversation.playbook import Disclosure, Gate
from services.judging import Manner

PURPOSES = {
    "real_estate": Purpose.TELEMARKETING,
    "healthcare_intake": Purpose.INFORMATIONAL,
    "debt_collection": Purpose.DEBT,
}
WORDS_PER_S = 2.5  # as a synthetic voice speaks
NUMBER, TOLL_FREE = "{company.phone}", "{company.toll_free}"
WAY_OUT = re.compile(r"\b9\b|\bnine\b|\bnueve\b", re.IGNORECASE)
SELLS = {
    "en": re.compile(r"\b(?:sell|selling|buy|buying|purchase|offer)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:vender|venta|comprar|compra|oferta)\b", re.IGNORECASE),
}
COLLECTOR = {
    "en": re.compile(r"\bcollect a debt\b|\bfrom a debt collector\b"),
    "es": re.compile(r"\bcobrar una deuda\b|\bcobrador de deudas\b"),
}
ON_A_MACHINE = {  # 12 CFR 1006.2(j)
    "business_name": re.compile(r"\{company\.name\}"),
    "person_name": re.compile(r"\{company\.person\}"),
    "reply_number": re.compile(r"\{company\.phone\}"),
    "reply_request": re.compile(r"\bcall\b.*\bback\b|\breply\b|\bdevuelva la llamada\b"),
}
RECORDED = {
    "en": re.compile(r"\brecorded\b|\btranscribed\b"),
    "es": re.compile(r"\bse graba\b|\bgrabada\b|\bse transcribe\b"),
}
ALWAYS_SO = "record.call.recorded"  # holds for every call of an assistant
NOT_HUMAN = {
    "en": re.compile(r"\bA\.? ?I\.?\b|\bartificial\b|\bautomated\b|\bvirtual assistant\b"),
    "es": re.compile(r"\bI\.? ?A\.?\b|\bartificial\b|\bautomatizad[oa]\b|\basistente virtual\b"),
}


@dataclass(frozen=True)
class Scripts:
    """`read(playbook)`: the playbook in force with its words. Raises BadPlaybook."""

    read: Callable[[str], Book]

    def manner(self, playbook: str) -> Manner:
        """How an assistant of this playbook calls. One that nobody knows says nothing at all, which
        the judge denies."""
        purpose = PURPOSES.get(playbook, Purpose.TELEMARKETING)
        return Manner(CallKind.ARTIFICIAL_VOICE, purpose, playbook, self._read(playbook))

    def _read(self, playbook: str) -> Fact[Script]:
        try:
            return Fact(script_of(self.read(playbook)), "the playbook")
        except BadPlaybook:
            return Fact(None, "the playbook")


def script_of(book: Book) -> Script:
    """The worst that the playbook says in any of its languages."""
    read = [_Words(book, language) for language in book.playbook.languages]
    delays = [words.opt_out_delay_s() for words in read]
    late = None if None in delays else max(delay for delay in delays if delay is not None)
    return Script(
        playbook=book.id,
        version=book.version,
        sha256=book.sha256,
        identification=all(words.identified() for words in read),
        opt_out_delay_s=late,
        ai_disclosure=all(words.not_human() for words in read),
        number_said=all(words.says(NUMBER) for words in read),
        voicemail=book.playbook.voicemail.text is not None,
        toll_free=all(TOLL_FREE in words.message() for words in read),
        purpose_said=all(words.tells_its_purpose() for words in read),
        recording_notice=all(words.tells_of_recording() for words in read),
        debt_collector_said=all(words.collects() for words in read),
        wording=frozenset.intersection(*(words.on_a_machine() for words in read)),
    )


@dataclass(frozen=True)
class _Words:
    """One language of a playbook. What is said only under a condition does not count."""

    book: Book
    language: str

    def identified(self) -> bool:
        """The first words name us, and nobody can talk over them."""
        first = next(iter(self._opening()), None)
        return first is not None and _names_us(first[0], first[1])

    def opt_out_delay_s(self) -> int | None:
        """From the end of our name to the sentence with the way out; None without one, or when no
        opt-out ends the call."""
        if not self.identified() or Alarm.OPT_OUT not in self.book.playbook.guards:
            return None
        (disclosure, text), *_ = self._opening()
        _, _, rest = text.partition(f"{{{disclosure.identifies}}}")
        return _delay_s([(rest, True), *self._after(disclosure)])

    def not_human(self) -> bool:
        first = next((text for _, text in self._opening()), "")
        return bool(NOT_HUMAN[self.language].search(_sentences(first)[0]))

    def says(self, field: str) -> bool:
        """Whether something that every talk may come to says it."""
        return any(field in text for text in self._spoken())

    def tells_its_purpose(self) -> bool:
        """Whether what is always said first says that something is bought or sold."""
        return any(SELLS[self.language].search(text) for _, text in self._opening())

    def tells_of_recording(self) -> bool:
        """Whether the person hears, before he is asked anything, that his words are kept."""
        return any(
            RECORDED[self.language].search(self.book.text(said.text, self.language).say)
            for said in self.book.playbook.disclosures.values()
            if said.gate is Gate.ON_ANSWER and said.must_hear and said.when in (None, "", ALWAYS_SO)
        )

    def message(self) -> str:
        text = self.book.playbook.voicemail.text
        return self.book.text(text, self.language).say if text else ""

    def collects(self) -> bool:
        """Whether the person hears that a debt is collected before anything else of it is said."""
        return any(
            COLLECTOR[self.language].search(self.book.text(said.text, self.language).say)
            for said in self.book.playbook.disclosures.values()
            if said.must_hear and not said.when and said.gate is not Gate.BEFORE_TOOL
        )

    def on_a_machine(self) -> frozenset[str]:
        """What a message left on a machine is known to say."""
        message = self.message()
        return frozenset(word for word, said in ON_A_MACHINE.items() if said.search(message))

    def _opening(self) -> list[tuple[Disclosure, str]]:
        """What is said before anything else, in order."""
        disclosures = self.book.playbook.disclosures.values()
        return [
            (disclosure, self.book.text(disclosure.text, self.language).say)
            for disclosure in disclosures
            if disclosure.gate is Gate.ON_ANSWER and not disclosure.when and disclosure.must_hear
        ]

    def _after(self, first: Disclosure) -> Iterator[tuple[str, bool]]:
        """What follows, each with whether it is always said: a condition may hold, and delay."""
        for disclosure in self.book.playbook.disclosures.values():
            if disclosure.gate is Gate.ON_ANSWER and disclosure is not first:
                text = self.book.text(disclosure.text, self.language).say
                yield text, not disclosure.when and disclosure.must_hear

    def _spoken(self) -> Iterator[str]:
        yield from (text for _, text in self._opening())
        for node in self.book.playbook.states.values():
            yield from (self.book.text(id, self.language).say for id in node.say)


def _names_us(disclosure: Disclosure, text: str) -> bool:
    return bool(disclosure.identifies) and f"{{{disclosure.identifies}}}" in text


def _delay_s(texts: list[tuple[str, bool]]) -> int | None:
    """Whole seconds of speech before the sentence that explains the way out, always."""
    words = 0
    for text, always in texts:
        for sentence in _sentences(text):
            if always and WAY_OUT.search(sentence):
                return ceil(words / WORDS_PER_S)
            words += len(re.findall(r"\w+", sentence))
    return None


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text.strip())
