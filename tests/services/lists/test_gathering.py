from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.compliance.facts import (
    Answer,
    Consent,
    ConsentTier,
    DoNotCallScope,
    ListAnswer,
    Place,
    Registration,
)
from services.compliance.judge import judge
from services.compliance.model import CallKind, FindingKind, Purpose, Question
from services.domain.lead import Address, Lead, LeadNumber
from services.domain.times import to_text
from services.gathering_ledger import known_of_ledger
from services.gathering_reading import Asked
from services.seller_file import SellerFile
from services.stores import attempts, consents, wishes
from services.stores.ledgers import Ledgers, Line

CELL = LeadNumber("n1", "+13055550101", "mobile", key="k-1")
HOME = LeadNumber("n2", "+13055550102", "home", key="k-2")
ADDRESS = Address("1 Main St", "Miami", "Florida", "33101-1234")
LIVE = CallKind.LIVE_MANUAL
NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)


def lead(**more):
    given = {
        "numbers": (CELL, HOME), "address": ADDRESS, "attorney": "", "owner_occupied": "no",
        "distress": frozenset(), "fetched_at": NOON,
    }  # fmt: skip
    return Lead(id="lead-1", item_id=1, revision=0, name="Jo Reyes", **(given | more))


@pytest.fixture
def gather(gathering, clock):
    def gather(who=None, number=CELL, kind=LIVE, **more):
        return gathering.gather(who or lead(), number, kind, clock.now(), **more)

    return gather


def tried(main, key, at, call_id):
    permit = {"number_key": key, "call_id": call_id, "kind": LIVE.value, "purpose": ""}
    main.transaction(lambda tx: attempts.count(tx, permit, to_text(at))())


def test_an_address_is_no_finer_than_state_and_three_digits(gather):
    assert gather().address.value == Place("FL", "331", None)
    assert gather(lead(address=Address())).address.value == Place("", "", None)
    odd = Address(state="Ontario", postal_code="K1A 0B1")
    assert gather(lead(address=odd)).address.value == Place("??", "", None)


def test_the_crm_s_mobile_is_believed_and_its_home_proves_nothing(gather):
    assert gather().line_type.value == "mobile"
    assert gather(number=HOME).line_type.value is None
    known = LeadNumber("n3", "+13055550103", "home", line_type="landline", key="k-3")
    assert gather(number=known).line_type.value == "landline"


@pytest.mark.parametrize(
    ("firm", "answer"), [(None, None), ("", Answer.NO), ("Lee & Co", Answer.YES)]
)
def test_a_firm_on_record_is_an_attorney_and_no_field_is_unknown(gather, firm, answer):
    assert gather(lead(attorney=firm)).attorney.value is answer
    assert "Lee" not in repr(gather(lead(attorney=firm)))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", Answer.YES),
        ("No", Answer.NO),
        ("unknown", Answer.UNKNOWN),
        (None, None),
        ("?", None),
    ],
)
def test_who_lives_there_is_read_or_unknown(gather, text, answer):
    assert gather(lead(owner_occupied=text)).owner_occupied.value is answer


def test_attempts_count_over_all_numbers_of_the_person_but_for_this_call(gather, main, clock):
    now = clock.now()
    tried(main, "k-1", now, "a" * 32)
    tried(main, "k-2", now + timedelta(seconds=1), "b" * 32)
    assert len(gather().attempts.value) == 2
    assert [one.at for one in gather(except_call="b" * 32).attempts.value] == [now]


def test_attempts_to_a_number_that_the_crm_has_replaced_still_count(
    gather, main, clock, number_index
):
    number_index.note("+13055550199", "call:" + "a" * 32, "lead:lead-1")
    tried(main, number_index.key("+13055550199"), clock.now(), "a" * 32)
    assert len(gather().attempts.value) == 1


def test_a_call_counts_once_however_often_its_permit_is_used(gather, main, clock):
    for _ in range(3):
        tried(main, "k-1", clock.now(), "a" * 32)
    assert len(gather().attempts.value) == 1


def test_the_attempts_of_a_month_are_kept_however_many_and_fifty_however_old(gather, main, clock):
    today = clock.now()
    for n in range(60):
        tried(main, "k-1", today - timedelta(days=40) + timedelta(minutes=n), f"old-{n}")
    assert len(gather().attempts.value) == 60
    for n in range(20):
        tried(main, "k-1", today + timedelta(minutes=n), f"new-{n}")
    assert len(gather().attempts.value) == 50
    for n in range(40):
        tried(main, "k-1", today + timedelta(hours=1, minutes=n), f"newer-{n}")
    assert len(gather().attempts.value) == 60


def test_attempts_are_unknown_when_a_number_cannot_be_looked_up(gather):
    keyless = LeadNumber("n4", "+13055550104")
    assert gather(lead(numbers=(CELL, keyless))).attempts.value is None


def test_the_lists_are_asked_for_this_number(gather, do_not_call, put):
    put("305,5550101")
    do_not_call.set(
        lead=lead(), number=HOME.e164, person_wide=False, actor="user:u1", cause="c", source="key"
    )
    assert gather().national_list.value.answer is ListAnswer.LISTED
    assert gather().national_list.as_of == datetime(2026, 11, 1, tzinfo=UTC)
    assert gather().company_do_not_call.value is DoNotCallScope.NONE
    assert gather(number=HOME).national_list.value.answer is ListAnswer.CLEAR
    assert gather(number=HOME).company_do_not_call.value is DoNotCallScope.NUMBER


