"""A playbook with its words: what a call is held by. Two calls with one sha256 had the same."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from services.conversation.faults import BadPlaybook, Fault, faults_of
from services.conversation.playbook import Playbook
from services.conversation.wording import Text, Texts

COMMON = "common"


@dataclass(frozen=True)
class Book:
    """`texts`: by language, common words and the playbook's own over them. `legal`: ids that only
    counsel edits."""

    playbook: Playbook
    texts: Mapping[str, Mapping[str, Text]]
    legal: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return self.playbook.id

    @property
    def version(self) -> int:
        return self.playbook.version

    @cached_property
    def sha256(self) -> str:
        """Of flow and words, as canonical JSON, in hex."""
        words = {
            language: {id: text.model_dump(mode="json") for id, text in texts.items()}
            for language, texts in self.texts.items()
        }
        return _sha256({"flow": self.playbook.model_dump(mode="json"), "words": words})

    def text(self, id: str, language: str, stage: str | None = None) -> Text:
        """The words under `id`, in the stage's own form where there is one. Raises KeyError."""
        texts = self.texts[language]
        return texts.get(f"{id}@{stage}") or texts[id]


def text_sha256(template: str) -> str:
    """Of one text as it was written, before anything is put in."""
    return hashlib.sha256(template.encode()).hexdigest()


def bind(flow: Mapping[str, Any], words: Iterable[tuple[str, Mapping[str, Any]]]) -> Book:
    """The book of a parsed playbook and the parsed files of words, each with its name. Words of a
    later file replace those of an earlier one under the same id and language.

    Raises BadPlaybook for the first file that is not of its shape. What only the whole can show is
    the linter's to find.
    """
    playbook = _playbook(flow)
    texts: dict[str, dict[str, Text]] = {language: {} for language in playbook.languages}
    legal: set[str] = set()
    for file, raw in words:
        read = _texts(file, raw)
        if read.playbook not in (playbook.id, COMMON):
            raise BadPlaybook(Fault(file, "playbook", f"write {playbook.id} or {COMMON}"))
        if read.language in texts:
            texts[read.language].update(read.texts)
            legal.update(read.legal)
    return Book(playbook, texts, frozenset(legal))


def _playbook(flow: Mapping[str, Any]) -> Playbook:
    try:
        return Playbook.model_validate(flow)
    except ValidationError as error:
        name = flow.get("id", "playbook") if isinstance(flow, Mapping) else "playbook"
        raise BadPlaybook(*faults_of(f"{name}.yaml", error)) from None


def _texts(file: str, raw: Mapping[str, Any]) -> Texts:
    try:
        return Texts.model_validate(raw)
    except ValidationError as error:
        raise BadPlaybook(*faults_of(file, error)) from None


def _sha256(value: Any) -> str:
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
