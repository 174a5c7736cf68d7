"""A Gather: its prompts are heard, then keys or words come, or nothing does.

Source: twilio.com/docs/voice/twiml/gather. With `dtmf speech` the first kind wins; speech cuts a
prompt off, keys do always; what is said into a Gather for keys alone is lost.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.carrier import legs
from sandbox.carrier.call import Call
from sandbox.media import speaking
from sandbox.media.voices import duration
from sandbox.people.persona import Rule
from sandbox.twiml.document import Verb
from sandbox.world import World

MOST_DIGITS = 128
ENDPOINT_S = 0.8  # of silence, until `auto` holds that the speech is over
Fields = tuple[tuple[str, str], ...]
Prompt = Callable[[World, Call, Verb], Awaitable[object]]


@dataclass(frozen=True)
class Gathering:
    world: World
    call: Call
    verb: Verb

    @property
    def speech(self) -> bool:
        return "speech" in self.verb.attributes.get("input", "dtmf")

    @property
    def keys(self) -> bool:
        return "dtmf" in self.verb.attributes.get("input", "dtmf")


async def gathered(world: World, call: Call, verb: Verb, prompt: Prompt) -> Fields:
    """What the action is told: SpeechResult and Confidence, or Digits; empty Digits when the time
    ran out."""
    gathering = Gathering(world, call, verb)
    asked = []
    for child in verb.children:
        rule = _cuts_in(gathering, child.text)
        if rule is not None:
            await speaking.say(world, call, _first_words(child.text, rule.after_words or 0))
            return await _react(gathering, rule)
        await while_no_key(call, prompt(world, call, child))
        asked.append(child.text)
    return await _after_the_prompts(gathering, " ".join(asked))


def _cuts_in(gathering: Gathering, text: str) -> Rule | None:
    persona = gathering.call.persona
    barge = gathering.verb.flag("bargeIn", True)
    if persona is None or not text or not barge or not gathering.call.digits.empty():
        return None
    rule = persona.cut_in(text, keys_only=not gathering.speech)
    if rule is not None:
        persona.hear(_first_words(text, rule.after_words or 0))
    return rule


def _first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


async def _after_the_prompts(gathering: Gathering, asked: str) -> Fields:
    call, patience_s = gathering.call, gathering.verb.number("timeout", 5)
    if call.digits.empty() and call.words.empty() and call.persona is not None:
        rule = call.persona.answer(asked, keys_only=not gathering.speech)
        if rule is not None and rule.waits_s <= patience_s:
            return await _react(gathering, rule)
    return await _wait(gathering, patience_s)


async def _react(gathering: Gathering, rule: Rule) -> Fields:
    world, call = gathering.world, gathering.call
    await world.pass_time(rule.waits_s)
    if rule.hangs_up:
        legs.finish(world, call, "completed")
        return ()
    if rule.presses and gathering.keys:
        _note(call, f"[{rule.presses}]")
        call.press(rule.presses)
        return (("Digits", await collect(world, call, gathering.verb)),)
    if rule.says and gathering.speech:
        await world.pass_time(duration(rule.says) + _endpoint_s(gathering.verb))
        return _said(call, rule.says, rule.confidence)
    return await _wait(gathering, gathering.verb.number("timeout", 5))


async def _wait(gathering: Gathering, patience_s: float) -> Fields:
    """For whoever presses or speaks through the control API."""
    world, call = gathering.world, gathering.call
    digit = asyncio.ensure_future(call.digits.get())
    words = asyncio.ensure_future(call.words.get())
    waiting: set[asyncio.Future[object]] = {digit, words}
    wanted = {words} if gathering.speech else set()
    wanted |= {digit} if gathering.keys else set()
    try:
        await asyncio.wait(
            wanted, timeout=patience_s / world.settings.speed, return_when="FIRST_COMPLETED"
        )
    finally:
        for task in waiting:
            task.cancel()
    if words.done() and not words.cancelled():
        return _said(call, *words.result())
    first = digit.result() if digit.done() and not digit.cancelled() else ""
    return (("Digits", await collect(world, call, gathering.verb, first) if first else ""),)


def _said(call: Call, text: str, confidence: float) -> Fields:
    _note(call, text)
    return (("SpeechResult", text), ("Confidence", f"{confidence:.8g}"))


def _note(call: Call, text: str) -> None:
    if call.persona is not None:
        call.persona.note("callee", text)


def _endpoint_s(verb: Verb) -> float:
    said = verb.attributes.get("speechTimeout", verb.attributes.get("timeout", "5"))
    return float(said) if said.isdigit() else ENDPOINT_S


async def while_no_key(call: Call, prompt: Awaitable[object]) -> None:
    """A prompt ends at the first key."""
    if not call.digits.empty():
        asyncio.ensure_future(prompt).cancel()
        return
    talking = asyncio.ensure_future(prompt)
    try:
        while not talking.done() and call.digits.empty():
            await asyncio.wait({talking}, timeout=0.05)
    finally:
        talking.cancel()


async def collect(world: World, call: Call, verb: Verb, digits: str = "") -> str:
    """The digits, without the finishing key; empty when the time ran out first."""
    most = verb.number("numDigits", MOST_DIGITS)
    finish = verb.attributes.get("finishOnKey", "#")
    patience = verb.number("timeout", 5) / world.settings.speed
    if digits and digits in finish:
        return ""
    while len(digits) < most:
        try:
            key = await asyncio.wait_for(call.digits.get(), patience)
        except TimeoutError:
            break
        if key in finish:
            break
        digits += key
    return digits
