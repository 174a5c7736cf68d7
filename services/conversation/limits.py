"""Ladders and limits: no conversation goes on for ever, and none stands still."""

from services.conversation.asking import ask, prompt_key
from services.conversation.step import Desk

MISSED = {
    "silence": "c.not_heard",
    "no_match": "c.not_understood",
    "low_confidence": "c.unclear_line",
}
Gained = tuple[str, tuple[str, ...], int, int, bool]


def missed(desk: Desk, kind: str) -> bool:
    """One more silence, no match or unclear line: the next rung, or False past the last."""
    desk.state = desk.state.counted(kind)
    rung = desk.state.count(kind)
    if rung > getattr(desk.book.playbook.limits, kind):
        return False
    desk.say(MISSED[kind])
    ask(desk, rung=rung)
    return True


def understood(desk: Desk) -> None:
    """The caller was heard and understood: the ladders begin anew."""
    for kind in MISSED:
        desk.state = desk.state.counted(kind, 0)


def spent(desk: Desk) -> bool:
    """No turn or no time is left."""
    limits = desk.book.playbook.limits
    return desk.state.count("turns") > limits.turns or desk.event.at_s > limits.seconds


def gained(desk: Desk) -> Gained:
    """What grows as a conversation gets on: compared before and after a turn."""
    state = desk.state
    given = tuple(one.status.value for one in state.slots.values())
    completed = sum(told.completed is not None for told in state.ledger)
    return state.node, given, len(state.skipped), completed, state.verified


def stands_still(desk: Desk, before: Gained) -> bool:
    """Whether too many turns in a row gained nothing, or one question was asked too often. Asking
    a tool is on the way from state to state."""
    limits = desk.book.playbook.limits
    if desk.tool or gained(desk) != before:
        desk.state = desk.state.counted("stalled", 0)
        asked = desk.state.prompts.get(prompt_key(desk), 0)
        desk.put(prompts={prompt_key(desk): min(asked, 1)})
        return False
    desk.state = desk.state.counted("stalled")
    again = desk.state.prompts.get(prompt_key(desk), 0)
    return desk.state.count("stalled") > limits.stalled or again > limits.same_prompt
