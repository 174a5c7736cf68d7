"""A case as the JSON of docs/decision.md, read once into plain values."""

from datetime import UTC, date, datetime, timedelta

from tests.independent import places
from tests.independent.clock import zone

GROUPS = ("question", "person", "ledger", "lists", "seller")
MACHINES = ("autodialed", "artificial_voice", "voicemail_drop", "sms")
VOICES = ("artificial_voice", "voicemail_drop")
CALLS = ("live_manual", "autodialed", "artificial_voice", "voicemail_drop")


def instant(said):
    return datetime.fromisoformat(said).astimezone(UTC)


def day(said):
    return date.fromisoformat(said) if said else None


class Case:
    """`facts`: name to value, absent when nobody knows; `as_of`: name to the instant it was said
    at, which is the question's where nothing is said."""

    def __init__(self, said):
        asked = said["question"]
        self.kind, self.purpose = asked["kind"], asked["purpose"]
        self.at = instant(asked["at"])
        self.number = asked.get("number")
        self.acknowledged = set(asked.get("acknowledgements", ()))
        self.facts, self.as_of, self.source = {}, {}, {}
        for group in GROUPS:
            for name, value in said.get(group, {}).items():
                self._take(name, value)
        self.sells, self.debt = self.purpose == "telemarketing", self.purpose == "debt"
        self.voice, self.machine = self.kind in VOICES, self.kind in MACHINES
        self.code = area_code(self.number)
        self._locate()

    def _take(self, name, value):
        whole = isinstance(value, dict) and "value" in value
        if whole:
            self.as_of[name] = instant(value["as_of"]) if value.get("as_of") else None
            self.source[name] = value.get("source", "given")
            value = value["value"]
        if value is not None:
            self.facts[name] = value
            self.as_of.setdefault(name, self.at)

    def get(self, name, field=None, default=None):
        """A fact, or one of its fields."""
        value = self.facts.get(name)
        return value if field is None else (value or {}).get(field, default)

    def _locate(self):
        """Section 0.5 and 9 of the sheet: the area code's state always; its zones unless a young
        word or a young address stands for them, which never happens in debt collection."""
        self.states, self.zones, replaced = [], set(), False
        if self.code in places.STATE_OF:
            self.states.append(places.STATE_OF[self.code])
        for name in ("address", "stated_location"):
            where, on = self.get(name, "state"), day(self.get(name, "verified_on"))
            age = (self.at.date() - on).days if on else None
            if not where or (name == "stated_location" and age and age > 90 and not self.debt):
                continue
            self.states += [] if where in self.states else [where]
            self.zones |= places.zones_of_state(where)
            replaced |= not self.debt and age is not None and 0 <= age <= 30
        if self.code in places.STATE_OF and not replaced:
            self.zones |= places.zones_of_code(self.code)

    def local(self, at=None):
        """The wall clock in each zone where the person may be."""
        return [(at or self.at).astimezone(zone(name)) for name in self.zones]

    def days(self, at=None):
        return [there.date() for there in self.local(at)]

    def attempts(self):
        return self.get("attempts") or []

    def landline(self):
        return self.get("line_type") == "landline" and self._looked_up("line_type")

    def business_line(self):
        used = self.get("line_use") == "business" and self._looked_up("line_use")
        return used and self.landline()

    def _looked_up(self, name):
        """Within fifteen days: 64.1200(a)(1)(iv) excuses nobody for longer after a port."""
        at = self.as_of[name]
        return at is not None and -timedelta(minutes=10) <= self.at - at < timedelta(days=15)


def area_code(number):
    """The area code of a number that may ring a line: ten digits after +1."""
    digits = (number or "")[2:]
    right = (number or "").startswith("+1") and len(digits) == 10 and digits.isdigit()
    return digits[:3] if right else None


def ago(case, said):
    """How long ago that instant was; negative for one to come."""
    return case.at - instant(said)


def hours(count):
    return timedelta(hours=count)
