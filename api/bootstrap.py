"""Composition root: Settings -> adapters -> Services. This file and its `bootstrap_*` parts, one
per story, are the only ones that know every adapter.

Adapters are imported where they are built, so that importing the application stays cheap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from api import (
    bootstrap_assistant,
    bootstrap_audit,
    bootstrap_bulk,
    bootstrap_calls,
    bootstrap_consents,
    bootstrap_crm,
    bootstrap_facts,
    bootstrap_model,
    bootstrap_pages,
    bootstrap_people,
    bootstrap_relay,
    bootstrap_rulebook,
    bootstrap_stores,
    bootstrap_turns,
)
from api.container import Services

if TYPE_CHECKING:
    from api.bootstrap_calls import CallRooms, Ground
    from api.bootstrap_crm import Crm
    from api.bootstrap_facts import FactRooms
    from api.bootstrap_pages import Pages
    from api.bootstrap_people import Called, SignIns
    from api.bootstrap_rulebook import RulebookRooms
    from api.bootstrap_stores import Stores
    from config import Settings
    from services.background import Job
    from services.checkpoints import Checkpoints
    from services.health import Health, Probe
    from services.inspection import Inspection
    from services.ports import Clock, Documents
    from services.sessions import Sessions

PROBE_S = 2.0


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def build(settings: Settings, clock: Clock, *, rehearsal: bool) -> Services:
    from services.background import Background

    stores = bootstrap_stores.build(settings, clock, rehearsal=rehearsal)
    main, trail, checkpoints = stores.main, stores.trail, stores.checkpoints
    staff = bootstrap_people.sign_ins(settings, stores, clock)
    called = bootstrap_people.called(settings, stores, clock)
    rulebook = bootstrap_rulebook.build(stores, clock, adopts=settings.rulebook_adopts)
    ground = bootstrap_calls.Ground(
        *(settings, main, trail, stores.vault, clock, called.leads, called.numbers, rulebook.judge)
    )
    facts = bootstrap_facts.build(ground, called)
    calls = bootstrap_calls.build(ground, called.do_not_call, facts.gathering)
    talking = _talking(ground, called, calls, stores.audit)
    own = _jobs(checkpoints, staff.sessions, calls.inspection, rulebook)
    background = Background(main, (*own, *talking.jobs), clock)
    rooms = (
        *(staff, called, facts, calls, *talking.rooms),
        bootstrap_audit.build(ground, checkpoints, staff.users),
        _pages(ground, facts, stores, staff),
        bootstrap_bulk.build(ground, called, facts.gathering),
    )
    return Services(
        clock=clock,
        trail=trail,
        vault=stores.vault,
        health=_health(settings, stores, background.age_s, talking.crm.crm_fitness.expect_none),
        checkpoints=checkpoints,
        background=background,
        rulebook=rulebook,
        close=partial(_close, *talking.closing, rulebook.close, stores.close),
        **{name: verb for room in rooms for name, verb in vars(room).items()},
    )


def _pages(ground: Ground, facts: FactRooms, stores: Stores, staff: SignIns) -> Pages:
    read = (stores.audit, stores.trail, stores.checkpoints, staff.users)
    return bootstrap_pages.build(ground, facts.gathering, bootstrap_pages.Archive(*read))


@dataclass(frozen=True)
class Talking:
    """The CRM, the model and the assistants: what talks to the world beside a call itself."""

    crm: Crm
    rooms: tuple[object, ...]
    jobs: tuple[Job, ...]
    closing: tuple[Callable[[], None], ...]


def _talking(ground: Ground, called: Called, calls: CallRooms, audit: Documents) -> Talking:
    from services.background import Job

    settle, stop = calls.call_book.settle, called.do_not_call
    model, close_model = bootstrap_model.build(ground.settings, ground.clock)
    on = bootstrap_turns.TurnGround(ground, calls.call_book, stop, model.understanding)
    turns = bootstrap_turns.build(on)
    others = bootstrap_turns.deliverers(on, turns)
    crm, crm_jobs, close_crm = bootstrap_crm.build(ground, stop, settle, others)
    lines = bootstrap_assistant.build_lines(ground, calls, turns)
    relay = bootstrap_relay.build(ground, calls, turns, lines)
    kept = bootstrap_consents.build(ground, crm.lead_sync)
    again = bootstrap_consents.jobs(ground, kept, audit)
    talks = Job("talks", timedelta(seconds=5), lines.assistant_endings.end_all, urgent=True)
    return Talking(
        crm=crm,
        rooms=(crm, model, turns, lines, relay, kept),
        jobs=(talks, *crm_jobs, *bootstrap_turns.jobs(turns), *again),
        closing=(close_crm, close_model),
    )


def _close(*closing: Callable[[], None]) -> None:
    for close in closing:
        close()


def _jobs(
    checkpoints: Checkpoints, sessions: Sessions, inspection: Inspection, rulebook: RulebookRooms
) -> tuple[Job, ...]:
    """What the tick does, in this order; each one rests for its time."""
    from services.background import Job

    return (
        Job("calls", timedelta(seconds=5), inspection.inspect_all, urgent=True),
        Job("checkpoint", timedelta(seconds=60), checkpoints.catch_up),
        Job("rulebook_force", timedelta(seconds=60), lambda _: rulebook.changes.settle()),
        Job("rulebook", timedelta(hours=1), lambda _: rulebook.releases.bring()),
        Job("old_sessions", timedelta(hours=1), lambda _: sessions.sweep()),
    )


def _health(
    settings: Settings,
    stores: Stores,
    tick_age_s: Callable[[], int | None],
    expect_fields: Callable[[], None],
) -> Health:
    from services.health import Health

    def audit() -> None:
        stores.audit.get("checkpoints", "0")
        stores.recording_clock.now()

    def crm() -> None:
        expect_fields()
        _reach(settings.podio_api_url)

    probes: dict[str, Probe] = {
        "store": lambda: stores.main.get("leases", "tick"),
        "audit": audit,
        "carrier": partial(_reach, settings.twilio_api_url),
        "crm": crm,
    }
    return Health(probes, tick_age_s)


def _reach(url: str) -> None:
    """Any answer will do; no key is sent."""
    import requests

    requests.head(url, timeout=PROBE_S, allow_redirects=False).close()
