"""Every blueprint, each with its guard."""

from api.routes import calls, do_not_call, health, home, metrics, sign_in, softphone, tick
from api.webhooks import call_progress, incoming, podio, voice

ALL = (
    call_progress.bp,
    calls.bp,
    do_not_call.bp,
    health.bp,
    home.bp,
    incoming.bp,
    metrics.bp,
    podio.bp,
    sign_in.bp,
    softphone.bp,
    tick.bp,
    voice.bp,
)
