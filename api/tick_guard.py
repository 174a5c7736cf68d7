"""Only those who hold the bearer come in: the schedule, and who reads the metrics."""

import hmac

from flask import abort, request

from api.container import settings


def check() -> None:
    offered = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    known = [secret.get_secret_value().encode() for secret in settings().cron_secret]
    if not any(hmac.compare_digest(offered, secret) for secret in known):
        abort(401)
