"""The words of a playbook in one language, apart from its flow, so that counsel can edit them."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from services.conversation.shape import Name, Shape
from services.conversation.template import code_in

Sentence = Annotated[str, Field(min_length=1, max_length=600)]
Key = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*(@[a-z][a-z0-9_]*)?$", max_length=80)
]


class Text(Shape):
    """`again`: shorter, when asked a second time. `help`: an example, the third time. `plain`:
    without variables, when the full one may not be said. `words`: how callers say or ask it."""

    say: Sentence
    again: Sentence | None = None
    help: Sentence | None = None
    plain: Sentence | None = None
    words: tuple[Annotated[str, Field(min_length=1, max_length=80)], ...] = ()

    @field_validator("say", "again", "help", "plain")
    @classmethod
    def _no_code(cls, text: str | None) -> str | None:
        if text and (found := code_in(text)):
            raise ValueError(f"write {found!r} in words: only {{dotted.name}} may stand in a text")
        return text

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything of it that may be spoken."""
        return tuple(t for t in (self.say, self.again, self.help, self.plain) if t)


def _sentence(raw: object) -> object:
    return {"say": raw} if isinstance(raw, str) else raw


class Texts(Shape):
    """`playbook`: the id, or `common` for what all playbooks say. `legal`: the ids that counsel
    wrote; nobody else edits them."""

    playbook: Name
    language: Literal["en", "es"]
    version: int = Field(ge=1)
    legal: tuple[Key, ...] = ()
    texts: dict[Key, Annotated[Text, BeforeValidator(_sentence)]]
