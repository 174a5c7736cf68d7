"""A line through the real doors: signed posts to the application, TwiML back, real stores."""

import re
import secrets
import xml.etree.ElementTree as Xml
from dataclasses import dataclass, field
from datetime import timedelta

from evals.house import Caller, House
from evals.settings import OURS
from evals.talk import Act, Ended, Heard, Left
from evals.worlds import World
from services.call_book import known, subject
from services.ports import Data, Deed, Personal
from services.stores.calls import CALLS


@dataclass
class HttpLine:
    """One call. `texts`: each answer of ours, as bytes would be."""

    house: House
    world: World
    language: str = "en"
    call_sid: str = field(default_factory=lambda: "CA" + secrets.token_hex(16))
    call_id: str = ""
    twiml: str = ""

    def begin(self) -> Heard:
        caller = self.house.settle_in(self.world)
        if self.world.incoming:
            asked = {
                "CallSid": self.call_sid,
                "From": caller.number,
                "To": OURS[self.world.playbook],
            }
            self.twiml = self.house.post("/webhooks/twilio/incoming", asked)
            (self.call_id,) = re.findall(r"/assistant/([0-9a-f]{32})\?", self.twiml)[-1:]
        else:
            self.call_id = secrets.token_hex(16)
            self._dialled(caller)
            self.twiml = self._turn(self._url(0), {})
        return heard(self.twiml)

    def act(self, act: Act) -> Heard:
        services = self.house.services
        if act.hangs_up:
            services.turns.hang_up(self.call_id)
            return Heard((), Ended.HUNG_UP)
        if act.machine:
            awaited = services.talks.awaited(self.call_id)
            self.twiml = self._turn(self._url(awaited, by=act.machine), {})
            return heard(self.twiml)
        fields = {"SpeechResult": act.words, "Digits": act.keys}
        if act.words and act.confidence is not None:
            fields["Confidence"] = f"{act.confidence / 100:.2f}"
        self.twiml = self._turn(action_of(self.twiml), fields)
        return heard(self.twiml)

    def left(self) -> Left:
        talk = self.house.services.talks.get(self.call_id)
        slots = {n: (one["value"], one["quote"]) for n, one in talk.state["slots"].items()}
        effects = tuple((effect.kind.value, effect.values) for effect in talk.effects)
        return Left(talk.outcome, slots, effects)

    def _turn(self, url: str, fields: dict[str, str]) -> str:
        self.house.clock.at += timedelta(seconds=8)
        return self.house.post(url, {"CallSid": self.call_sid, **fields})

    def _url(self, turn: int, **more: str) -> str:
        return str(self.house.services.assistants.speaker.turn_url(self.call_id, turn, **more))

    def _dialled(self, caller: Caller) -> None:
        """As an assistant's call stands once it was dialled: judged, permitted, on its way."""
        house, lead = self.house, caller.lead
        person = f"lead:{lead.id}"
        judged = Deed(
            subject(self.call_id), "call.judged", {}, actor="house", cause="judged",
            personal={"number": Personal(person, caller.number)},
        )  # fmt: skip
        chain = house.services.trail.extend(judged)
        data: Data = {
            "call_id": self.call_id,
            "agent_id": "assistant",
            "asked_by": "",
            "assistant": self.world.playbook,
            "lead_id": lead.id,
            "number_id": lead.numbers[0].id,
            "number_key": lead.numbers[0].key,
            "caller_id": OURS[self.world.playbook],
            "kind": "artificial_voice",
            "language": self.language,
            "purpose": "",
            "permit_id": "",
            "acknowledgements": [],
            "decision_id": "",
            "asked_at": "2026-11-18T18:30:00.000000Z",
            "expires_at": "2026-11-18T18:30:00.000000Z",
            "legal_until": None,
            "disposition": None,
        }
        house.documents.create(CALLS, self.call_id, data | known(chain))


def heard(twiml: str) -> Heard:
    """What the caller hears of a document, and how it ends."""
    said, firm, keys, ended = list[str](), list[bool](), 0, Ended.NO
    for verb in _document(twiml):
        speech = "speech" in verb.get("input", "")
        lines = (
            [verb] if verb.tag == "Say" else list(verb.iter("Say")) if verb.tag == "Gather" else []
        )
        said += [line.text or "" for line in lines]
        firm += [verb.tag != "Gather" or not speech] * len(lines)
        if verb.tag == "Gather" and speech:
            keys = int(verb.get("numDigits", "0"))
        if verb.tag == "Hangup":
            ended = Ended.HUNG_UP
        if verb.tag == "Redirect" and "nobody=1" in (verb.text or ""):
            ended = Ended.HANDED_OVER
    return Heard(tuple(said), ended, tuple(firm), keys)


def action_of(twiml: str) -> str:
    """Where the last Gather sends what it gathered."""
    gathers = list(_document(twiml).iter("Gather"))
    return gathers[-1].get("action", "") if gathers else ""


def _document(twiml: str) -> Xml.Element:
    return Xml.fromstring(twiml)  # noqa: S314 our own bytes
