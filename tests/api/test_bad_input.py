"""Whatever is sent, nothing breaks, and no answer quotes what was sent."""

import json
import re
from io import BytesIO

import pytest
from flask import Blueprint
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, ValidationError
from web_shell import Browser

from api.auth import anyone
from api.parsing import body, form
from api.schemas.calls import RecordDisposition
from services.domain.user import Role

CANARY = "canary-5551234"


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lead_id: str
    notes: list[str] = []


@pytest.fixture
def client(app):
    bp = Blueprint("shaped", __name__, url_prefix="/shaped")
    bp.before_request(anyone)
    bp.add_url_rule(
        "/json", view_func=lambda: body(Order).model_dump(), methods=["POST"], endpoint="j"
    )
    bp.add_url_rule(
        "/form", view_func=lambda: form(Order).model_dump(), methods=["POST"], endpoint="f"
    )
    bp.add_url_rule("/<what>", view_func=lambda what: {"what": what}, endpoint="w")
    bp.record_once(lambda state: state.app.extensions["machines"].add("shaped"))
    app.register_blueprint(bp)
    return app.test_client()


def posted(client, content, content_type="application/json", path="/shaped/json"):
    return client.post(path, data=content, content_type=content_type)


@pytest.mark.parametrize("depth", [500, 1_500, 5_000, 20_000])
def test_a_body_that_is_nested_too_deep_is_refused(client, monkeypatch, depth):
    """Python 3.13 reads what only later recursion chokes on."""
    deep = []
    for _ in range(depth):
        deep = [deep]
    monkeypatch.setattr(json, "loads", lambda *_, **__: {"lead_id": "a", "notes": deep})

    assert posted(client, b"{}").status_code == 400


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        (b"", ["body"]),
        (b"{", ["body"]),
        (b"[]", ["body"]),
        (b"null", ["body"]),
        (b"NaN", ["body"]),
        (b"\xff\xfe", ["body"]),
        (b'{"lead_id": "\xff"}', ["body"]),
        (b"[" * 50_000, ["body"]),
        (b"9" * 5_000, ["body"]),
        (b"{}", ["lead_id"]),
        (b'{"lead_id": 1}', ["lead_id"]),
        (b'{"lead_id": "canary-5551234\\u0000"}', ["lead_id"]),
        (b'{"lead_id": "canary-5551234\\ud800"}', ["lead_id"]),
        (b'{"lead_id": "a", "notes": ["b", "\\u0000"]}', ["notes"]),
        (b'{"lead_id": "a", "notes": {"deep": ["\\udfff"]}}', ["deep"]),
        (b'{"lead_id": "a", "more": 1}', ["more"]),
        (b'{"lead_id": "a", "<b>canary-5551234": 1}', ["a field"]),
        (b'{"lead_id": "a", "\\u0000": 1}', ["body"]),
    ],
)
def test_malformed_json_is_refused_by_the_names_of_its_fields(client, content, fields):
    response = posted(client, content)

    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert response.json["fields"] == fields
    assert CANARY not in response.text


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        ("lead_id=%00", ["lead_id"]),
        ("lead_id=%ED%A0%80", ["form"]),
        ("lead_id=%FF", ["form"]),
        ("lead_id=é".encode(), ["form"]),
        ("&".join(f"f{n}=1" for n in range(500)), ["form"]),
        ("", ["lead_id"]),
        ("lead_id=a&more=canary-5551234", ["more"]),
    ],
)
def test_a_malformed_form_is_refused_by_the_names_of_its_fields(client, content, fields):
    response = posted(client, content, "application/x-www-form-urlencoded", "/shaped/form")

    assert response.status_code == 400
    assert response.json["fields"] == fields
    assert CANARY not in response.text


def test_a_form_is_taken_as_it_came(client):
    response = posted(
        client, "lead_id=+a%20&lead_id=b", "application/x-www-form-urlencoded", "/shaped/form"
    )

    assert response.json["lead_id"] == " a "


