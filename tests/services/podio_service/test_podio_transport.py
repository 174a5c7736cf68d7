"""The transport against scripted answers: what each failure becomes."""

import sys
import threading
import urllib

import pytest
import requests
import responses
from responses import matchers

from services.domain.errors import CrmOutcomeUnknown, CrmRejected, CrmRetryable
from services.podio_service.app import PodioApp
from services.podio_service.areas import client
from services.podio_service.pausing import Pausing
from services.podio_service.transport import RequestsTransport
from tests.podio_adapter import LEADS
from tests.podio_sandbox import MovableClock

API = "https://api.podio.com"
TOKEN = {"access_token": "A", "expires_in": 28800, "refresh_token": "R"}
PRIVATE = "Maria Delgado +13125550101"


@pytest.fixture
def wire():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.post(f"{API}/oauth/token/v2", json=TOKEN)
        yield mock


@pytest.fixture
def clock():
    return MovableClock()


@pytest.fixture
def transport(clock):
    transport = RequestsTransport(API, LEADS, clock, Pausing(clock))
    yield transport
    transport.close()


def logins(wire):
    return sum(call.request.path_url == "/oauth/token/v2" for call in wire.calls)


def test_an_area_of_pypodio2_speaks_over_our_transport(wire, transport):
    wire.get(
        f"{API}/item/7/basic",
        json={"item_id": 7},
        match=[matchers.header_matcher({"Authorization": "OAuth2 A"})],
    )

    assert client(transport).Item.find(7, basic=True) == {"item_id": 7}


def test_the_name_lent_to_pypodio2_is_taken_back_and_its_transport_never_loaded(transport):
    client(transport)

    assert "urlencode" not in vars(urllib)
    assert "pypodio2.transport" not in sys.modules


def test_a_token_is_asked_for_again_five_minutes_before_it_ends(wire, transport, clock):
    wire.get(f"{API}/item/7/basic", json={"item_id": 7})
    transport.GET(url="/item/7/basic")
    clock.pass_s(28800 - 301)
    transport.GET(url="/item/7/basic")
    assert logins(wire) == 1

    clock.pass_s(2)
    transport.GET(url="/item/7/basic")

    assert logins(wire) == 2


def test_a_refused_token_is_replaced_once_and_no_more(wire, transport):
    wire.get(f"{API}/item/7/basic", status=401, json={"error": "unauthorized"})

    with pytest.raises(CrmRetryable):
        transport.GET(url="/item/7/basic")

    assert logins(wire) == 2
    assert len(wire.calls) == 4


def test_sixteen_threads_log_in_once(wire, transport):
    wire.get(f"{API}/item/7/basic", json={"item_id": 7})
    threads = [
        threading.Thread(target=transport.GET, kwargs={"url": "/item/7/basic"}) for _ in range(16)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert logins(wire) == 1


REFUSED = {"error": "invalid_value", "error_description": PRIVATE}
WAIT = {"error": "rate_limit", "error_description": "Please wait 120 seconds before trying again"}


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        ({"status": 400, "json": REFUSED}, CrmRejected),
        ({"status": 403, "json": REFUSED}, CrmRejected),
        ({"status": 409, "json": REFUSED}, CrmRejected),
        ({"status": 420, "json": WAIT}, CrmRetryable),
        ({"status": 429, "body": PRIVATE}, CrmRetryable),
        ({"status": 500, "json": REFUSED}, CrmOutcomeUnknown),
        ({"status": 502, "body": f"<html>{PRIVATE}</html>"}, CrmOutcomeUnknown),
        ({"status": 200, "body": "<html>"}, CrmOutcomeUnknown),
        ({"status": 302, "headers": {"Location": "https://elsewhere.example"}}, CrmOutcomeUnknown),
        ({"body": requests.ReadTimeout(PRIVATE)}, CrmOutcomeUnknown),
        ({"body": requests.ConnectionError(PRIVATE)}, CrmOutcomeUnknown),
        ({"body": requests.ConnectTimeout(PRIVATE)}, CrmRetryable),
    ],
)
def test_a_failed_write_says_what_is_known_of_it_and_no_value(wire, transport, answer, raised):
    wire.post(f"{API}/item/app/1001/", **answer)

    with pytest.raises(raised) as failure:
        PodioApp(1001, transport).create("key", {1: "x"})

    assert "Maria" not in str(failure.value)
    assert failure.value.__suppress_context__ or failure.value.__context__ is None


@pytest.mark.parametrize("status", [420, 500, 502, 503])
def test_a_failed_read_may_always_be_tried_again(wire, transport, status):
    wire.post(f"{API}/item/app/1001/filter/", status=status, body="no")

    with pytest.raises(CrmRetryable):
        list(PodioApp(1001, transport).pages({}))


def test_a_refused_connection_means_that_nothing_was_sent(clock):
    transport = RequestsTransport("http://127.0.0.1:9", LEADS, clock, Pausing(clock))

    with pytest.raises(CrmRetryable):
        PodioApp(1001, transport).create("key", {1: "x"})

    transport.close()


def test_after_420_nothing_is_sent_until_the_wait_that_podio_named_is_over(wire, transport, clock):
    wire.get(f"{API}/item/7/basic", status=420, json=WAIT)
    wire.get(f"{API}/item/7/basic", json={"item_id": 7})
    with pytest.raises(CrmRetryable) as first:
        transport.GET(url="/item/7/basic")
    clock.pass_s(119)
    with pytest.raises(CrmRetryable) as second:
        transport.GET(url="/item/7/basic")
    assert (first.value.after_s, second.value.after_s, len(wire.calls)) == (120, 1, 2)

    clock.pass_s(1)

    assert transport.GET(url="/item/7/basic") == {"item_id": 7}


def test_five_failures_in_a_row_begin_a_rest(wire, transport, clock):
    wire.get(f"{API}/item/7/basic", status=503)
    for _ in range(6):
        with pytest.raises(CrmRetryable):
            transport.GET(url="/item/7/basic")
    assert len(wire.calls) == 1 + 5

    clock.pass_s(30)
    with pytest.raises(CrmRetryable):
        transport.GET(url="/item/7/basic")

    assert len(wire.calls) == 1 + 6


def test_a_nearly_spent_allowance_is_scarce_for_an_hour(wire, transport, clock):
    headers = {"X-Rate-Limit-Limit": "250", "X-Rate-Limit-Remaining": "24"}
    wire.get(f"{API}/item/7/basic", json={"item_id": 7}, headers=headers)
    transport.GET(url="/item/7/basic")
    assert transport.pausing.scarce()

    clock.pass_s(3600)

    assert not transport.pausing.scarce()


def test_secrets_are_not_in_the_representation_of_a_transport(transport):
    assert "leads-token" not in repr(transport)
    assert "client-secret" not in repr(transport)
