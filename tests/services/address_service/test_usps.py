"""The postal service's answers, from a stub on loopback; the table where they fail."""

import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from services.address_ports import PostalAddress
from services.address_service.usps import Usps

OAK = PostalAddress("412 West Oak Street", "60610")
FOUND = {
    "address": {
        "streetAddress": "412 W OAK ST", "secondaryAddress": None, "city": "CHICAGO",
        "state": "IL", "ZIPCode": "60610", "ZIPPlus4": "2411",
    },
    "addressAdditionalInfo": {"DPVConfirmation": "Y"},
}  # fmt: skip


@dataclass
class Office:
    """What the stub answers, and what it was asked."""

    answer: object = field(default_factory=lambda: FOUND)
    status: int = 200
    delay_s: float = 0
    tokens: int = 0
    lifetime: int = 3600
    asked: list = field(default_factory=list)


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def usps(office):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert said == {
                "client_id": "id", "client_secret": "secret", "grant_type": "client_credentials"
            }  # fmt: skip
            office.tokens += 1
            self.say(200, {"access_token": f"t{office.tokens}", "expires_in": office.lifetime})

        def do_GET(self):
            time.sleep(office.delay_s)
            office.asked.append((parse_qs(urlsplit(self.path).query), self.headers))
            self.say(office.status, office.answer)

        def say(self, status, body):
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            with suppress(BrokenPipeError):  # nobody waits any more
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = Usps(f"http://127.0.0.1:{server.server_port}", "id", "secret")
    yield client
    client.session.close()
    server.shutdown()
    server.server_close()


def test_an_address_comes_back_as_the_service_writes_it(usps, office):
    checked = usps.check(OAK)

    assert checked.standard == "412 W OAK ST, CHICAGO, IL 60610-2411"
    assert (checked.deliverable, checked.state, checked.source) == (True, "IL", "usps")
    query, headers = office.asked[0]
    assert query["state"] == ["IL"]  # by the ZIP, which the caller has said
    assert headers["Authorization"] == "Bearer t1"


def test_one_token_serves_many_addresses(usps, office):
    for _ in range(3):
        usps.check(OAK)

    assert office.tokens == 1


def test_a_token_is_renewed_before_it_ends_and_after_a_401(usps, office):
    office.lifetime = 60
    usps.check(OAK)
    usps.check(OAK)
    assert office.tokens == 2
    office.lifetime, office.status = 3600, 401
    usps.check(OAK)
    office.status = 200
    usps.check(OAK)

    assert office.tokens == 4


def test_an_address_where_nothing_is_delivered_says_so(usps, office):
    office.answer = FOUND | {"addressAdditionalInfo": {"DPVConfirmation": "N"}}

    assert usps.check(OAK).deliverable is False


@pytest.mark.parametrize("answer", [b"no json", b"[]", b"{}", {"address": {}}, b""])
def test_an_answer_that_is_none_falls_back_to_the_table(usps, office, answer):
    office.answer = answer

    assert (usps.check(OAK).source, usps.check(OAK).state) == ("zip_table", "IL")


@pytest.mark.parametrize("status", [400, 404, 429, 500, 302])
def test_a_refusal_falls_back_to_the_table(usps, office, status):
    office.status = status

    assert usps.check(OAK).source == "zip_table"


def test_a_slow_service_is_not_waited_for(usps, office):
    office.delay_s = 3
    began = time.monotonic()

    assert usps.check(OAK).source == "zip_table"
    assert time.monotonic() - began < 1.5


def test_a_service_that_is_gone_falls_back_to_the_table():
    gone = Usps("http://127.0.0.1:9", "id", "secret")

    assert gone.check(OAK).source == "zip_table"
    gone.session.close()
