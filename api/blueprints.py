"""Every blueprint, each with its guard."""

from api.routes import (
    audit,
    calls,
    do_not_call,
    health,
    home,
    manager,
    metrics,
    shortcuts,
    sign_in,
    softphone,
    tick,
    workspace,
)
from api.webhooks import assistant, call_progress, incoming, podio, voice

ALL = (
    assistant.bp,
    audit.bp,
    call_progress.bp,
    calls.bp,
    do_not_call.bp,
    health.bp,
    home.bp,
    incoming.bp,
    manager.bp,
    metrics.bp,
    podio.bp,
    shortcuts.bp,
    sign_in.bp,
    softphone.bp,
    tick.bp,
    voice.bp,
    workspace.bp,
)
