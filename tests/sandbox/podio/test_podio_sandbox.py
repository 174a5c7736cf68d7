"""The sandbox's Podio keeps Podio's manners: tokens, slashes, refusals, revisions, hooks."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import requests
import yaml

from tests.podio_sandbox import running_podio

APP = {"grant_type": "app", "client_id": "client", "client_secret": "client-secret"}
LEADS = APP | {"app_id": 1001, "app_token": "leads-token"}
CALLS = APP | {"app_id": 1002, "app_token": "calls-token"}
SEEDS = Path("sandbox/leads.yaml")
LISTS = Path("sandbox/dnc")


@pytest.fixture
def http():
    with requests.Session() as session:
        yield session


@pytest.fixture
def speak(box, http):
    """(method, path, JSON, grant) -> (status, JSON)."""

    def call(method, path, body=None, *, grant=LEADS):
        token = http.post(f"{box.url}/oauth/token/v2", json=grant).json()["access_token"]
        headers = {"Authorization": f"OAuth2 {token}"}
        answer = http.request(method, box.url + path, json=body, headers=headers)
        is_json = "json" in answer.headers.get("Content-Type", "")
        return answer.status_code, answer.json() if is_json else None

    return call


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/token/v2"])
def test_a_token_is_given_for_the_right_secret_and_no_other(box, http, path):
    form = path == "/oauth/token"

    def ask(grant):
        return http.post(box.url + path, **({"data": grant} if form else {"json": grant}))

    granted = ask(LEADS)
    assert granted.json()["token_type"] == "bearer"
    assert granted.json()["ref"] == {"type": "app", "id": 1001}
    assert ask(LEADS | {"app_token": "no"}).json()["error"] == "invalid_grant"
    assert ask(LEADS | {"client_secret": "no"}).status_code == 400
    refresh = {"grant_type": "refresh_token", "refresh_token": granted.json()["refresh_token"]}
    assert ask(APP | refresh).status_code == 200


def test_without_a_token_or_with_an_old_one_nothing_is_shown(box, http, clock):
    token = http.post(f"{box.url}/oauth/token/v2", json=LEADS).json()["access_token"]
    headers = {"Authorization": f"OAuth2 {token}"}
    assert http.get(f"{box.url}/item/2001").status_code == 401
    assert http.get(f"{box.url}/item/2001", headers=headers).status_code == 200

    clock.pass_s(28800)

    late = http.get(f"{box.url}/item/2001", headers=headers)
    assert (late.status_code, late.json()["error_description"]) == (401, "expired_token")


def test_an_app_sees_its_own_items_only(speak):
    assert speak("GET", "/item/2001", grant=CALLS)[0] == 403
    assert speak("GET", "/app/1001", grant=CALLS)[0] == 403
    assert speak("POST", "/item/app/1001/filter/", {}, grant=CALLS)[0] == 403


def test_slashes_are_minded(speak):
    assert speak("POST", "/item/app/1001/filter", {})[0] == 404
    assert speak("GET", "/item/2001/")[0] == 404


def test_a_deleted_item_is_gone_and_an_unknown_one_not_found(speak):
    assert speak("DELETE", "/item/2001") == (204, None)

    assert speak("GET", "/item/2001")[0] == 410
    assert speak("GET", "/item/99")[0] == 404


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"no-such-field": 1}, "no-such-field"),
        ({"title": 5}, "title"),
        ({"disposition": 99}, "disposition"),
        ({"duration": "a minute"}, "duration"),
        ({"date": "tomorrow"}, "date"),
        ({"asking-price": 5}, "asking-price"),
        ({"lead": 99}, "lead"),
        ({"title": ["a", "b"]}, "title"),
    ],
)
def test_a_value_that_does_not_fit_its_field_is_refused_by_name(speak, fields, named):
    status, body = speak(
        "POST", "/item/app/1002/", {"fields": {"title": "x"} | fields}, grant=CALLS
    )

    assert (status, body["error"], body["error_parameters"]) == (
        400,
        "invalid_value",
        {"field": named},
    )


def test_a_required_field_must_be_there(speak):
    status, body = speak("POST", "/item/app/1002/", {"fields": {}}, grant=CALLS)

    assert (status, body["error_parameters"]) == (400, {"field": "title"})


def test_a_calculated_field_cannot_be_written(speak):
    assert speak("PUT", "/item/2001", {"fields": {"days-listed": 3}})[0] == 400


def test_a_stale_revision_conflicts_only_where_it_changed(speak):
    assert speak("PUT", "/item/2001", {"fields": {"score": 1}})[1]["revision"] == 1

    assert speak("PUT", "/item/2001", {"revision": 0, "fields": {"score": 2}})[0] == 409
    assert speak("PUT", "/item/2001", {"revision": 0, "fields": {"name": "M"}})[1]["revision"] == 2


def test_an_empty_list_clears_a_field_and_it_is_absent_when_read(speak):
    speak("PUT", "/item/2001/value", {"score": []})

    _, item = speak("GET", "/item/2001")

    assert "score" not in [field["external_id"] for field in item["fields"]]
    assert {"field_id", "external_id", "type", "config", "values"} == set(item["fields"][0])


def test_a_filter_pages_sorts_and_reads_the_last_edit(speak, clock):
    clock.pass_s(60)
    speak("PUT", "/item/2010", {"fields": {"score": 1}})
    since = {"filters": {"last_edit_on": {"from": "2026-11-18 16:00:30"}}}

    _, edited = speak("POST", "/item/app/1001/filter/", since)
    _, page = speak(
        "POST",
        "/item/app/1001/filter/",
        {"sort_by": "item_id", "sort_desc": False, "limit": 2, "offset": 1},
    )

    assert [item["item_id"] for item in edited["items"]] == [2010]
    assert (page["total"], [item["item_id"] for item in page["items"]]) == (25, [2002, 2003])
    assert page["items"][0]["fields"][0]["label"] == "Owner name"
    assert speak("POST", "/item/app/1001/filter/", {"filters": {"phone": "x"}})[0] == 400


def test_both_allowances_are_told_and_past_one_every_call_is_refused(box, http):
    box.podio.limits.heavy = 1
    token = http.post(f"{box.url}/oauth/token/v2", json=LEADS).json()["access_token"]
    headers = {"Authorization": f"OAuth2 {token}"}
    first = http.post(f"{box.url}/item/app/1001/filter/", json={}, headers=headers)
    assert first.headers["X-Rate-Limit-Limit"] == "1"
    assert first.headers["X-Rate-Limit-Remaining"] == "0"

    second = http.post(f"{box.url}/item/app/1001/filter/", json={}, headers=headers)
    other = http.get(f"{box.url}/item/2001", headers=headers)

    assert (second.status_code, other.status_code) == (420, 420)
    assert "wait 300 seconds" in other.json()["error_description"]


def test_ids_of_one_run_are_never_given_out_by_the_next(clock):
    with running_podio(clock, seeded=False) as first:
        given = [next(first.podio.ids) for _ in range(5)]
    time.sleep(0.02)  # far less than any restart takes
    with running_podio(clock, seeded=False) as second:
        assert next(second.podio.ids) > max(given)


class Ear(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append((self.path, self.headers["Content-Type"], parse_qs(body)))
        self.send_response(500)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def ear():
    server = HTTPServer(("127.0.0.1", 0), Ear)
    server.heard = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_hook_is_verified_fires_when_active_and_is_never_sent_again(speak, box, ear):
    url = f"http://127.0.0.1:{ear.server_port}/hooks?tenant=one"
    _, made = speak("POST", "/hook/app/1001/", {"url": url, "type": "item.update"})
    box.idle()
    path, content_type, form = ear.heard.pop()
    assert (path, content_type) == ("/hooks", "application/x-www-form-urlencoded")
    assert (form["type"], form["tenant"]) == (["hook.verify"], ["one"])

    speak("PUT", "/item/2001", {"fields": {"score": 1}})
    box.idle()
    assert ear.heard == []

    validate = f"/hook/{made['hook_id']}/verify/validate"
    assert speak("POST", validate, {"code": "wrong"})[0] == 400
    assert speak("POST", validate, {"code": form["code"][0]})[0] == 204
    speak("PUT", "/item/2001", {"fields": {"score": 2}})
    speak("PUT", "/item/2001?hook=false", {"fields": {"score": 3}})
    box.podio.faults.drop_hooks = True
    speak("PUT", "/item/2001", {"fields": {"score": 4}})
    box.idle()

    ((_, _, event),) = ear.heard  # it answered 500, and nobody tried again
    assert (event["item_id"], event["item_revision_id"]) == (["2001"], ["2"])


def test_comments_and_tasks_hang_on_their_item(speak):
    assert speak("POST", "/comment/item/2001/", {"value": "hello"})[0] == 200
    assert [c["value"] for c in speak("GET", "/comment/item/2001/")[1]] == ["hello"]
    assert speak("POST", "/task/item/99/", {"text": "x"})[0] == 404
    assert speak("POST", "/task/item/2001/", {})[0] == 400
    assert speak("GET", "/task/")[0] == 400


def test_the_control_interface_orders_faults_and_edits_as_a_person_would(speak, box, http):
    control = f"{box.url}/control/podio"
    order = {"faults": [{"method": "GET", "path": "^/item/2001$", "status": 503}], "lag_s": 2}
    assert http.post(f"{control}/faults", json=order).json()["lag_s"] == 2
    assert speak("GET", "/item/2001")[0] == 503
    assert speak("GET", "/item/2001")[0] == 200
    assert http.post(f"{control}/faults", json={"mood": "bad"}).status_code == 400
    assert http.post(f"{control}/faults", json={"faults": [{"mode": "?"}]}).status_code == 400
    assert http.delete(f"{control}/faults").status_code == 204

    made = http.post(f"{control}/items", json={"fields": {"name": "New", "tier": "HOT"}}).json()
    edited = http.put(f"{control}/items/{made['item_id']}", json={"fields": {"tier": "WARM"}})
    bad = http.put(f"{control}/items/{made['item_id']}", json={"fields": {"tier": "LUKEWARM"}})
    listed = http.get(f"{control}/items?app=leads").json()

    assert (edited.json(), bad.status_code) == ({"revision": 1}, 400)
    assert [i["title"] for i in listed if i["item_id"] == made["item_id"]] == ["New"]
    assert http.delete(f"{control}/items/{made['item_id']}").status_code == 204
    assert http.get(f"{control}/items?app=calls").json() == []
    assert http.get(f"{control}/tasks").json() == []


def test_twenty_five_invented_leads_have_numbers_that_are_nobodys():
    leads = yaml.safe_load(SEEDS.read_text())["leads"]
    numbers = re.findall(r"\d{3}[-.) ]+(\d{3})[-.](\d{4})\b", SEEDS.read_text())

    assert [lead["item_id"] for lead in leads] == list(range(2001, 2026))
    assert len(numbers) >= 25
    assert all(prefix == "555" and line.startswith("01") for prefix, line in numbers)


def test_every_area_code_of_a_lead_has_a_list_but_one_and_one_list_is_too_old():
    rows = {
        row["area_code"]: row
        for row in yaml.safe_load((LISTS / "manifest.yaml").read_text())["lists"]
    }
    called = set(re.findall(r"(\d{3})[-.) ]+555[-.]01\d\d\b", SEEDS.read_text())) - {"800"}

    assert called - set(rows) == {"907"}
    assert [code for code, row in rows.items() if row["age_days"] > 31] == ["505"]
    listed = {line for row in rows.values() for line in (LISTS / row["file"]).read_text().split()}
    assert {"601,5550104", "401,5550106", "415,5550108"} <= listed


def test_each_behaviour_of_a_callee_is_among_the_leads():
    leads = str(yaml.safe_load(SEEDS.read_text()))
    endings = set(re.findall(r"555[-.]01(\d\d)\b", leads))

    assert endings == {f"{n:02d}" for n in (*range(1, 10), *range(11, 17))}


def test_the_settings_name_fields_that_the_apps_have():
    from sandbox.podio.schema import CALL_FIELDS, LEAD_FIELDS, field_settings

    named = {i for text in field_settings().values() for i in json.loads(text).values()}

    assert named <= {field.field_id for field in (*LEAD_FIELDS, *CALL_FIELDS)}
