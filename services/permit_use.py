"""The carrier asks what to do with an agent's call: a permit answers, once."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.call_book import CallBook, fold_chain, known
from services.domain import handover, permit
from services.domain.errors import Conflict, NotFound, PermitRefused
from services.domain.times import to_text
from services.handing_over import fail
from services.ports import AuditTrail, Clock, Data, Deed, Documents, Transaction
from services.stores.handovers import Handovers
from services.stores.permits import Permits, Use, expect_usable

REFUSALS = "refusals"
USED = "permit-used"
RECORDED_A_MINUTE = 10
MINUTE = len("2026-11-21T04:45")


@dataclass(frozen=True)
class Knock:
    """What the signed request says. `agent_id` is the identity in `From=client:…`."""

    token: str
    call_sid: str
    agent_id: str


@dataclass(frozen=True)
class PermitUse:
    documents: Documents
    permits: Permits
    handovers: Handovers
    call_book: CallBook
    trail: AuditTrail
    clock: Clock
    permit_keys: Sequence[bytes]

    def use(self, knock: Knock) -> str:
        """The call that this CallSid may join; the same again for the same CallSid.

        Raises PermitRefused, recorded once per CallSid. Nobody is dialled by this.
        """
        try:
            return self._use(knock)
        except PermitRefused as refusal:
            self._note(knock, refusal.reason)
            raise

    def use_by_assistant(self, call_id: str) -> None:
        """The house uses the permit of an assistant's call at once: no carrier brings it. Again
        changes nothing. Raises PermitRefused, NotFound."""
        call = self.permits.call(call_id)
        stored = self.permits.get(call["permit_id"]) if call else None
        if stored is None or not stored.data.get("assistant"):
            raise NotFound("no such call of an assistant")
        if stored.data["used_by"] != permit.ASSISTANT:
            knock = Knock("", permit.ASSISTANT, permit.ASSISTANT)
            self._consume(stored.data["permit_id"], stored.data, knock)

    def _use(self, knock: Knock) -> str:
        permit_id = permit.read(knock.token, self.permit_keys)
        stored = self.permits.get(permit_id) if permit_id else None
        if permit_id is None or stored is None:
            raise PermitRefused("forged")
        data = stored.data
        if data["agent_id"] != knock.agent_id:
            raise PermitRefused("foreign")
        if data["used_by"] != knock.call_sid:
            use = self._take_over if "handover" in data else self._consume
            use(permit_id, data, knock)
        call_id: str = data["call_id"]
        return call_id

    def _consume(self, permit_id: str, data: Data, knock: Knock) -> None:
        now = self.clock.now()
        expect_usable(data, now)
        assistant = data.get("assistant")
        who = {"assistant": assistant} if assistant else {"call_sid": knock.call_sid}
        said = {"permit_id": permit_id} | who
        chain = self.trail.extend(
            Deed(
                f"call:{data['call_id']}",
                "permit.used",
                said,
                actor="house" if assistant else "carrier",
                cause=USED,
            )
        )
        used = next(record for record in chain if record.body["cause"] == USED)
        if any(used.body.get(name) != value for name, value in said.items()):
            raise PermitRefused("used")
        use = Use(permit_id, knock.call_sid, now, known(chain), data)
        try:
            self.permits.consume(use)
        except PermitRefused as refusal:
            self._revoke(data["call_id"], refusal.reason)
            raise

    def _take_over(self, permit_id: str, data: Data, knock: Knock) -> None:
        """The permit to take a call from its assistant: the call stands already."""
        now, number, call_id = self.clock.now(), data["handover"], data["call_id"]
        expect_usable(data, now)
        said = {"permit_id": permit_id, "call_sid": knock.call_sid, "number": number}
        cause = f"{handover.USED}:{number}"
        deed = Deed(f"call:{call_id}", handover.USED, said, actor="carrier", cause=cause)
        chain = self.trail.extend(deed)
        call = fold_chain(chain)
        taken = call.handover
        if call.cause is not None:
            raise PermitRefused("over")
        if taken is None or taken.number != number:
            raise PermitRefused("voided")
        if taken.call_sid != knock.call_sid:
            raise PermitRefused("used")
        try:
            self.handovers.take(Use(permit_id, knock.call_sid, now, known(chain), data))
        except PermitRefused as refusal:
            fail(self.call_book, call_id, number, refusal.reason)
            raise

    def _revoke(self, call_id: str, reason: str) -> None:
        """The use was recorded before the store said no: say so behind it."""
        self.call_book.record(
            call_id, "permit.revoked", {"reason": reason}, actor="house", cause="permit-revoked"
        )

    def _note(self, knock: Knock, reason: str) -> None:
        """One record per CallSid, at most ten a minute per agent; the rest are counted."""
        minute = to_text(self.clock.now())[:MINUTE]

        def count(tx: Transaction) -> Data | None:
            return _count(tx, knock, minute)

        try:
            window = self.documents.transaction(count)
        except Conflict:
            return  # a flood is under way; the window that won counts for it
        if window is None:
            return
        body = {"reason": reason, "call_sid": knock.call_sid, "unrecorded": window["before"]}
        self.trail.append(
            Deed(
                f"refusals:{knock.agent_id}",
                "permit.refused",
                body | self._whose(knock),
                actor="carrier",
                cause=f"refused:{knock.call_sid}",
            )
        )

    def _whose(self, knock: Knock) -> Data:
        """The permit and its call, when the token is one of ours."""
        permit_id = permit.read(knock.token, self.permit_keys)
        stored = self.permits.get(permit_id) if permit_id else None
        return {"permit_id": permit_id, "call_id": stored.data["call_id"]} if stored else {}


def _count(tx: Transaction, knock: Knock, minute: str) -> Data | None:
    """This minute's window when the refusal is to be recorded; `before`: how many were not."""
    stored = tx.get(REFUSALS, knock.agent_id)
    window: Data = stored.data if stored else {"minute": "", "unrecorded": 0}
    if window["minute"] != minute:
        window = {"minute": minute, "sids": [], "unrecorded": 0, "before": window["unrecorded"]}
    if knock.call_sid in window["sids"]:
        return window
    if len(window["sids"]) >= RECORDED_A_MINUTE:
        tx.put(REFUSALS, knock.agent_id, window | {"unrecorded": window["unrecorded"] + 1})
        return None
    tx.put(REFUSALS, knock.agent_id, window | {"sids": [*window["sids"], knock.call_sid]})
    return window
