"""Which path does what. Podio minds slashes: lists end in one, single things do not."""

from collections.abc import Callable

from aiohttp import web

from sandbox.podio import apps, items
from sandbox.podio.control import control_routes
from sandbox.podio.oauth import token_route
from sandbox.podio.seed import seed
from sandbox.podio.state import PodioState
from sandbox.podio.wire import Work, endpoint, faulty

ITEM = r"/item/{item_id:\d+}"
APP_ITEMS = r"/item/app/{app_id:\d+}/"
HOOK = r"/hook/{hook_id:\d+}"
REF = r"{ref_type:[a-z_]+}/{ref_id:\d+}/"


def routes(podio: PodioState, *, seeded: bool = True) -> list[web.RouteDef]:
    """Podio's API and `/control/podio/...`, over the invented leads unless `seeded` is False."""
    if seeded:
        seed(podio)

    def on(method: str, path: str, work: Work, *, heavy: bool = False) -> web.RouteDef:
        return web.route(method, path, endpoint(podio, work, heavy=heavy))

    grant = faulty(podio, token_route(podio))
    return [
        web.post("/oauth/token", grant),
        web.post("/oauth/token/v2", grant),
        on("GET", r"/app/{app_id:\d+}", apps.schema),
        on("POST", APP_ITEMS, items.create),
        on("POST", APP_ITEMS + "filter/", items.filter_items, heavy=True),
        on("GET", APP_ITEMS + "external_id/{external_id}", items.by_external_id),
        on("GET", ITEM, items.read),
        on("GET", ITEM + "/basic", items.read),
        on("PUT", ITEM, items.change),
        on("PUT", ITEM + "/value", items.change_values),
        on("DELETE", ITEM, items.delete),
        on("POST", "/hook/" + REF, apps.create_hook),
        on("GET", "/hook/" + REF, apps.list_hooks),
        on("POST", HOOK + "/verify/request", apps.request_verification),
        on("POST", HOOK + "/verify/validate", apps.validate_hook),
        on("DELETE", HOOK, apps.delete_hook),
        *_around_items(on),
        *control_routes(podio),
    ]


def _around_items(on: Callable[[str, str, Work], web.RouteDef]) -> list[web.RouteDef]:
    return [
        on("POST", "/task/" + REF, apps.create_task),
        on("GET", "/task/", apps.list_tasks),
        on("DELETE", r"/task/{task_id:\d+}", apps.delete_task),
        on("POST", "/comment/" + REF, apps.create_comment),
        on("GET", "/comment/" + REF, apps.list_comments),
    ]
