"""Whether a consent of the ledger covers a call of a machine: 47 CFR 64.1200(a)(1), (2), (f)(9)."""

from collections.abc import Iterator
from datetime import UTC, datetime

from services.compliance.case import Case
from services.compliance.facts import Consent, ConsentTier
from services.compliance.lines import MACHINES, VOICES

LABELS = {ConsentTier.EXPRESS: "prior express consent", ConsentTier.WRITTEN: "written consent"}
FLAGS = {
    "signed": "is not signed",
    "not_a_condition": "does not say that it is no condition of a purchase",
    "names_seller": "does not name the seller",
    "names_number": "does not name the telephone number",
}
LAST = datetime.max.replace(tzinfo=UTC)


def withdrawn_at(case: Case) -> datetime | None:
    """The last instant at which this person withdrew any consent, by whatever means: all that was
    given until then is over. One that is ahead of the call's instant counts too."""
    ended = (consent.revoked_at for consent in case.facts.consents.value or ())
    said = (revocation.at for revocation in case.facts.revocations.value or ())
    return max((at for at in (*ended, *said) if at), default=None)


def covering(case: Case, tier: ConsentTier) -> Consent | None:
    """The consent that covers this call for the longest."""
    held = case.facts.consents.value or ()
    found = [consent for consent in held if lack(consent, case, tier) is None]
    return max(found, key=lambda consent: consent.until or LAST, default=None)


def lack(consent: Consent, case: Case, tier: ConsentTier) -> str | None:
    """What this consent lacks to cover the call, in words that follow `consent`."""
    return next(_lacks(consent, case, tier), None)


def _lacks(consent: Consent, case: Case, tier: ConsentTier) -> Iterator[str]:
    over, asked = _over(consent, case), case.question
    if over:
        yield over
    if consent.kinds is not None and asked.kind not in consent.kinds:
        yield "is for other kinds of calls"
    if consent.purposes is not None and asked.purpose not in consent.purposes:
        yield "is for other purposes"
    if tier is ConsentTier.WRITTEN:
        yield from _unwritten(consent, case)


def _unwritten(consent: Consent, case: Case) -> Iterator[str]:
    """A flag that nobody spoke of is taken as the tier says."""
    if consent.tier is not ConsentTier.WRITTEN:
        yield "is not in writing"
    for flag, words in FLAGS.items():
        if getattr(consent, flag) is False:
            yield words
    if case.question.kind in VOICES:
        if not consent.artificial_voice:
            yield "does not name an artificial voice"
    elif case.question.kind in MACHINES and consent.automated is False:
        yield "does not name automated dialling"


def _over(consent: Consent, case: Case) -> str | None:
    at, withdrawn = case.question.at, withdrawn_at(case)
    if consent.given_at > at:
        return "is of a later day"
    if withdrawn is not None and consent.given_at <= withdrawn:
        return "was withdrawn"
    return "has ended" if consent.until is not None and consent.until <= at else None
