"""A relay's socket under Vercel's own runtime: it opens, speaks and closes as in a container."""

import base64
import hmac
import json

import pytest
import simple_websocket
from web_shell import environment

pytestmark = pytest.mark.timeout(600)  # the first run lays a venv
PATH = "/webhooks/twilio/relay/" + "c" * 32


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    firestore = {"STORE": "firestore", "FIRESTORE_PROJECT": "cleardial-test"}
    own = environment(tmp_path_factory.mktemp("unused"))
    return {**own, **firestore, "ASSISTANT_TRANSPORT": "relay"}


def test_a_signed_socket_opens_speaks_and_closes(shim, values):
    url = "wss://dialer.example" + PATH
    mac = hmac.digest(values["TWILIO_AUTH_TOKEN"].encode(), url.encode(), "sha1")
    edge = {
        "X-Forwarded-Host": "dialer.example",
        "X-Forwarded-Proto": "https",
        "X-Vercel-Internal-Invocation-Id": "i1",
        "X-Vercel-Internal-Request-Id": "1",
        "X-Twilio-Signature": base64.b64encode(mac).decode(),
    }
    ws = simple_websocket.Client.connect(shim.url.replace("http", "ws") + PATH, headers=edge)
    ws.send(json.dumps({"type": "dtmf", "digit": "1"}))

    with pytest.raises(simple_websocket.ConnectionClosed) as closed:
        ws.receive(timeout=20)

    assert (closed.value.reason, closed.value.message) == (1008, "setup comes first")
