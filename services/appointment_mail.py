"""The letter that confirms an appointment: when, where, with whom to speak. Not a word of why."""

from dataclasses import dataclass
from datetime import datetime

from services.compliance.clock import zone
from services.conversation.spoken import clock, day, spoken
from services.domain.errors import Erased, MailRejected
from services.domain.people_file import AGENTS
from services.domain.slot import Slot
from services.domain.times import from_text
from services.mail_ports import Invitation, Letter, Mail
from services.ports import Clock, Data
from services.stores.letters import Letters, Owed
from services.stores.outbox import Effect
from services.stores.providers import Providers
from services.stores.slots import Slots

SUBJECT = {"en": "Your appointment on {day}", "es": "Su cita el {day}"}
GREETING = {
    "en": "Hello,\n\nthis confirms your appointment with {who}:\n\n",
    "es": "Hola:\n\nle confirmamos su cita con {who}:\n\n",
}
WHEN = {"en": "  {day}, {time}\n", "es": "  {day}, {time}\n"}
CALL = {
    "en": "  We will call you at the number we spoke on.\n",
    "es": "  Le llamaremos al número en que hablamos.\n",
}
CHANGE = {
    "en": "\nTo change or cancel it, call {phone}.\n"
    "The attached file puts it into your calendar.\n",
    "es": "\nPara cambiarla o cancelarla, llame al {phone}.\n"
    "El archivo adjunto la pone en su calendario.\n",
}
SUMMARY = {"en": "Appointment with {who}", "es": "Cita con {who}"}


@dataclass(frozen=True)
class Sender:
    """`name`: the company; `phone`: E.164, said to people who want to change something."""

    name: str
    phone: str


@dataclass(frozen=True)
class MailDelivery:
    """Outbox kind `mail`, payload `{letter_id}`, receipt `{}`. A mail server cannot be asked what
    it has taken: after an unknown outcome the same letter goes out again, under the same
    Message-ID and with the same event in its calendar file. `mail`: None where no server is set."""

    letters: Letters
    slots: Slots
    providers: Providers
    sender: Sender
    mail: Mail | None
    clock: Clock

    def deliver(self, payload: Data) -> Data:
        if self.mail is None:
            raise MailRejected("no_mail_server")
        owed = self._owed(payload)
        self.mail.send(self._letter(owed))
        return {}

    def probe(self, payload: Data) -> Data | None:
        return None

    def delivered(self, payload: Data, receipt: Data) -> tuple[Effect, ...]:
        return ()

    def _owed(self, payload: Data) -> Owed:
        try:
            owed = self.letters.get(payload["letter_id"])
        except Erased as error:
            raise MailRejected("erased") from error
        if owed is None:
            raise MailRejected("no_such_letter")
        return owed

    def _letter(self, owed: Owed) -> Letter:
        place = self.slots.get(owed.slot_id)
        if place is None:
            raise MailRejected("no_such_appointment")
        words = _Words("es" if owed.language == "es" else "en", self._who(), self._phone(), place)
        made_at = from_text(owed.at)
        invitation = Invitation(
            uid=f"{owed.id}@cleardial",
            starts_at=place.starts_at,
            minutes=place.minutes,
            summary=words.said(SUMMARY),
            place=self._place(place),
            made_at=made_at,
        )
        text = words.text(self._place(place))
        return Letter(
            owed.id.replace(":", "."), owed.to, words.said(SUBJECT), text, made_at, invitation
        )

    def _who(self) -> str:
        practice = self.providers.practice()
        return practice.name if practice else self.sender.name

    def _phone(self) -> str:
        practice = self.providers.practice()
        return practice.phone if practice else self.sender.phone

    def _place(self, slot: Slot) -> str:
        """Where to come to: nowhere for a talk on the telephone."""
        practice = self.providers.practice()
        if practice is None or slot.calendar == AGENTS:
            return ""
        return f"{practice.street}, {practice.city}, {practice.state} {practice.zip}"


@dataclass(frozen=True)
class _Words:
    language: str
    who: str
    phone: str
    slot: Slot

    def said(self, words: dict[str, str]) -> str:
        at: datetime = self.slot.starts_at.astimezone(zone(self.slot.zone))
        return words[self.language].format(
            who=self.who,
            day=day(at.date(), self.language),
            time=clock(at.time(), self.language),
            phone=spoken("", self.phone, self.language),
        )

    def text(self, place: str) -> str:
        where = f"  {self.who}\n  {place}\n" if place else self.said(CALL)
        return self.said(GREETING) + self.said(WHEN) + where + self.said(CHANGE)
