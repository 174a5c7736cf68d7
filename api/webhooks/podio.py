"""Podio says that a lead has changed. Unsigned, so the secret stands in the path.

Nothing is asked of Podio here: what it says is written down, and the tick acts on it.
"""

import hmac

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from api import csrf
from api.container import services, settings
from api.parsing import form
from api.schemas.podio import ItemEvent, Told, Verification

bp = Blueprint("podio", __name__, url_prefix="/webhooks/podio")

MOST = 8 * 1024
LEAD_EVENTS = frozenset({"item.create", "item.update", "item.delete"})


def check() -> None:
    """413 for more than 8 kB; without the secret there is no such page."""
    request.max_content_length = MOST
    if (request.content_length or 0) > MOST:
        abort(413)
    offered = (request.view_args or {}).get("secret", "").encode()
    known = [secret.get_secret_value().encode() for secret in settings().podio_hook_secret]
    fits = [hmac.compare_digest(offered, secret) for secret in known]
    if not any(fits):
        abort(404)


csrf.spare(bp, check)


@bp.post("/<secret>")
def told(secret: str) -> ResponseReturnValue:
    """204 once it is durable. Events of other kinds mean nothing to us."""
    kind = form(Told).type
    if kind == "hook.verify":
        verification = form(Verification)
        services().hook_inbox.code_came(int(verification.hook_id), verification.code)
    elif kind in LEAD_EVENTS:
        event = form(ItemEvent)
        services().hook_inbox.lead_changed(int(event.item_id), int(event.item_revision_id))
    return "", 204
