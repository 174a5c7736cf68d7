"""Only those who hold the bearer come in: the schedule, and who reads the metrics."""

import hmac

from flask import abort, request

from api.container import settings


def check() -> None:
    scheme, _, offered = request.headers.get("Authorization", "").partition(" ")
    known = [secret.get_secret_value() for secret in settings().cron_secret]
    fits = [hmac.compare_digest(offered.encode(), secret.encode()) for secret in known]
    if scheme != "Bearer" or not any(fits):
        abort(401)
