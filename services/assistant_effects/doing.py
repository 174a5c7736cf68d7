"""Each kind of effect by whom it is done; what needs nobody is kept with the conversation."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.assistant_turns import Cause, Doing, Write
from services.conversation.effect import EffectKind
from services.ports import Transaction


@dataclass(frozen=True)
class Effects:
    """`doers` by kind. Outcome and call-back change the conversation only: the talk
    keeps them, and those who end or move the call read them there."""

    doers: Mapping[EffectKind, Doing]

    def prepare(self, cause: Cause) -> None:
        if cause.effect.kind in self.doers:
            self.doers[cause.effect.kind].prepare(cause)

    def plan(self, tx: Transaction, cause: Cause) -> Write:
        doer = self.doers.get(cause.effect.kind)
        return doer.plan(tx, cause) if doer else _nothing


def _nothing() -> None:
    return None
