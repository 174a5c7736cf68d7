"""`podio_hooks/<hook id>`: hooks that we made, and the codes by which Podio proves them ours."""

from dataclasses import dataclass

from services.ports import Documents, Query, Transaction

HOOKS = "podio_hooks"
PENDING, CODE, ACTIVE = "pending", "code", "active"


@dataclass(frozen=True)
class PendingHook:
    hook_id: int
    code: str


@dataclass(frozen=True)
class HookRows:
    documents: Documents

    def expect(self, hook_id: int) -> None:
        """We made this hook; its code may come, unless it has come already."""

        def write(tx: Transaction) -> None:
            found = tx.get(HOOKS, str(hook_id))
            if found is None or found.data["state"] == ACTIVE:
                tx.put(HOOKS, str(hook_id), {"state": PENDING, "code": ""})

        self.documents.transaction(write)

    def keep_code(self, hook_id: int, code: str) -> bool:
        """False when we made no such hook."""

        def write(tx: Transaction) -> bool:
            found = tx.get(HOOKS, str(hook_id))
            if found and found.data["state"] != ACTIVE:
                tx.put(HOOKS, str(hook_id), {"state": CODE, "code": code})
            return found is not None

        return self.documents.transaction(write)

    def with_code(self) -> list[PendingHook]:
        rows = self.documents.query(Query(HOOKS, (("state", CODE),)))
        return [PendingHook(int(row.id), row.data["code"]) for row in rows]

    def activated(self, hook_id: int) -> None:
        row = {"state": ACTIVE, "code": ""}
        self.documents.transaction(lambda tx: tx.put(HOOKS, str(hook_id), row))
