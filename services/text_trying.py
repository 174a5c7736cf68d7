"""A text before anybody hears it: what the linter says, how it sounds, a talk by typing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from services.conversation import engine
from services.conversation.amending import amended
from services.conversation.book import Book
from services.conversation.faults import BadPlaybook, Fault
from services.conversation.linter import lint
from services.conversation.trial import Sample, Trial
from services.conversation.values import words
from services.domain.text_change import Forms
from services.playbook_proof import falsified
from services.text_changing import Place

MOST_TURNS, LONGEST_TURN = 60, 300
Draft = tuple[Place, Forms] | None


@dataclass(frozen=True)
class TextTrying:
    """`read(playbook)`: in force now; `sample(playbook)`: an invented person to try it with. Both
    raise BadPlaybook."""

    read: Callable[[str], Book]
    sample: Callable[[str], Sample]

    def faults(self, place: Place, forms: Forms) -> tuple[Fault, ...]:
        """What is wrong with this text that was not wrong without it, each with its cure."""
        before = self.read(place.playbook)
        try:
            after = _amended(before, place, forms)
        except BadPlaybook as bad:
            return bad.faults
        news = [fault for fault in lint(after) if fault not in lint(before)]
        return tuple(news) or self._broken_talks(before, after)

    def expect_good(self, place: Place, forms: Forms) -> None:
        """Raises BadPlaybook with every fault."""
        if faults := self.faults(place, forms):
            raise BadPlaybook(*faults)

    def spoken(self, place: Place, forms: Forms) -> Mapping[str, str]:
        """Each form as the sample's person would hear it at the beginning of a call; a form whose
        values come later in the talk is given as it is written."""
        book, record = self.read(place.playbook), self.sample(place.playbook).record()
        state = engine.begin(book, record, place.language)
        said = {name: text for name, text in asdict(forms).items() if text}
        return {n: words(book, record, state, text) or text for n, text in said.items()}

    def talk(
        self, playbook: str, language: str, typed: Sequence[str], draft: Draft = None
    ) -> Trial:
        """The talk that these typed turns come to, from the answer on; see trial.typed. Raises
        BadPlaybook."""
        book, sample = self.read(playbook), self.sample(playbook)
        if draft is not None:
            book = _amended(book, *draft)
        trial = Trial(book, sample.record(), sample.tools, language)
        trial.type("!answered")
        for text in typed[:MOST_TURNS]:
            if not trial.over:
                trial.type(text[:LONGEST_TURN])
        return trial

    def _broken_talks(self, before: Book, after: Book) -> tuple[Fault, ...]:
        """A talk that came to its outcome before and does not any more."""
        sample = self.sample(before.id)
        found = []
        for scenario in sample.scenarios:
            broken = falsified(after, sample, scenario)
            if broken and not falsified(before, sample, scenario):
                found.append(Fault("", f"the talk “{scenario.name}”", "; ".join(broken)))
        return tuple(found)


def _amended(book: Book, place: Place, forms: Forms) -> Book:
    return amended(book, {(place.language, place.text_id): asdict(forms)})
