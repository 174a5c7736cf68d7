"""A Gather: its prompts are heard, then keys or words come, or nothing does.

Source: twilio.com/docs/voice/twiml/gather. With `dtmf speech` the first kind wins; speech cuts a
prompt off, keys do always; what is said into a Gather for keys alone is lost. Where the carrier has
an ear for a party, its words arrive when they are made out.
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
from sandbox.voice import mouth
from sandbox.voice.ear import Ear
from sandbox.world import World

MOST_DIGITS = 128
ENDPOINT_S = 0.8  # of silence, until `auto` holds that the speech is over
GLANCE_S = 0.05
Fields = tuple[tuple[str, str], ...]
Prompt = Callable[[World, Call, Verb], Awaitable[object]]


@dataclass(frozen=True)
class Gathering:
    """`early`: words that were there before it began; they cut nothing off."""

    world: World
    call: Call
    verb: Verb
    early: int = 0

    @property
    def speech(self) -> bool:
        return "speech" in self.verb.attributes.get("input", "dtmf")

    @property
    def keys(self) -> bool:
        return "dtmf" in self.verb.attributes.get("input", "dtmf")

    @property
    def bargeable(self) -> bool:
        return self.speech and self.verb.flag("bargeIn", True)

    @property
    def ear(self) -> Ear | None:
        """The carrier's, when it knows this language."""
        ear = self.call.ear
        return ear if ear is not None and ear.knows(self.verb.attributes) else None

    def open_ear(self) -> None:
        if self.speech and self.ear is not None:
            self.ear.open(self.verb.attributes, _endpoint_s(self.verb))

    def cut(self) -> bool:
        """Somebody pressed a key, or spoke where he may."""
        call = self.call
        spoke = call.words.qsize() > self.early or (call.ear is not None and call.ear.interrupted)
        return not call.digits.empty() or (self.bargeable and spoke)


async def gathered(world: World, call: Call, verb: Verb, prompt: Prompt) -> Fields:
    """What the action is told: SpeechResult and Confidence, or Digits; empty Digits when the time
    ran out."""
    gathering = Gathering(world, call, verb, call.words.qsize())
    call.listening = verb
    if gathering.bargeable:
        gathering.open_ear()
    try:
        return await _gathered(gathering, prompt)
    finally:
        call.listening = None
        if call.ear is not None:
            call.ear.close()


async def _gathered(gathering: Gathering, prompt: Prompt) -> Fields:
    world, call = gathering.world, gathering.call
    asked = []
    for child in gathering.verb.children:
        rule = _cuts_in(gathering, child.text)
        if rule is not None:
            return await _cut_in(gathering, child, rule)
        await _while_uncut(gathering, prompt(world, call, child))
        asked.append(child.text)
    if not gathering.bargeable:
        gathering.open_ear()
    return await _after_the_prompts(gathering, " ".join(asked))


def _cuts_in(gathering: Gathering, text: str) -> Rule | None:
    persona = gathering.call.persona
    barge = gathering.verb.flag("bargeIn", True)
    if persona is None or not text or not barge or gathering.cut():
        return None
    rule = persona.cut_in(text, keys_only=not gathering.speech)
    if rule is not None:
        persona.hear(_first_words(text, rule.after_words or 0))
    return rule


async def _cut_in(gathering: Gathering, child: Verb, rule: Rule) -> Fields:
    """Aloud, both are heard until the carrier hears it, too."""
    world, call = gathering.world, gathering.call
    first = _first_words(child.text, rule.after_words or 0)
    if gathering.ear is None or not rule.says:
        await speaking.say(world, call, first)
        return await _react(gathering, rule)
    voice = world.spawn(mouth.speak(world, call, rule.says, after_s=duration(first)))
    await _while_uncut(gathering, speaking.say(world, call, child.text))
    await voice
    return await _wait(gathering, gathering.verb.number("timeout", 5))


def _first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


async def _after_the_prompts(gathering: Gathering, asked: str) -> Fields:
    call, patience_s = gathering.call, gathering.verb.number("timeout", 5)
    quiet = call.words.empty() and not gathering.cut()
    if quiet and call.persona is not None:
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
        await mouth.speak(world, call, rule.says)
        if gathering.ear is None:
            await world.pass_time(_endpoint_s(gathering.verb))
            return _said(call, rule.says, rule.confidence)
    return await _wait(gathering, gathering.verb.number("timeout", 5))


async def _wait(gathering: Gathering, patience_s: float) -> Fields:
    """For whoever speaks aloud, or presses or speaks through the control API."""
    world, call = gathering.world, gathering.call
    words = asyncio.ensure_future(call.words.get()) if gathering.speech else None
    digit = asyncio.ensure_future(call.digits.get()) if gathering.keys else None
    wanted: set[asyncio.Future[object]] = {task for task in (words, digit) if task is not None}
    try:
        await _first(call, wanted, patience_s / world.settings.speed)
    finally:
        for task in wanted:
            task.cancel()
    if words is not None and words.done() and not words.cancelled():
        return _said(call, *words.result())
    first = digit.result() if digit is not None and digit.done() and not digit.cancelled() else ""
    return (("Digits", await collect(world, call, gathering.verb, first) if first else ""),)


async def _first(call: Call, wanted: set[asyncio.Future[object]], patience_s: float) -> None:
    """One of these, within the patience; whoever speaks is heard out."""
    done, _ = await asyncio.wait(wanted, timeout=patience_s, return_when="FIRST_COMPLETED")
    while not done and call.ear is not None and call.ear.busy:
        done, _ = await asyncio.wait(wanted, timeout=GLANCE_S, return_when="FIRST_COMPLETED")


def _said(call: Call, text: str, confidence: float) -> Fields:
    _note(call, text)
    return (("SpeechResult", text), ("Confidence", f"{confidence:.8g}"))


def _note(call: Call, text: str) -> None:
    if call.persona is not None:
        call.persona.note("callee", text)


def _endpoint_s(verb: Verb) -> float:
    said = verb.attributes.get("speechTimeout", verb.attributes.get("timeout", "5"))
    return float(said) if said.isdigit() else ENDPOINT_S


async def _while_uncut(gathering: Gathering, prompt: Awaitable[object]) -> None:
    talking = asyncio.ensure_future(prompt)
    try:
        while not talking.done() and not gathering.cut():
            await asyncio.wait({talking}, timeout=GLANCE_S)
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
