"""An auditor's story and search as the pages show them. Times are UTC: the log's own."""

from collections.abc import Callable

from api.views import assistant_words, times
from api.views.audit import AuditCall, Hit, LedgerRow, Mark, Step, TalkLedger
from api.views.call_rows import Names
from api.views.verdict_card import recorded_row
from services.assistant_story import Disclosed, TalkTold
from services.domain.story import Proof, ProofState, Story, StoryHit
from services.domain.story import Step as RecordStep

TONES = {ProofState.VERIFIED: "may", ProofState.YOUNGER: "notice", ProofState.DAMAGED: "not"}
HOUSE = {
    "carrier": "Phone company",
    "house": "Cleardial",
    "tick": "The minute's check",
    "crm": "Podio",
    "outbox": "Cleardial",
    "assistant": "Assistant",
}
SOURCES = {"gather": "heard by the phone company", "relay": "heard by ConversationRelay"}
LANGUAGES = {"en": "English", "es": "Spanish"}
VersionOf = Callable[[str, str], int | None]
TOLD_BY_TURNS = frozenset({"Said"})  # opened and shown in words
TOLD = frozenset(
    {
        "Acknowledgements",
        "Asking price",
        "Expires at",
        "Forms",
        "In force from",
        "Motivation",
        "Next action on",
        "Notes",
        "Number",
        "Reason",
        "Receipt",
    }
)


def mark(proof: Proof) -> Mark:
    return Mark(TONES[proof.state], proof.words)


BESIDE = {
    "lead": "Beside the calls to {}",
    "number": "A number that called us",
    "refusals": "Permits refused to {}",
    "texts": "What the assistant says: {}",
    "playbook": "Whether the assistant may call: {}",
    "rulebook": "What judges every call",
    "seller": "What the seller is, and what is proclaimed where it calls",
    "reassigned_numbers": "Answers of the Reassigned Numbers Database",
}


def audit_chain(story: Story, names: Names) -> AuditCall:
    """Records beside the calls, told as a call's are."""
    return audit_call(story, "", names, _titled(story.subject, names))


def audit_call(
    story: Story,
    lead: str,
    names: Names,
    title: str = "",
    *,
    talk: TalkTold | None = None,
    version_of: VersionOf = lambda playbook, sha: None,
) -> AuditCall:
    """`version_of(playbook, sha)`: which words have this hash, see `OrgTexts.version_of`."""
    first, last = story.steps[0], story.steps[-1]
    called = f"Call to {lead}" if lead else "A call to somebody who was erased"
    return AuditCall(
        title=title or called,
        summary=f"{_day(first.at)}, {_clock(first.at)} to {_clock(last.at)} UTC, "
        f"{len(story.steps)} records",
        subject=story.subject,
        steps=tuple(_step(step, names, talk) for step in story.steps),
        proof=mark(story.proof),
        talk=_ledger(talk, version_of) if talk else None,
    )


def _ledger(talk: TalkTold, version_of: VersionOf) -> TalkLedger:
    rows = tuple(
        _ledger_row(told, version_of(talk.playbook, told.sha)) for told in talk.disclosures
    )
    heard = SOURCES.get(talk.source, talk.source)
    name = assistant_words.playbook(talk.playbook)
    return TalkLedger(name, talk.version, talk.sha256, heard, rows)


def _ledger_row(told: Disclosed, version: int | None) -> LedgerRow:
    completed = "" if told.completed is None else times.talk(told.completed)
    label, started = assistant_words.label(told.id), times.talk(told.started)
    words = {None: "of another release", 0: "as they come with us"}
    language = LANGUAGES.get(told.language, told.language)
    which = words.get(version, f"your version {version}")
    return LedgerRow(label, told.sha, which, language, started, completed)


def _step(step: RecordStep, names: Names, talk: TalkTold | None = None) -> Step:
    turn = talk.turns.get(step.seq) if talk else None
    told = TOLD_BY_TURNS if turn else frozenset()
    return Step(
        seq=step.seq,
        at=_clock(step.at),
        title=step.sentence,
        who=who(step.actor, names),
        facts=tuple((f.label, f.text) for f in step.facts if f.label in TOLD),
        rest=tuple((f.label, f.text) for f in step.facts if f.label not in TOLD | told),
        turn=turn,
        findings=tuple(recorded_row(finding) for finding in step.findings),
        mark=mark(step.proof),
        tone=_tone(step),
        hash=step.hash,
    )


def who(actor: str, names: Names) -> str:
    kind, _, user_id = actor.partition(":")
    return (names.agent(user_id) or "Somebody erased") if kind == "user" else HOUSE.get(kind, kind)


def _tone(step: RecordStep) -> str:
    if not step.findings:
        return ""
    bad = any(f["finding"] in ("deny", "unknown") for f in step.findings)
    return "not" if bad else "may"


def hit(found: StoryHit, names: Names) -> Hit:
    lead = names.lead(found.lead_id) or "somebody who was erased"
    allowed = found.verdict == "allow"
    return Hit(
        title=f"{who(found.actor, names)} asked to call {lead}",
        text=found.sentence,
        at=f"{_day(found.at)} {_clock(found.at)[:8]} UTC",
        href=f"/audit/calls/{found.call_id}",
        tone="may" if allowed else "not",
    )


def beside(found: StoryHit, names: Names) -> Hit:
    """What stands beside the calls: a request not to be called, a permit refused."""
    return Hit(
        title=_titled(found.subject, names),
        text=found.sentence,
        at=f"{_day(found.at)} {_clock(found.at)[:8]} UTC",
        href=f"/audit/chains/{found.subject}",
        tone="not",
    )


def _titled(subject: str, names: Names) -> str:
    kind, _, id_ = subject.partition(":")
    if kind == "rulebook":
        return BESIDE[kind]
    if kind in ("texts", "playbook"):
        return BESIDE[kind].format(assistant_words.playbook(id_))
    name = names.agent(id_) if kind == "refusals" else names.lead(id_)
    return BESIDE[kind].format(name or "somebody who was erased")


def _day(at: str) -> str:
    return at[:10]


def _clock(at: str) -> str:
    """`20:44:01.120`"""
    return at[11:23]
