"""A text about a debt says how to end the texts, to a number that is known to be the person's."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from services.compliance.case import Case, Ruling
from services.compliance.clock import later, text
from services.compliance.facts import Consent, Disconnected
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.register import rule_of
from services.compliance.rules.debt_script import UNREAD, shown
from services.compliance.rules.idle import idle
from services.compliance.rules.revocation_text import confirms_revocation

OPT_OUT, OWNER = "REGF-EOPTOUT", "REGF-TEXT-60"
way_out, owner = rule_of(OPT_OUT), rule_of(OWNER)
LATELY = timedelta(days=60)
CONFIRMS = "One text that confirms the end of consent may be sent: 12 CFR 1006.14(h)(2)(i)."
ANOTHER = "This binds texts about a debt."


def text_about_a_debt(case: Case) -> Iterator[Ruling]:
    if case.question.purpose is not Purpose.DEBT or case.question.kind is not CallKind.SMS:
        yield idle(OPT_OUT, ANOTHER)
        yield idle(OWNER, ANOTHER)
        return
    script = case.facts.script.value
    offered = script.opt_out_offered if script else None
    kind = {None: FindingKind.UNKNOWN, True: FindingKind.ALLOW, False: FindingKind.DENY}[offered]
    reasons = {None: UNREAD, True: "The text says how to end the texts.",
               False: "The text does not say how to end the texts."}  # fmt: skip
    inputs = case.known("script", case.facts.script, shown)
    yield Ruling(way_out(kind, reasons[offered], inputs))
    yield _owner(case)


def _owner(case: Case) -> Ruling:
    """Consent to texts given to us in the last sixty days, or any that stands, and a look into the
    database of reassigned numbers since. The text that confirms an opt-out answers one that came
    from this number minutes ago."""
    if confirms_revocation(case):
        return Ruling(owner(FindingKind.ALLOW, CONFIRMS, {}))
    held, asked = case.facts.consents.value, case.facts.reassigned
    inputs = case.known("consents", case.facts.consents, len)
    inputs |= case.known("reassigned", asked, lambda known: known.answer.value)
    if held is None:
        reason = "Cannot know: the consents for this number were not read."
        return Ruling(owner(FindingKind.UNKNOWN, reason, inputs))
    given = [consent for consent in held if _to_texts(case, consent)]
    looked = _looked_up(case, [consent.given_at for consent in given])
    direct = [consent.given_at for consent in given if consent.to_caller]
    ends = [later(at, LATELY) for at in (*direct, *looked)]
    if ends and case.question.at < max(ends):
        inputs |= {"until": text(max(ends))}
        reason = "Sixty days have not passed since this number was known to be the person's."
        return Ruling(owner(FindingKind.ALLOW, reason, inputs), not_after=max(ends))
    reason = "Sixty days without a text from this number, new consent or a look at who owns it."
    return Ruling(owner(FindingKind.DENY, reason, inputs))


def _to_texts(case: Case, consent: Consent) -> bool:
    at = case.question.at
    stands = consent.given_at <= at and (consent.revoked_at is None or at < consent.revoked_at)
    lasts = consent.until is None or at < consent.until
    kinds = consent.kinds is None or CallKind.SMS in consent.kinds
    purposes = consent.purposes is None or Purpose.DEBT in consent.purposes
    return stands and lasts and kinds and purposes


def _looked_up(case: Case, given: list[datetime]) -> list[datetime]:
    """The look counts for a number that was the person's when consent was given."""
    asked = case.facts.reassigned.value
    if asked is None or asked.answer is not Disconnected.NO or not given:
        return []
    looked = datetime.combine(asked.queried_on, time(), given[0].tzinfo)
    since = datetime.combine(asked.since, time(), given[0].tzinfo)
    covers = any(since <= at for at in given) and looked <= case.question.at
    return [looked] if covers else []
