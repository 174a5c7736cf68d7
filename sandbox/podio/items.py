"""Items: create, read, change, delete, find by external id, filter.

Source: developers.podio.com/doc/items. External ids are not unique, as in Podio.
"""

from datetime import datetime
from typing import Any

from aiohttp import web

from sandbox.podio.state import Item, PodioState, Version
from sandbox.podio.values import Invalid, missing_required, read_values
from sandbox.podio.wire import Refused, json_body

MOST = 500
SORTS = ("item_id", "created_on", "last_edit_on")


async def create(podio: PodioState, request: web.Request, token_app: int) -> Any:
    app_id = _app(podio, request, token_app)
    body = await json_body(request)
    values = read_values(podio.apps[app_id], body.get("fields") or {}, podio.title)
    missing = missing_required(podio.apps[app_id], values)
    if missing:
        raise Invalid(missing.external_id, "is required")
    item = Item(next(podio.ids), app_id)
    version = podio.write(item, values, external_id=body.get("external_id"))
    _fire(podio, request, "item.create", item)
    return {"item_id": item.item_id, "title": podio.title_of(item, version)}


async def read(podio: PodioState, request: web.Request, token_app: int) -> Any:
    return _single(podio, *_seen(podio, request, token_app))


async def by_external_id(podio: PodioState, request: web.Request, token_app: int) -> Any:
    app_id = _app(podio, request, token_app)
    wanted = request.match_info["external_id"]
    for item, version in _live(podio, app_id):
        if version.external_id == wanted:
            return _single(podio, item, version)
    raise Refused(404, "not_found", "Object not found")


async def change(podio: PodioState, request: web.Request, token_app: int) -> Any:
    body = await json_body(request)
    return _changed(podio, request, token_app, body)


async def change_values(podio: PodioState, request: web.Request, token_app: int) -> Any:
    return _changed(podio, request, token_app, {"fields": await json_body(request)})


async def delete(podio: PodioState, request: web.Request, token_app: int) -> Any:
    item, _ = _seen(podio, request, token_app)
    podio.write(item, {}, deleted=True)
    _fire(podio, request, "item.delete", item)


async def filter_items(podio: PodioState, request: web.Request, token_app: int) -> Any:
    app_id = _app(podio, request, token_app)
    body = await json_body(request)
    found = _filtered(podio, app_id, body.get("filters") or {})
    sort = body.get("sort_by", "created_on")
    if sort not in SORTS:
        raise Refused(400, "invalid_value", "Unknown sort_by")
    found.sort(key=lambda pair: _sort_key(sort, pair), reverse=bool(body.get("sort_desc", True)))
    first, count = int(body.get("offset", 0)), min(MOST, int(body.get("limit", 30)))
    page = [item_json(podio, *pair) for pair in found[first : first + count]]
    return {"total": len(_live(podio, app_id)), "filtered": len(found), "items": page}


def item_json(podio: PodioState, item: Item, version: Version) -> dict[str, Any]:
    """An item as lists show it."""
    app = podio.apps[item.app_id]
    fields = [
        {
            "field_id": field.field_id,
            "external_id": field.external_id,
            "type": field.type,
            "label": field.label,
            "values": version.values[field.field_id],
        }
        for field in app.fields
        if version.values.get(field.field_id)
    ]
    first = item.versions[0]
    return {
        "item_id": item.item_id,
        "app": {"app_id": app.app_id, "name": app.name},
        "external_id": version.external_id,
        "title": podio.title_of(item, version),
        "fields": fields,
        "created_on": podio_time(first.at),
        "last_event_on": podio_time(version.at),
        "initial_revision": {"revision": 0, "created_on": podio_time(first.at)},
        "current_revision": {"revision": version.revision, "created_on": podio_time(version.at)},
    }


def _single(podio: PodioState, item: Item, version: Version) -> dict[str, Any]:
    """An item read by itself says its labels within `config` (doc/items/get-item-22360)."""
    shown = item_json(podio, item, version)
    for field in shown["fields"]:
        field["config"] = {"label": field.pop("label")}
    return shown


def podio_time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _changed(
    podio: PodioState, request: web.Request, token_app: int, body: dict[str, Any]
) -> dict[str, Any]:
    item, _ = _seen(podio, request, token_app)
    values = read_values(podio.apps[item.app_id], body.get("fields") or {}, podio.title)
    _refuse_conflict(item, body.get("revision"), set(values))
    extra = {"external_id": body["external_id"]} if "external_id" in body else {}
    version = podio.write(item, values, **extra)
    _fire(podio, request, "item.update", item)
    return {"revision": version.revision, "title": podio.title_of(item, version)}


def _refuse_conflict(item: Item, revision: int | None, fields: set[int]) -> None:
    """409 when one of these fields has changed since `revision`."""
    if revision is None:
        return
    base = next((v for v in item.versions if v.revision == revision), None)
    if base is None or any(base.values.get(f) != item.newest.values.get(f) for f in fields):
        raise Refused(409, "conflict", "The item has been changed since this revision")


def _app(podio: PodioState, request: web.Request, token_app: int) -> int:
    app_id = int(request.match_info["app_id"])
    if app_id != token_app:
        raise Refused(403, "forbidden", "The app token is for another app")
    return app_id


def _seen(podio: PodioState, request: web.Request, token_app: int) -> tuple[Item, Version]:
    """The item as reads see it now. 404 when it never was, 410 when it is deleted."""
    item = podio.items.get(int(request.match_info["item_id"]))
    version = item.seen(podio.clock.now()) if item else None
    if item is None or version is None:
        raise Refused(404, "not_found", "Object not found")
    if item.app_id != token_app:
        raise Refused(403, "forbidden", "The app token is for another app")
    if version.deleted:
        raise Refused(410, "gone", "The object has been deleted")
    return item, version


def _live(podio: PodioState, app_id: int) -> list[tuple[Item, Version]]:
    now = podio.clock.now()
    mine = [(i, i.seen(now)) for i in podio.items.values() if i.app_id == app_id]
    return [(item, version) for item, version in mine if version and not version.deleted]


def _filtered(
    podio: PodioState, app_id: int, filters: dict[str, Any]
) -> list[tuple[Item, Version]]:
    """Keys that are understood: last_edit_on and created_on with from and to, both inclusive."""
    found = _live(podio, app_id)
    for key, bounds in filters.items():
        if key not in ("last_edit_on", "created_on"):
            raise Refused(400, "invalid_value", "Unknown filter key")
        since, until = bounds.get("from") or "", bounds.get("to") or "9999"
        found = [pair for pair in found if since <= str(_sort_key(key, pair)) <= until]
    return found


def _sort_key(sort: str, pair: tuple[Item, Version]) -> Any:
    item, version = pair
    if sort == "item_id":
        return item.item_id
    return podio_time(version.at if sort == "last_edit_on" else item.versions[0].at)


def _fire(podio: PodioState, request: web.Request, kind: str, item: Item) -> None:
    if request.query.get("hook") != "false":
        podio.fire(kind, item)
