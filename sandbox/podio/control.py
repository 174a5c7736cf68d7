"""What no Podio has: faults on demand, and a person who edits items by hand."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from sandbox.podio.items import item_json
from sandbox.podio.state import Item, PodioState
from sandbox.podio.values import Invalid, read_values


def control_routes(podio: PodioState) -> list[web.RouteDef]:
    control = Control(podio)
    base = "/control/podio"
    return [
        web.post(f"{base}/faults", control.order),
        web.delete(f"{base}/faults", control.calm),
        web.get(f"{base}/faults", control.faults),
        web.get(f"{base}/items", control.items),
        web.post(f"{base}/items", control.create),
        web.put(base + r"/items/{item_id:\d+}", control.edit),
        web.delete(base + r"/items/{item_id:\d+}", control.delete),
        web.get(f"{base}/tasks", control.tasks),
        web.get(f"{base}/hooks", control.hooks),
        web.get(f"{base}/log", control.log),
    ]


class Control:
    def __init__(self, podio: PodioState) -> None:
        self.podio = podio

    async def order(self, request: web.Request) -> web.Response:
        """`{faults: [{method, path, mode, status, times, delay_s, wait_s}], latency_s, lag_s,
        down_s, drop_hooks, limits: {general, heavy}}`, each of them optional."""
        order = await request.json()
        try:
            for name, value in order.pop("limits", {}).items():
                setattr(self.podio.limits, name, int(value))
            self.podio.faults.apply(order, self.podio.clock.now())
        except (TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return await self.faults(request)

    async def calm(self, request: web.Request) -> web.Response:
        faults = self.podio.faults
        faults.queue.clear()
        faults.latency_s = faults.lag_s = 0.0
        faults.down_until, faults.drop_hooks = None, False
        return web.Response(status=204)

    async def faults(self, request: web.Request) -> web.Response:
        faults = self.podio.faults
        queue = [asdict(fault) for fault in faults.queue if fault.times > 0]
        return web.json_response({"faults": queue, "lag_s": faults.lag_s})

    async def items(self, request: web.Request) -> web.Response:
        """Every item of `app` (leads or calls), as it is now, lag or no lag."""
        podio = self.podio
        app_id = podio.calls_app if request.query.get("app") == "calls" else podio.leads_app
        mine = [i for i in podio.items.values() if i.app_id == app_id and not i.newest.deleted]
        return web.json_response([item_json(podio, i, i.newest) for i in mine])

    async def create(self, request: web.Request) -> web.Response:
        """A new lead, entered by hand: `{fields: {external id: value}}`, categories by text."""
        podio = self.podio
        item = Item(next(podio.ids), podio.leads_app)
        self._write(item, (await request.json())["fields"])
        podio.fire("item.create", item)
        return web.json_response({"item_id": item.item_id})

    async def edit(self, request: web.Request) -> web.Response:
        item = self.podio.items.get(int(request.match_info["item_id"]))
        if item is None or item.newest.deleted:
            return web.json_response({"error": "no such item"}, status=404)
        try:
            self._write(item, (await request.json())["fields"])
        except Invalid as invalid:
            return web.json_response({"error": str(invalid), "field": invalid.field}, status=400)
        self.podio.fire("item.update", item)
        return web.json_response({"revision": item.newest.revision})

    async def delete(self, request: web.Request) -> web.Response:
        item = self.podio.items[int(request.match_info["item_id"])]
        self.podio.write(item, {}, deleted=True)
        self.podio.fire("item.delete", item)
        return web.Response(status=204)

    async def tasks(self, request: web.Request) -> web.Response:
        return web.json_response(list(self.podio.tasks.values()))

    async def hooks(self, request: web.Request) -> web.Response:
        return web.json_response([hook.as_json() for hook in self.podio.hooks.values()])

    async def log(self, request: web.Request) -> web.Response:
        return web.json_response(list(self.podio.log))

    def _write(self, item: Item, fields: dict[str, Any]) -> None:
        values = read_values(self.podio.apps[item.app_id], fields, self.podio.title)
        self.podio.write(item, values)