def test_consents_are_those_of_the_number(gather, main, clock):
    given = Consent(ConsentTier.WRITTEN, clock.now(), None, True, "web form 3")
    main.transaction(lambda tx: consents.add(tx, "k-1", given)())
    assert gather().consents.value == (given,)
    assert gather(number=HOME, kind=CallKind.SMS).consents.value == ()
    ended = clock.now()
    main.transaction(lambda tx: consents.revoke_all(tx, "k-1", ended)())
    assert gather(kind=CallKind.SMS).consents.value[0].revoked_at == ended


def test_a_number_that_is_none_is_gathered_and_denied(gather, clock):
    broken = LeadNumber("n5", None, "work")
    facts = gather(lead(numbers=(broken,)), broken)
    question = Question(LIVE, Purpose.TELEMARKETING, None, clock.now())
    assert facts.national_list.value is None
    assert not judge(question, facts).allowed


def test_a_lead_of_whom_all_is_known_may_be_called(gather, clock, put, selling):
    put("305,5559999")
    put("305,5559999", list_name="state-fl")
    put("305,5559999", list_name="litigator")
    florida = Registration("FL", NOON.date() - timedelta(days=90), bonded=True)
    here = SellerFile("0" * 64, "us", (florida,), places=frozenset({"FL"}))
    selling.take(here, actor="operator")
    selling.confirm(actor="operator")
    question = Question(LIVE, Purpose.TELEMARKETING, CELL.e164, clock.now())
    assert judge(question, gather()).allowed


def test_a_lead_whom_the_crm_has_not_confirmed_for_a_day_is_denied_and_named(gather, clock):
    question = Question(LIVE, Purpose.TELEMARKETING, CELL.e164, clock.now())
    verdict = judge(question, gather(lead(fetched_at=NOON - timedelta(hours=30))))
    said = [f.reason for f in verdict.objections]
    assert "Cannot know: the lead was last confirmed with Podio 30 h ago; refresh it." in said


def test_facts_hold_no_name_no_number_and_no_street(gather):
    said = repr(gather())
    assert not any(word in said for word in ("Jo Reyes", "5550101", "Main St", "Miami", "33101"))


def wished(main, *said, flags=()):
    at = "2026-11-01T00:00:00.000000Z"
    for scope, key in said:
        row = wishes.Restriction(scope, key, at)
        main.transaction(lambda tx, row=row: wishes.restrict(tx, "lead:lead-1", row)())
    for flag in flags:
        main.transaction(
            lambda tx, flag=flag: wishes.flag(tx, "lead:lead-1", wishes.Flag(flag, at))()
        )


def test_not_at_work_binds_the_number_on_which_it_was_said(gather, main):
    wished(main, ("work", CELL.key), ("sunday", CELL.key))

    assert gather(number=CELL).told_us.value.restrictions == {"work", "sunday"}
    assert gather(number=HOME).told_us.value.restrictions == {"sunday"}
    office = LeadNumber("n3", "+13055550103", "Work", key="k-3")
    assert gather(number=office).told_us.value.restrictions == {"work", "sunday"}


def test_an_attorney_whom_the_person_named_is_one(gather, main):
    assert gather().attorney.value is Answer.NO
    wished(main, flags=["attorney", "cease"])

    assert gather().attorney.value is Answer.YES
    assert gather().told_us.value.flags == {"attorney", "cease"}


def test_a_flag_that_a_person_of_ours_has_lifted_stands_no_more(gather, main):
    wished(main, flags=["dispute"])
    wishes.Wishes(main).lift("lead:lead-1", "dispute", at="2026-11-02T00:00:00.000000Z")

    assert gather().told_us.value.flags == frozenset()


def test_an_attempt_where_the_person_works_says_so(gather, main, clock):
    office = LeadNumber("n3", "+13055550103", " Work ", key="k-3")
    who = lead(numbers=(CELL, HOME, office))
    for key in ("k-1", "k-2", "k-3"):
        tried(main, key, clock.now(), key)
    assert [one.at_work for one in gather(who).attempts.value] == [False, False, True]

    wished(main, ("work", CELL.key))
    assert [one.at_work for one in gather(who).attempts.value] == [True, False, True]


def test_the_limits_at_work_bind_a_live_call(gather, main, clock):
    office = LeadNumber("n3", "+16175550103", "work", key="k-3")
    who = lead(numbers=(office,), address=Address(state="MA"))
    for n in range(3):
        tried(main, "k-3", clock.now(), str(n))
    facts = gather(who, office, purpose=Purpose.DEBT)
    found = judge(Question(LIVE, Purpose.DEBT, office.e164, clock.now()), facts).findings
    (limit,) = [one for one in found if one.rule == "ST-MA-DEBT-WORK"]
    assert limit.finding is FindingKind.DENY


def test_an_attorney_whom_the_person_named_is_by_our_records(gather, main):
    wished(main, flags=["attorney"])

    assert gather().attorney.source == "our records"
    assert gather(lead(attorney="Lee & Co")).attorney.source == "Podio"


def test_a_document_that_nobody_read_is_no_answer(gathering, clock):
    asked = Asked(lead(), CELL, LIVE, clock.now())
    known = replace(gathering.reading.of(asked, ()), found={})

    with pytest.raises(KeyError):
        known.of_number("revocations", asked)
    with pytest.raises(KeyError):
        known_of_ledger(asked, known, gathering.accounts)


def test_a_line_that_was_looked_up_last_week_leaves_the_lead_as_young_as_it_is(gather, main, clock):
    line = Line(HOME.key, NOON.date() - timedelta(days=7), "lookup", "landline")
    Ledgers(main).change("lead:lead-1", lambda ledger: replace(ledger, lines=(line,)))
    verdict = judge(
        Question(LIVE, Purpose.TELEMARKETING, HOME.e164, clock.now()), gather(number=HOME)
    )

    (age,) = [one for one in verdict.findings if one.rule == "LEAD-AGE"]
    assert age.finding is FindingKind.ALLOW