@pytest.mark.parametrize("path", ["/shaped/%00", "/shaped/%FF", "/shaped/%ED%A0%80", "/nowhere%00"])
def test_a_path_that_is_no_clean_text_is_refused(client, path):
    response = client.get(path)

    assert response.status_code == 400
    assert response.json["fields"] == ["path"]


@pytest.mark.parametrize("query", ["a=%00", "a=%FF", "%FF=a"])
def test_a_query_that_is_no_clean_text_is_refused(client, query):
    assert client.get(f"/health?{query}").status_code == 400


def test_json_under_another_name_is_not_json(client):
    assert posted(client, b'{"lead_id": "a"}', "text/plain").status_code == 415


@pytest.mark.parametrize(
    ("path", "content_type", "most"),
    [
        ("/shaped/json", "application/json", 64 * 1024),
        ("/shaped/form", "application/x-www-form-urlencoded", 1024 * 1024),
        ("/webhooks/twilio/voice", "application/x-www-form-urlencoded", 64 * 1024),
        ("/internal/tick", "application/octet-stream", 64 * 1024),
    ],
)
def test_an_oversized_body_is_refused_before_it_is_read(client, path, content_type, most):
    assert posted(client, b"a" * (most + 1), content_type, path).status_code == 413
    assert posted(client, b"a" * most, content_type, path).status_code != 413


def test_an_oversized_body_that_hides_its_length_is_refused(client):
    response = client.post(
        "/shaped/json",
        input_stream=BytesIO(b"a" * 70_000),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert response.status_code == 413


METHODS = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
TYPES = st.sampled_from(
    ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
HEADERS = st.dictionaries(
    st.sampled_from(["Accept", "Authorization", "X-Twilio-Signature", "Range", "If-None-Match"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30),
)
PLACE = st.text(max_size=12) | st.binary(max_size=12).map(lambda b: "".join(f"%{c:02X}" for c in b))


@pytest.fixture
def browsers(app, people):
    """Somebody unknown, then one of each role with the token of his pages."""
    found = [(Browser(app), {})]
    for role in Role:
        browser = Browser(app)
        browser.sign_in(f"{role}@people.example")
        found.append((browser, {"X-CSRF-Token": browser.token()}))
    return found


@settings(
    max_examples=600,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_input_makes_a_500(app, client, browsers, data):
    """Every rule of the application, odd placeholders, odd bodies, as anybody and as each role."""
    rules = sorted({rule.rule for rule in app.url_map.iter_rules()} - {"/sign-out"})
    browser, token = data.draw(st.sampled_from(browsers))
    rule = data.draw(st.sampled_from(rules))
    path = "".join(
        data.draw(PLACE).replace("/", "") or "x" if part.startswith("<") else part
        for part in _parts(rule)
    )
    response = browser.client.open(
        path.replace("?", "%3F").replace("#", "%23"),
        method=data.draw(METHODS),
        query_string=data.draw(st.text(max_size=12)),
        data=data.draw(
            st.binary(max_size=200) | st.sampled_from([b"{}", b"[]", b"a=b", b'{"a":1}'])
        ),
        content_type=data.draw(TYPES),
        headers=data.draw(HEADERS) | token,
        base_url=browser.base,
    )
    assert response.status_code < 500 or response.status_code == 503


def _parts(rule):
    return [part for part in re.split(r"(<[^>]+>)", rule) if part]


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    email=st.text(max_size=300),
    password=st.text(max_size=40),
    following=st.text(max_size=40),
)
def test_no_sign_in_form_makes_a_500(app, people, email, password, following):
    browser = Browser(app)
    response = browser.sign_in(email, password, next=following)

    assert response.status_code in (400, 401, 429)


@pytest.mark.parametrize("price", ["\u0661\u0662", "1,000", "-1", "1e5", "1.234", ""])
def test_an_asking_price_has_digits_that_every_reader_knows(price):
    with pytest.raises(ValidationError):
        RecordDisposition(code="no_answer", asking_price=price)
