"""`flask compliance replay | changes | propose | what-if`: decisions proved and compared."""

import pytest
from law import clear, question
from web_shell import settings_of

from services.compliance.facts_house import HouseRule
from services.judging import decision_body
from services.ports import Deed, Personal
from services.rulebooks import RULEBOOKS

CALLS = ("a" * 32, "b" * 32)
DALLAS = "+12145550144"
NO_TEXAS = HouseRule("no-texas", "We do not call Texas.", states=frozenset({"TX"}), never=True)


@pytest.fixture
def flask(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["compliance", *words])


@pytest.fixture
def decided(services, clock):
    """One call a day."""
    for day, call_id in enumerate(CALLS):
        at = clock.now()
        verdict = services.rulebook.judge(question(DALLAS, at), clear(DALLAS, at))
        named = {"number": Personal(f"lead:l{day}", DALLAS)}
        services.trail.append(
            Deed(
                f"call:{call_id}", "call.judged", decision_body(verdict), actor="user:u1",
                cause="judged", personal=named,
            )
        )  # fmt: skip
        clock.pass_by(days=1)


def test_every_decision_replays_to_the_same_bytes(flask, decided):
    done = flask("replay", "--all")
    assert done.exit_code == 0
    assert [line.split("  ") for line in done.stdout.splitlines()] == [
        [f"{call_id}-0", "same"] for call_id in reversed(CALLS)
    ]
    assert "2 same" in done.stderr


def test_one_call_one_decision_and_one_day_are_replayed(flask, decided):
    for words in (
        (CALLS[0],),
        ("--decision", f"{CALLS[0]}-0"),
        ("--since", "2026-11-18", "--until", "2026-11-18"),
    ):
        done = flask("replay", *words)
        assert (done.exit_code, done.stdout) == (0, f"{CALLS[0]}-0  same\n"), words


def test_an_erased_person_is_told_and_is_no_failure(flask, decided, services):
    services.vault.erase("lead:l1")
    done = flask("replay", "--all")
    assert done.exit_code == 0
    assert f"{CALLS[1]}-0  facts erased, record intact" in done.stdout


def test_a_rulebook_that_somebody_took_away_fails(flask, decided, app, services):
    books = services.rulebook.books
    books.documents.transaction(lambda tx: tx.delete(RULEBOOKS, services.rulebook.own()))
    done = flask("replay", "--all")
    assert done.exit_code == 1
    assert "rulebook missing" in done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 2), (("--all", CALLS[0]), 2), (("f" * 32,), 1), (("--decision", "no"), 1)],
)
def test_an_order_that_names_nothing_is_refused(flask, decided, words, code):
    assert flask("replay", *words).exit_code == code


def test_nothing_to_replay_is_said(flask):
    done = flask("replay", "--all")
    assert done.exit_code == 0 and "no decision to replay" in done.stderr


def test_changes_are_listed_with_who_and_since_when(flask, services, clock):
    services.rulebook.releases.bring()
    services.rulebook.changes.propose_rules((NO_TEXAS,), "user:u1", cause="p")
    shown = flask("changes").output
    assert f"  1  {services.rulebook.own()[:12]}    IN FORCE  by house, house" in shown
    assert "  2  1 house rules   proposed  by user:u1" in shown


def test_this_releases_rulebook_can_be_proposed_before_it_is_deployed(flask, services):
    assert "Nothing is in force yet" in flask("propose").output
    services.rulebook.releases.bring()
    said = f"Proposal 2: rulebook {services.rulebook.own()[:12]}.\n"
    assert flask("propose").output == said
    assert flask("propose").output == said


def test_what_would_change_is_told_and_why(flask, decided, services):
    change = services.rulebook.changes.propose_rules((NO_TEXAS,), "user:u1", cause="p")
    told = flask("what-if", "--proposal", str(change.number), "--record")
    assert told.exit_code == 0
    assert "2 decisions: 2 now denied." in told.stdout
    assert "2 adds HOUSE-NO-TEXAS" in told.stdout
    assert len(services.rulebook.changes.history().changes[change.number].runs) == 1

    told = flask("what-if", "--proposal", str(change.number))
    assert f"{CALLS[0]}-0  now denied  +HOUSE-NO-TEXAS" in told.stdout


def test_the_version_in_force_changes_nothing(flask, decided, services):
    told = flask("what-if", "--version", services.rulebook.own()[:8], "--since", "2026-11-01")
    assert told.stdout == "2 decisions: 2 same.\n"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--version", "ffff"),
        ("--proposal", "9"),
        ("--version", "a", "--proposal", "1"),
        ("--version", "a", "--record"),
    ],
)
def test_a_comparison_with_nothing_is_refused(flask, decided, words):
    assert flask("what-if", *words).exit_code != 0


def test_releases_adopt_themselves_on_this_machines_address_alone(values):
    with pytest.raises(ValueError, match="RULEBOOK_ADOPTS"):
        settings_of({**values, "RULEBOOK_ADOPTS": "true"})
    here = {**values, "RULEBOOK_ADOPTS": "true", "PUBLIC_URL": "http://127.0.0.1:8000"}
    assert settings_of(here).rulebook_adopts
