"""Every blueprint, each with its guard."""

from api.routes import health, home, metrics, sign_in, tick

ALL = (
    health.bp,
    home.bp,
    metrics.bp,
    sign_in.bp,
    tick.bp,
)
