"""The adapter against the sandbox's Podio: activities, tasks, the check of the settings."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sandbox.podio.faults import Fault
from services.crm_ports import Activity, FollowUp
from services.domain.errors import CrmOutcomeUnknown, CrmRejected, CrmRetryable
from services.podio_service.crm import PodioCrm
from tests.podio_adapter import ACTIVITY_FIELDS, LEAD_FIELDS

ACTIVITY = Activity(
    key="cleardial-1",
    lead_item_id=2001,
    title="No Answer: Maria Delgado",
    at=datetime(2026, 11, 18, 16, 0, tzinfo=UTC),
    duration_s=0,
    recording_url=None,
    disposition="no_answer",
    notes="",
    motivation=None,
    next_action_on=None,
    asking_price=None,
)
TASK = FollowUp("cleardial-task-1", 2001, "Call again", "2026-11-19")


def test_an_activity_is_found_by_its_key_and_by_no_other(podio):
    item_id = podio.crm.create_activity(ACTIVITY)

    assert podio.crm.find_activity("cleardial-1") == item_id
    assert podio.crm.find_activity("cleardial-2") is None
    assert podio.crm.find_activity("odd / key?&'") is None


def test_podio_itself_does_not_refuse_a_second_item_of_the_same_key(podio, box):
    podio.crm.create_activity(ACTIVITY)
    podio.crm.create_activity(ACTIVITY)

    assert len(box.activities()) == 2


def test_a_written_item_is_not_seen_before_the_lag_is_over(podio, box, clock):
    box.podio.faults.lag_s = 10
    item_id = podio.crm.create_activity(ACTIVITY)
    assert podio.crm.find_activity("cleardial-1") is None

    clock.pass_s(10)

    assert podio.crm.find_activity("cleardial-1") == item_id


def test_a_task_hangs_on_its_lead_and_is_found_there(podio):
    task_id = podio.crm.create_task(TASK)

    assert podio.crm.find_task(TASK.key, lead_item_id=2001) == task_id
    assert podio.crm.find_task(TASK.key, lead_item_id=2002) is None
    assert podio.crm.find_task("another", lead_item_id=2001) is None


def test_a_task_is_found_where_podio_keeps_no_external_id_of_it(podio, box):
    task_id = podio.crm.create_task(TASK)
    box.podio.tasks[task_id]["external_id"] = None

    assert podio.crm.find_task(TASK.key, lead_item_id=2001) == task_id


def test_a_lead_that_is_gone_is_named_as_the_cause(podio, box):
    box.podio.write(box.podio.items[2001], {}, deleted=True)

    with pytest.raises(CrmRejected, match="lead_gone"):
        podio.crm.create_activity(ACTIVITY)
    with pytest.raises(CrmRejected, match="lead_gone"):
        podio.crm.create_task(TASK)

    assert podio.crm.create_activity(replace(ACTIVITY, lead_item_id=None))


def test_a_refused_value_is_rejected_and_not_quoted(podio):
    odd = replace(ACTIVITY, asking_price="a lot")

    with pytest.raises(CrmRejected, match="invalid_value") as failure:
        podio.crm.create_activity(odd)

    assert "a lot" not in str(failure.value)


def test_a_reply_that_never_comes_leaves_the_outcome_unknown(podio, box):
    podio.crm.create_activity(replace(ACTIVITY, key="cleardial-0"))
    box.podio.faults.queue.append(Fault(path="^/item/app/1002/$", mode="drop_reply"))

    with pytest.raises(CrmOutcomeUnknown):
        podio.crm.create_activity(ACTIVITY)

    assert podio.crm.find_activity("cleardial-1") is not None


def test_past_the_allowance_every_call_waits_as_long_as_podio_says(podio, box, clock):
    box.podio.limits.general = 3
    with pytest.raises(CrmRetryable) as refused:
        for _ in range(5):
            podio.crm.find_activity("cleardial-1")
    assert refused.value.after_s == 300
    asked = len(box.podio.log)

    with pytest.raises(CrmRetryable):
        podio.crm.find_activity("cleardial-1")

    assert len(box.podio.log) == asked


def test_an_expired_token_is_replaced_without_anybody_noticing(podio, box):
    podio.crm.find_activity("cleardial-1")
    box.podio.tokens.clear()

    assert podio.crm.find_activity("cleardial-1") is None


def test_a_wrong_app_token_is_waited_out_not_buried(podio, box):
    object.__setattr__(box.podio.apps[1002], "token", "another")

    with pytest.raises(CrmRetryable) as refused:
        podio.crm.find_activity("cleardial-1")

    assert refused.value.after_s == 900


def test_settings_that_fit_the_apps_have_no_problem(podio):
    assert podio.crm.check() == []


def test_each_setting_that_does_not_fit_is_named(podio):
    lead = {k: v for k, v in LEAD_FIELDS.items() if k != "owner_occupied"} | {"phone": 271001}
    activity = {k: v for k, v in ACTIVITY_FIELDS.items() if k != "notes"} | {
        "motivation": 272006,
        "duration": 999,
    }
    crm = PodioCrm(podio.leads, podio.calls, lead | {"shoe_size": 1}, activity)

    problems = crm.check()

    assert set(problems) == {
        "PODIO_LEAD_FIELDS lacks owner_occupied.",
        "PODIO_LEAD_FIELDS knows no shoe_size.",
        "phone: field 271001 must be of type phone or tel.",
        "PODIO_ACTIVITY_FIELDS lacks notes.",
        "duration: the app has no field 999.",
        "motivation: the field has no option High.",
        "motivation: the field has no option Medium.",
        "motivation: the field has no option Low.",
        "motivation: the field has no option Unknown.",
    }
    assert not any("token" in problem for problem in problems)
