"""Every blueprint, each with its guard."""

from api.routes import (
    assistants,
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
    takes,
    tick,
    workspace,
)
from api.webhooks import assistant, call_progress, handover, incoming, podio, voice

ALL = (
    assistant.bp,
    assistants.bp,
    audit.bp,
    call_progress.bp,
    calls.bp,
    do_not_call.bp,
    handover.bp,
    health.bp,
    home.bp,
    incoming.bp,
    manager.bp,
    metrics.bp,
    podio.bp,
    shortcuts.bp,
    sign_in.bp,
    softphone.bp,
    takes.bp,
    tick.bp,
    voice.bp,
    workspace.bp,
)
