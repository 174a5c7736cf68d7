"""A call's story as an auditor reads it: what happened, in words, and how far it is proved."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ProofState(StrEnum):
    VERIFIED = "verified"  # listed in a checkpoint whose signature holds
    YOUNGER = "younger"  # sound in its chain, younger than the last checkpoint
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Proof:
    """`words` is a sentence for people. `signed_at` is an instant as text."""

    state: ProofState
    words: str
    checkpoint: int | None = None
    signed_at: str | None = None


@dataclass(frozen=True)
class Fact:
    """`text` is the opened value of a person when `personal`; it is "erased" when his key is
    gone."""

    label: str
    text: str
    personal: bool = False


@dataclass(frozen=True)
class Step:
    """One record. `findings` are a judgement's, as recorded: rule, jurisdiction, finding, reason,
    citation {section, url}, inputs. `at` is an instant as text; `actor` is as recorded."""

    seq: int
    record_id: str
    at: str
    actor: str
    action: str
    sentence: str
    facts: tuple[Fact, ...]
    findings: tuple[dict[str, Any], ...]
    proof: Proof
    hash: str


@dataclass(frozen=True)
class Story:
    """`proof` is the worst of its steps'. `call_id` is "" for another chain than a call's."""

    call_id: str
    subject: str
    steps: tuple[Step, ...]
    proof: Proof


@dataclass(frozen=True)
class StoryHit:
    """One call of a search's answer, or one record beside the calls: then `call_id` is "".
    `sentence` says what was judged, or happened; `at` is when, as text."""

    call_id: str
    at: str
    actor: str
    verdict: str  # allow, deny, or "" when it was never judged
    sentence: str
    lead_id: str
    rules: tuple[str, ...]  # the rules that objected
    subject: str = ""  # the record's chain
