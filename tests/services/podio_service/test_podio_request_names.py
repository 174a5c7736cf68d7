"""Every request of ours to Podio, its path and the names in its body, against Podio's own pages."""

import re

from services.crm_ports import FollowUp
from tests.services.podio_service.test_podio_crm import ACTIVITY

DOC = "https://developers.podio.com/doc/"
# method, path, names that may stand in the body or query, source
REQUESTS = [
    (
        "POST",
        r"/oauth/token/v2",
        {"grant_type", "client_id", "client_secret", "app_id", "app_token"},
        "https://developers.podio.com/authentication/app_auth",
    ),
    ("GET", r"/app/\d+", set(), DOC + "applications/get-app-22349"),
    ("GET", r"/item/\d+/basic", set(), DOC + "items"),
    (
        "POST",
        r"/item/app/\d+/",
        {"external_id", "fields", "silent"},
        DOC + "items/add-new-item-22362",
    ),
    ("DELETE", r"/item/\d+", set(), DOC + "items/delete-item-22364"),
    (
        "POST",
        r"/item/app/\d+/filter/",
        {"filters", "sort_by", "sort_desc", "limit", "offset", "remember"},
        DOC + "items/filter-items-4496747",
    ),
    (
        "GET",
        r"/item/app/\d+/external_id/.+",
        set(),
        DOC + "items/get-item-by-external-id-19556702",
    ),
    (
        "POST",
        r"/task/item/\d+/",
        {"text", "description", "due_date", "external_id", "silent"},
        DOC + "tasks/create-task-with-reference-22420",
    ),
    ("GET", r"/task/", {"reference", "limit"}, DOC + "tasks/get-tasks-77949"),
    ("DELETE", r"/task/\d+", set(), DOC + "tasks/delete-task-77179"),
    ("POST", r"/hook/app/\d+/", {"url", "type"}, DOC + "hooks"),
    ("GET", r"/hook/app/\d+/", set(), DOC + "hooks"),
    ("POST", r"/hook/\d+/verify/request", set(), DOC + "hooks"),
    (
        "POST",
        r"/hook/\d+/verify/validate",
        {"code"},
        DOC + "hooks",
    ),
    ("DELETE", r"/hook/\d+", set(), DOC + "hooks"),
]


def row_of(entry):
    found = [r for r in REQUESTS if r[0] == entry["method"] and re.fullmatch(r[1], entry["path"])]
    assert found, f"{entry['method']} {entry['path']} has no source"
    return found[0]


def test_every_request_of_ours_has_a_source_and_only_its_names(podio, box):
    item_id = podio.crm.create_activity(ACTIVITY)
    podio.crm.find_activity(ACTIVITY.key)
    task_id = podio.crm.create_task(FollowUp("k", 2001, "Call again", "2026-11-19"))
    podio.crm.find_task("k", lead_item_id=2001)
    podio.crm.delete_task(task_id)
    podio.crm.check()
    podio.crm.written_since("2026-11-18")
    podio.crm.delete_activity(item_id)
    podio.source.fetch(2001)
    list(podio.source.changes("2026-11-18 00:00:00"))
    podio.source.item_ids()
    hook_id = podio.hooks.create("http://127.0.0.1:9/hook", "item.update")
    podio.hooks.ask_again(hook_id)
    podio.hooks.validate(hook_id, box.podio.hooks[hook_id].code)
    podio.hooks.hooks()
    podio.hooks.delete(hook_id)

    met = set()
    for entry in box.podio.log:
        row = row_of(entry)
        names = {*entry["names"], *(pair.partition("=")[0] for pair in entry["query"].split("&"))}
        assert names - {""} <= row[2], row
        assert entry["status"] < 300, entry
        met.add(row[:2])
    assert met == {row[:2] for row in REQUESTS}
