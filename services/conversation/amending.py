"""A playbook with some of its words replaced by an organization's own. Pure."""

from collections.abc import Mapping

from pydantic import ValidationError

from services.conversation.book import Book
from services.conversation.faults import BadPlaybook, Fault, faults_of
from services.conversation.wording import Text

Place = tuple[str, str]  # language, text id
FORMS = ("say", "again", "help", "plain")


def amended(book: Book, own: Mapping[Place, Mapping[str, str]]) -> Book:
    """The book with these forms in place of its own; how callers say a thing stays. An empty form
    is left out. Raises BadPlaybook for a text that there is not, or that may not be written so."""
    texts = {language: dict(words) for language, words in book.texts.items()}
    for (language, text_id), forms in own.items():
        base = texts.get(language, {}).get(text_id)
        if base is None:
            raise BadPlaybook(Fault(book.id, text_id, "there is no such text"))
        texts[language][text_id] = _text(text_id, base, forms)
    return Book(book.playbook, texts, book.legal)


def _text(text_id: str, base: Text, forms: Mapping[str, str]) -> Text:
    if not forms.get("say", "").strip():
        raise BadPlaybook(Fault("", "say", "write what it says"))
    given = {name: " ".join(forms.get(name, "").split()) or None for name in FORMS}
    try:
        return Text.model_validate({**given, "words": base.words})
    except ValidationError as error:
        raise BadPlaybook(*faults_of(text_id, error)) from None
