"""How the rules of debt collection read a script: what they show, and say without one."""

from typing import Any

from services.compliance.facts import Script
from services.compliance.plain import to_plain

ANOTHER = "This binds what is said when a debt is collected."
UNREAD = "Cannot know: what is going to be said was not read."


def shown(script: Script) -> dict[str, Any]:
    said = script.debt_collector_said
    return {"debt_collector_said": said, "wording": to_plain(script.wording)}
