"""The verdict as the sentence a person reads first."""

from datetime import datetime

from services.compliance.model import Verdict


def headline(verdict: Verdict, zone: str, now: datetime) -> str:
    """One or two sentences. `zone` is the IANA name whose clock the lead lives by (`home_zone`)."""
    raise NotImplementedError
