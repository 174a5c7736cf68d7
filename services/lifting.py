"""A person of ours has seen to what somebody told an assistant: the flag stands no more."""

from dataclasses import dataclass

from services.domain.errors import NotFound
from services.domain.lead import person_of
from services.domain.times import to_text
from services.ports import AuditTrail, Clock, Deed
from services.stores.wishes import Wishes


@dataclass(frozen=True)
class Lifting:
    wishes: Wishes
    trail: AuditTrail
    clock: Clock

    def lift(self, lead_id: str, flag: str, *, why: str, actor: str) -> None:
        """Recorded, then lifted. `why`: a word of theirs for the record, nothing personal. Raises
        NotFound when the lead bears no such flag."""
        person = person_of(lead_id)
        said = next((one for one in self.wishes.of(person).flags if one.flag == flag), None)
        if said is None:
            raise NotFound("this lead bears no such flag")
        body = {"flag": flag, "said_at": said.at, "why": why}
        cause = f"lifted:{flag}:{said.at}"
        self.trail.append(Deed(person, "flag.lifted", body, actor=actor, cause=cause))
        self.wishes.lift(person, flag, at=to_text(self.clock.now()))
