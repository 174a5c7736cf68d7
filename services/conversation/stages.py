"""The stage of a matter, by bounds that leave no gap."""

from typing import Any

from services.conversation.playbook import Stage


def stage_of(stage: Stage, number: Any) -> str:
    """The first bound that is not below `number`; above all bounds, or when nobody knows the
    number, `otherwise`."""
    if isinstance(number, bool) or not isinstance(number, int):
        return stage.otherwise
    fitting = (name for name, most in stage.bounds.items() if number <= most)
    return next(fitting, stage.otherwise)
