"""The REST API: operation names, methods, paths."""

from functools import partial

from aiohttp import web

from sandbox.carrier.progress import API_VERSION
from sandbox.rest import calls, conferences, participants
from sandbox.rest.access import guarded
from sandbox.world import World

ROOT = f"/{API_VERSION}/Accounts/{{account}}"
ROOM = f"{ROOT}/Conferences/{{sid}}"

TABLE = (
    ("calls.create", "POST", f"{ROOT}/Calls.json", calls.create),
    ("calls.list", "GET", f"{ROOT}/Calls.json", calls.list_all),
    ("calls.fetch", "GET", f"{ROOT}/Calls/{{sid}}.json", calls.fetch_one),
    ("calls.update", "POST", f"{ROOT}/Calls/{{sid}}.json", calls.update),
    ("calls.delete", "DELETE", f"{ROOT}/Calls/{{sid}}.json", calls.remove),
    ("conferences.list", "GET", f"{ROOT}/Conferences.json", conferences.list_all),
    ("conferences.fetch", "GET", f"{ROOM}.json", conferences.fetch_one),
    ("conferences.update", "POST", f"{ROOM}.json", conferences.update),
    ("participants.create", "POST", f"{ROOM}/Participants.json", participants.create),
    ("participants.list", "GET", f"{ROOM}/Participants.json", participants.list_all),
    ("participants.fetch", "GET", f"{ROOM}/Participants/{{call}}.json", participants.fetch_one),
    ("participants.update", "POST", f"{ROOM}/Participants/{{call}}.json", participants.update),
    ("participants.delete", "DELETE", f"{ROOM}/Participants/{{call}}.json", participants.remove),
)


def routes(world: World) -> list[web.RouteDef]:
    return [
        web.route(method, path, guarded(world, operation, partial(handler, world)))
        for operation, method, path, handler in TABLE
    ]
