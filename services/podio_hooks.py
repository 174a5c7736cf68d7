"""The CRM's hooks on leads: made, proved ours, watched; and what they tell."""

from dataclasses import dataclass
from datetime import datetime

from services.crm_ports import CrmHook, CrmHookHandshake, CrmHooks
from services.ports import Clock
from services.stores.crm_hooks import HookRows
from services.stores.dirty_leads import DirtyLeads

KINDS = ("item.create", "item.update", "item.delete")


@dataclass(frozen=True)
class HookInbox:
    """What arrives at our door, already known to bear the secret."""

    rows: HookRows
    dirty: DirtyLeads
    clock: Clock

    def lead_changed(self, item_id: int, revision: int) -> None:
        """Remember to look at the lead again. Durable when it returns."""
        self.dirty.mark(item_id, revision, at=self.clock.now())

    def code_came(self, hook_id: int, code: str) -> bool:
        """Keep the code of a hook that we made; False for any other."""
        return self.rows.keep_code(hook_id, code)


@dataclass(frozen=True)
class HookKeeper:
    """`url`: where the hooks shall point, secret included; `base`: the part before the secret."""

    hooks: CrmHooks
    handshake: CrmHookHandshake
    rows: HookRows
    url: str
    base: str

    def validate(self, deadline: datetime) -> int:
        """Answer the codes that have come; how many hooks became active."""
        pending = self.rows.with_code()
        for row in pending:
            self.handshake.validate(row.hook_id, row.code)
            self.rows.activated(row.hook_id)
        return len(pending)

    def keep(self, deadline: datetime) -> None:
        """One active hook of each kind at our URL; none of ours at an older one."""
        there = self.hooks.hooks()
        for kind in KINDS:
            self._keep(kind, [h for h in there if h.kind == kind and h.url == self.url])
        for stale in there:
            if stale.url.startswith(self.base) and stale.url != self.url:
                self.hooks.delete(stale.id)

    def _keep(self, kind: str, ours: list[CrmHook]) -> None:
        if any(hook.active for hook in ours):
            return
        if ours:
            self.rows.expect(ours[0].id)
            self.handshake.ask_again(ours[0].id)
        else:
            self.rows.expect(self.hooks.create(self.url, kind))
