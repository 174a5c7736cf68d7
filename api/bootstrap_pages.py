"""The composition root's part for what pages read. Only bootstrap.py imports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.bootstrap_calls import Ground
    from services.assistant_story import AssistantStory
    from services.audit_story import AuditStory
    from services.audit_trail import Trail
    from services.calling_queue import CallingQueue
    from services.checkpoints import Checkpoints
    from services.gathering import Gathering
    from services.outlook import Outlooks
    from services.people import People
    from services.ports import Documents
    from services.users import Users


@dataclass(frozen=True)
class Pages:
    outlooks: Outlooks
    calling_queue: CallingQueue
    audit_story: AuditStory
    assistant_story: AssistantStory
    people: People


@dataclass(frozen=True)
class Archive:
    """What the auditor's pages read."""

    audit: Documents
    trail: Trail
    checkpoints: Checkpoints
    users: Users


def build(ground: Ground, gathering: Gathering, archive: Archive) -> Pages:
    from services.assistant_story import AssistantStory
    from services.audit_proof import AuditProof
    from services.audit_search import AuditSearch
    from services.audit_story import AuditStory
    from services.calling_queue import CallingQueue
    from services.outlook import Outlooks
    from services.people import People
    from services.stores.calls import Calls

    outlooks = Outlooks(gathering, ground.judge)
    trail = archive.trail
    proof = AuditProof(archive.checkpoints)
    search = AuditSearch(archive.audit, trail, ground.index)
    return Pages(
        outlooks=outlooks,
        calling_queue=CallingQueue(ground.leads, outlooks, ground.clock),
        audit_story=AuditStory(trail, proof, search, Calls(ground.main)),
        assistant_story=AssistantStory(trail),
        people=People(ground.leads, archive.users),
    )
