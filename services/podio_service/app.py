"""One Podio app: its schema, items, tasks and hooks, as JSON.

pypodio2's areas where they are right; paths of our own where 0.1 lacks the operation or gets it
wrong (`find_all_by_external_id` sends quotes inside the id; `create` cannot be silent).
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from services.domain.errors import CrmRejected
from services.podio_service.areas import client
from services.podio_service.transport import RequestsTransport

PAGE = 500  # the most that a filter returns
GONE = ("not_found", "gone")


@dataclass(frozen=True)
class PodioApp:
    app_id: int
    transport: RequestsTransport

    def schema(self) -> dict[str, Any]:
        """Contains the app's token: never log it."""
        schema: dict[str, Any] = client(self.transport).Application.find(self.app_id)
        return schema

    def item(self, item_id: int) -> dict[str, Any] | None:
        """None when it never was or has been deleted."""
        try:
            item: dict[str, Any] = client(self.transport).Item.find(item_id, basic=True)
        except CrmRejected as error:
            if error.code in GONE:
                return None
            raise
        return item

    def by_external_id(self, key: str) -> dict[str, Any] | None:
        """One of the items of this external id; Podio does not keep them unique."""
        path = f"/item/app/{self.app_id}/external_id/{quote(key, safe='')}"
        try:
            item: dict[str, Any] = self.transport.GET(url=path)
        except CrmRejected as error:
            if error.code in GONE:
                return None
            raise
        return item

    def pages(self, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every item of a filter, 500 at a time."""
        for offset in itertools.count(0, PAGE):
            attributes = {"limit": PAGE, "remember": False, "offset": offset} | asked
            page = client(self.transport).Item.filter(self.app_id, attributes)["items"]
            yield from page
            if len(page) < PAGE:
                return

    def create(self, key: str, fields: dict[int, Any]) -> int:
        """The new item's id. Silent: no stream entry; hooks fire, other automations hear of it."""
        named = {str(field_id): value for field_id, value in fields.items()}
        path = f"/item/app/{self.app_id}/?silent=true"
        return int(self.transport.POST(url=path, external_id=key, fields=named)["item_id"])

    def delete(self, item_id: int) -> None:
        client(self.transport).Item.delete(item_id)

    def create_task(self, item_id: int, task: dict[str, Any]) -> int:
        path = f"/task/item/{item_id}/?silent=true"
        return int(self.transport.POST(url=path, **task)["task_id"])

    def tasks(self, item_id: int) -> list[dict[str, Any]]:
        """Tasks that refer to the item."""
        found: list[dict[str, Any]] = self.transport.GET(
            url="/task/", reference=f"item:{item_id}", limit=100
        )
        return found

    def delete_task(self, task_id: int) -> None:
        self.transport.DELETE(url=f"/task/{task_id}")

    def hooks(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = client(self.transport).Hook.find_all_for("app", self.app_id)
        return found

    def create_hook(self, url: str, kind: str) -> int:
        hook = {"url": url, "type": kind}
        return int(client(self.transport).Hook.create("app", self.app_id, hook)["hook_id"])

    def delete_hook(self, hook_id: int) -> None:
        client(self.transport).Hook.delete(hook_id)

    def verify_hook(self, hook_id: int) -> None:
        """Ask Podio to send its code again."""
        client(self.transport).Hook.verify(hook_id)

    def validate_hook(self, hook_id: int, code: str) -> None:
        client(self.transport).Hook.validate(hook_id, code)
