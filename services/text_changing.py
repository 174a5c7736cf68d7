"""Managers change what assistants say: one proposes, another approves, anybody goes back."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from services.conversation.book import Book, text_sha256
from services.domain.errors import Conflict, Forbidden, NotFound
from services.domain.text_change import Forms, Standing, TextChange
from services.domain.times import to_text
from services.ports import AuditTrail, Clock, Data, Deed, Record
from services.stores.text_changes import TextChanges

PROPOSED, APPROVED, REJECTED, RESTORED = (
    "text.proposed",
    "text.approved",
    "text.rejected",
    "text.restored",
)
TRIES = 5
LEGAL = "this text is the law's: it changes with a release of ours, not here"
OWN = "another manager must approve what you have proposed"


@dataclass(frozen=True)
class Place:
    playbook: str
    language: str
    text_id: str


@dataclass(frozen=True)
class TextChanging:
    """`ours(playbook)`: as it comes with us. `expect_good(playbook, language, text id, forms)`
    raises BadPlaybook for what the linter finds. `now` in texts: six digits, UTC."""

    changes: TextChanges
    trail: AuditTrail
    clock: Clock
    ours: Callable[[str], Book]
    expect_good: Callable[[Place, Forms], None]

    def propose(self, place: Place, forms: Forms, manager_id: str) -> TextChange:
        """Raises NotFound, Forbidden (a legal text), BadPlaybook with every fault and its cure."""
        self._expect_free(place)
        self.expect_good(place, forms)
        return self._record(place, forms, manager_id, PROPOSED, restores=None)

    def decide(
        self, playbook: str, number: int, manager_id: str, *, since: datetime | None
    ) -> TextChange:
        """Approved, in force from `since` or at once if that is past; rejected when it is None.

        Raises NotFound, Forbidden (his own proposal), Conflict (decided otherwise already).
        """
        change = self.changes.get(playbook, number)
        if change is None:
            raise NotFound("no such change")
        if since is not None and change.by == manager_id:
            raise Forbidden(OWN)
        if since is not None and change.forms is not None:
            self.expect_good(Place(playbook, *change.place), change.forms)
        now = self.clock.now()
        body = {"number": number, "in_force_from": to_text(max(since, now)) if since else ""}
        action = REJECTED if since is None else APPROVED
        record = self._append(playbook, action, body, manager_id, f"decided:{number}")
        if record.action != action:
            raise Conflict("another manager has decided it")
        return self._keep(_decided(change, record))

    def restore(self, place: Place, number: int, manager_id: str) -> TextChange:
        """Back to what was approved before: change `number` of this text, or our own words for 0.
        It holds at once: both managers have agreed to it once. Raises NotFound, Forbidden."""
        self._expect_free(place)
        earlier = self.changes.get(place.playbook, number) if number else None
        known = earlier is not None and earlier.place == (place.language, place.text_id)
        if number and not (known and earlier and earlier.standing is Standing.APPROVED):
            raise NotFound("no such version of this text")
        forms = earlier.forms if earlier else None
        return self._record(place, forms, manager_id, RESTORED, restores=number)

    def _expect_free(self, place: Place) -> None:
        book = self.ours(place.playbook)
        if place.text_id not in book.texts.get(place.language, {}):
            raise NotFound("no such text")
        if place.text_id.partition("@")[0] in book.legal:
            raise Forbidden(LEGAL)

    def _record(
        self,
        place: Place,
        forms: Forms | None,
        manager_id: str,
        action: str,
        *,
        restores: int | None,
    ) -> TextChange:
        """Under the first number that nobody else takes."""
        said = asdict(forms) if forms else None
        body: Data = {"language": place.language, "text_id": place.text_id, "forms": said}
        body |= {"sha256": text_sha256(forms.say) if forms else "", "restores": restores}
        number = sum(1 for _ in self.changes.of(place.playbook))
        for _ in range(TRIES):
            number += 1
            numbered = body | {"number": number}
            cause = f"proposed:{number}"
            record = self._append(place.playbook, action, numbered, manager_id, cause)
            change = _proposed(place.playbook, record)
            self._keep(change)
            if change.by == manager_id and record.body["forms"] == said:
                return change
        raise Conflict("other managers were faster")

    def _append(
        self, playbook: str, action: str, body: Data, manager_id: str, cause: str
    ) -> Record:
        deed = Deed(f"texts:{playbook}", action, body, actor=f"user:{manager_id}", cause=cause)
        return self.trail.append(deed)

    def _keep(self, change: TextChange) -> TextChange:
        self.changes.put(change)
        return change


def _proposed(playbook: str, record: Record) -> TextChange:
    body = record.body
    by = record.actor.removeprefix("user:")
    change = TextChange(
        playbook=playbook,
        number=body["number"],
        language=body["language"],
        text_id=body["text_id"],
        forms=Forms(**body["forms"]) if body["forms"] else None,
        standing=Standing.PROPOSED,
        by=by,
        at=record.at,
        restores=body["restores"],
        sha256=body["sha256"],
    )
    if record.action == PROPOSED:
        return change
    return replace(
        change,
        standing=Standing.APPROVED,
        decided_by=by,
        decided_at=record.at,
        in_force_from=record.at,
    )


def _decided(change: TextChange, record: Record) -> TextChange:
    return replace(
        change,
        standing=Standing.REJECTED if record.action == REJECTED else Standing.APPROVED,
        decided_by=record.actor.removeprefix("user:"),
        decided_at=record.at,
        in_force_from=record.body["in_force_from"],
    )
