"""Around the items: the app's schema, hooks, tasks, comments.

Sources: developers.podio.com/doc/applications, /doc/hooks, /doc/tasks, /doc/comments.
"""

from typing import Any

from aiohttp import web

from sandbox.podio.hooks import Hook
from sandbox.podio.items import podio_time
from sandbox.podio.state import PodioState
from sandbox.podio.wire import Refused, json_body

HOOK_TYPES = ("item.create", "item.update", "item.delete", "app.update")


async def schema(podio: PodioState, request: web.Request, token_app: int) -> Any:
    app = podio.apps.get(int(request.match_info["app_id"]))
    if app is None or app.app_id != token_app:
        raise Refused(403, "forbidden", "The app token is for another app")
    return app.as_json()


async def create_hook(podio: PodioState, request: web.Request, token_app: int) -> Any:
    body = await json_body(request)
    if body.get("type") not in HOOK_TYPES or not str(body.get("url", "")).startswith("http"):
        raise Refused(400, "invalid_value", "A hook has a url and a known type")
    ref = (request.match_info["ref_type"], int(request.match_info["ref_id"]))
    hook = Hook(next(podio.ids), ref, body["url"], body["type"])
    podio.hooks[hook.hook_id] = hook
    podio.sender.verify(hook)
    return {"hook_id": hook.hook_id}


async def list_hooks(podio: PodioState, request: web.Request, token_app: int) -> Any:
    ref = (request.match_info["ref_type"], int(request.match_info["ref_id"]))
    return [hook.as_json() for hook in podio.hooks.values() if hook.ref == ref]


async def request_verification(podio: PodioState, request: web.Request, token_app: int) -> Any:
    podio.sender.verify(_hook(podio, request))


async def validate_hook(podio: PodioState, request: web.Request, token_app: int) -> Any:
    hook = _hook(podio, request)
    if (await json_body(request)).get("code") != hook.code:
        raise Refused(400, "invalid_value", "The code is wrong")
    hook.active = True


async def delete_hook(podio: PodioState, request: web.Request, token_app: int) -> Any:
    del podio.hooks[_hook(podio, request).hook_id]


def _hook(podio: PodioState, request: web.Request) -> Hook:
    hook = podio.hooks.get(int(request.match_info["hook_id"]))
    if hook is None:
        raise Refused(404, "not_found", "Object not found")
    return hook


async def create_task(podio: PodioState, request: web.Request, token_app: int) -> Any:
    body = await json_body(request)
    if not isinstance(body.get("text"), str) or not body["text"]:
        raise Refused(400, "invalid_value", "A task has a text", field="text")
    ref = (request.match_info["ref_type"], int(request.match_info["ref_id"]))
    if ref[0] != "item" or podio.title(ref[1]) is None:
        raise Refused(404, "not_found", "Object not found")
    task_id, now = next(podio.ids), podio.clock.now()
    kept = {
        key: body.get(key) for key in ("text", "description", "due_date", "due_on", "external_id")
    }
    task = {"task_id": task_id, "status": "active", "ref": {"type": ref[0], "id": ref[1]}} | kept
    podio.tasks[task_id] = task | {"created_on": podio_time(now), "seen_from": _lagged(podio)}
    return task


async def list_tasks(podio: PodioState, request: web.Request, token_app: int) -> Any:
    """By `reference=item:<id>`; one of the narrowing filters is compulsory, as in Podio."""
    kind, _, ref_id = request.query.get("reference", "").partition(":")
    if kind != "item" or not ref_id.isdigit():
        raise Refused(400, "invalid_value", "At least one filter is needed")
    ref, now = {"type": kind, "id": int(ref_id)}, podio.clock.now().timestamp()
    seen = [t for t in podio.tasks.values() if t["ref"] == ref and t["seen_from"] <= now]
    return [{key: value for key, value in t.items() if key != "seen_from"} for t in seen]


async def delete_task(podio: PodioState, request: web.Request, token_app: int) -> Any:
    """204; a task that is gone is not found."""
    if podio.tasks.pop(int(request.match_info["task_id"]), None) is None:
        raise Refused(404, "not_found", "Object not found")


def _lagged(podio: PodioState) -> float:
    return podio.clock.now().timestamp() + podio.faults.lag_s


async def create_comment(podio: PodioState, request: web.Request, token_app: int) -> Any:
    ref = {"type": request.match_info["ref_type"], "id": int(request.match_info["ref_id"])}
    comment_id, body = next(podio.ids), await json_body(request)
    comment = {"comment_id": comment_id, "value": body.get("value"), "ref": ref}
    podio.comments[comment_id] = comment | {"external_id": body.get("external_id")}
    return comment


async def list_comments(podio: PodioState, request: web.Request, token_app: int) -> Any:
    ref = {"type": request.match_info["ref_type"], "id": int(request.match_info["ref_id"])}
    return [c for c in podio.comments.values() if c["ref"] == ref]
