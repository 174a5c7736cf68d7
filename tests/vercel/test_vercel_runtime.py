"""The real runtime: raw paths, the forwarded scheme, signatures, log lines."""

import http.client
import itertools
import json
from urllib.parse import urlencode, urlsplit

import pytest
from twilio.request_validator import RequestValidator
from web_shell import environment

pytestmark = pytest.mark.timeout(600)  # the first run lays a venv
PUBLIC = "https://dialer.example"
COUNT = itertools.count(1)


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    firestore = {"STORE": "firestore", "FIRESTORE_PROJECT": "cleardial-test"}
    return {**environment(tmp_path_factory.mktemp("unused")), **firestore}


def ask(shim, method, target, *, body="", headers=None):
    """One request as Vercel's edge sends it; the target goes out byte for byte."""
    edge = {
        "Host": "dialer.example",
        "X-Forwarded-Host": "dialer.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.7",
        "X-Vercel-Internal-Invocation-Id": f"i{next(COUNT)}",
        "X-Vercel-Internal-Request-Id": str(next(COUNT)),
    }
    connection = http.client.HTTPConnection(urlsplit(shim.url).netloc, timeout=30)
    connection.request(method, target, body, {**edge, **(headers or {})})
    response = connection.getresponse()
    content = response.read().decode()
    connection.close()
    shim.ended.get(timeout=10)
    return response, content


def signed(values, target, fields):
    token = values["TWILIO_AUTH_TOKEN"]
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": RequestValidator(token).compute_signature(PUBLIC + target, fields),
    }


def test_a_page_is_served_with_a_secure_cookie(shim):
    response, page = ask(shim, "GET", "/sign-in")

    assert response.status == 200
    assert "<h1>Sign in</h1>" in page
    assert response.getheader("Set-Cookie").startswith("__Host-cleardial=")
    assert "Secure" in response.getheader("Set-Cookie")


@pytest.mark.parametrize("target", ["/sign%2Din", "/static/icon%2Esvg", "/static/css%2Fbase.css"])
def test_a_path_is_decoded_once(shim, target):
    assert ask(shim, "GET", target)[0].status == 200
    assert ask(shim, "GET", target.replace("%", "%25"))[0].status in (401, 404)


@pytest.mark.parametrize("target", ["/a%00b", "/a%FFb", "/health?a=%00"])
def test_what_is_no_clean_text_is_refused(shim, target):
    assert ask(shim, "GET", target)[0].status == 400


@pytest.mark.parametrize(
    "target",
    [
        "/webhooks/twilio/incoming",
        "/webhooks/twilio/incomin%67",
        "/webhooks/twilio/incoming?a=%C3%A9&b=c+d",
    ],
)
def test_the_carrier_is_known_by_the_path_as_it_was_sent(shim, values, target):
    fields = {
        "AccountSid": values["TWILIO_ACCOUNT_SID"],
        "CallSid": "CA" + "1" * 32,
        "From": "+13125550142",
        "To": "+13125550100",
        "CallerName": "é + &",
    }
    body, headers = urlencode(fields), signed(values, target, fields)

    response, twiml = ask(shim, "POST", target, body=body, headers=headers)
    assert response.status == 200
    assert "Prairie Home Buyers" in twiml

    elsewhere, _ = ask(shim, "POST", target + "x", body=body, headers=headers)
    assert elsewhere.status in (403, 404, 401)
    unsigned = {"Content-Type": headers["Content-Type"]}
    assert ask(shim, "POST", target, body=body, headers=unsigned)[0].status == 403


def test_the_host_that_an_edge_names_counts_for_nothing(shim, values):
    target, fields = "/webhooks/twilio/incoming", {"AccountSid": values["TWILIO_ACCOUNT_SID"]}
    token = values["TWILIO_AUTH_TOKEN"]
    forged = RequestValidator(token).compute_signature("https://evil.example" + target, fields)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": forged,
        "Host": "evil.example",
        "X-Forwarded-Host": "evil.example",
    }

    assert ask(shim, "POST", target, body=urlencode(fields), headers=headers)[0].status == 403


def test_metrics_are_not_kept_in_a_function(shim, values):
    bearer = {"Authorization": f"Bearer {values['CRON_SECRET']}"}

    assert ask(shim, "GET", "/metrics")[0].status == 401
    assert ask(shim, "GET", "/metrics", headers=bearer)[0].status == 404


def test_a_line_is_one_json_object_without_what_was_asked(shim):
    """The runtime adds an access line of its own, path and all, as Vercel's edge does anyway."""
    shim.logs.clear()
    ask(shim, "GET", "/canary-path?canary-query", headers={"User-Agent": "canary-agent"})
    ours = [line for line in shim.logs if " HTTP/1.1" not in line]

    assert {"event": "request", "route": None, "status": 404}.items() <= json.loads(
        ours[-1]
    ).items()
    assert "canary" not in str(ours)
