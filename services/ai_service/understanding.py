"""Understanding by a model: asked within a budget, believed by rules, silent when in doubt."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.ai_service import prompt, reading
from services.ai_service.line import Line
from services.ai_service.outcome import Asked, NoAnswer, Outcome
from services.ai_service.reading import Malformed, Reading
from services.ai_service.resting import Resting
from services.conversation.command import Command
from services.conversation.question import Question

LOG = logging.getLogger("cleardial.model")
MOST_TOKENS = 400  # four commands need some 200


@dataclass(frozen=True)
class Mind:
    """Which model, and how it may be asked. `effort`: `reasoning_effort`, empty to leave it out;
    the models of gpt-5 know `minimal`, their successors `none` (platform.openai.com/docs/models).
    `may_hear_health`: the provider has signed an agreement that covers it."""

    model: str
    effort: str = "minimal"
    may_hear_health: bool = False


@dataclass(frozen=True)
class ModelUnderstanding:
    """The port `Understanding`. `told` hears of each question's end, for counting."""

    line: Line
    mind: Mind
    resting: Resting
    told: Callable[[Asked], None] = lambda _: None

    @property
    def signature(self) -> Mapping[str, str]:
        return {
            "model": self.mind.model,
            "prompt": prompt.PROMPT_VERSION,
            "prompt_sha256": prompt.PROMPT_SHA256,
        }

    def commands(self, question: Question) -> tuple[Command, ...] | None:
        """See `Understanding.commands`."""
        began = time.monotonic()
        found, status = Reading(()), 0
        try:
            found = self._reading(question)
            outcome = Outcome.UNDERSTOOD if found.commands else Outcome.NOTHING
        except NoAnswer as none:
            outcome, status = none.outcome, none.status
        except Exception:  # a fault of ours must not cost the caller his turn: the rules go on
            LOG.exception("model.faulted")
            outcome = Outcome.FAULTED
        dropped = tuple(sorted(found.dropped.items()))
        took = int((time.monotonic() - began) * 1000)
        self._tell(Asked(outcome, took, len(found.commands), dropped, status))
        return found.commands or None

    def _reading(self, question: Question) -> Reading:
        if question.health and not self.mind.may_hear_health:
            raise NoAnswer(Outcome.HEALTH)
        self.resting.admit()
        outcome, wait_s = Outcome.MALFORMED, 0.0
        try:
            found = reading.read(_content(self.line.ask(self._body(question))), question)
            outcome = Outcome.UNDERSTOOD
        except Malformed:
            raise NoAnswer(Outcome.MALFORMED) from None
        except NoAnswer as none:
            outcome, wait_s = none.outcome, none.wait_s
            raise
        finally:
            self.resting.note(outcome, wait_s)
        return found

    def _body(self, question: Question) -> dict[str, Any]:
        """No temperature: models that reason refuse it. Nothing is kept at the provider's."""
        body = {
            "model": self.mind.model,
            "messages": prompt.messages(question),
            "response_format": prompt.answer_format(question),
            "max_completion_tokens": MOST_TOKENS,
            "store": False,
        }
        return body | ({"reasoning_effort": self.mind.effort} if self.mind.effort else {})

    def _tell(self, asked: Asked) -> None:
        said = {
            "outcome": asked.outcome.value,
            "ms": asked.ms,
            "commands": asked.commands,
            "dropped": " ".join(f"{reason}:{count}" for reason, count in asked.dropped),
            "status": asked.status,
        }
        refused = asked.outcome is Outcome.REFUSED
        LOG.log(logging.WARNING if refused else logging.INFO, "model.asked", extra=said)
        self.told(asked)


def _content(answer: bytes) -> str:
    """The text of the first choice. Raises Malformed, NoAnswer."""
    try:
        choice = json.loads(answer)["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Malformed from None
    if refusal or choice.get("finish_reason") == "content_filter":
        raise NoAnswer(Outcome.DECLINED)
    if not isinstance(content, str) or not content.strip():
        raise Malformed
    return content
