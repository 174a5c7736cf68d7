"""Counts and times of requests, for a container; a function that sleeps has none to show."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import Flask, Response, abort, current_app, g, request

from api import logs

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from api.relay_sockets import RelaySockets
    from services.ai_service.outcome import Asked


def init_app(app: Flask) -> None:
    if app.extensions["settings"].vercel:
        return
    from prometheus_client import CollectorRegistry, Counter, Histogram

    registry = CollectorRegistry()
    _count_the_model(app, registry)
    counted = Counter("http_requests", "Requests", ["method", "route", "status"], registry=registry)
    timed = Histogram("http_request_seconds", "Time to answer", ["route"], registry=registry)
    app.extensions["metrics"] = registry

    @app.after_request
    def observe(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        counted.labels(logs.method(), route, str(response.status_code)).inc()
        timed.labels(route).observe(time.perf_counter() - g.get("started", time.perf_counter()))
        return response


def _count_the_model(app: Flask, registry: CollectorRegistry) -> None:
    from prometheus_client import Counter, Histogram

    asked = Counter("model_questions", "Turns put to a model", ["outcome"], registry=registry)
    dropped = Counter("model_dropped", "Commands not believed", ["reason"], registry=registry)
    took = Histogram("model_question_seconds", "Until a turn could go on", registry=registry)

    def observe(question: Asked) -> None:
        asked.labels(question.outcome).inc()
        took.observe(question.ms / 1000)
        for reason, count in question.dropped:
            dropped.labels(reason).inc(count)

    app.extensions["services"].model_listeners.append(observe)


def count_relays(app: Flask, sockets: RelaySockets) -> None:
    registry = app.extensions.get("metrics")
    if registry is None:
        return
    from prometheus_client import Counter, Gauge, Histogram

    Gauge("relay_sockets", "Relays open now", registry=registry).set_function(lambda: sockets.open)
    ended = Counter("relay_ends", "Relays that are over", ["why"], registry=registry)
    turned = Histogram("relay_turn_seconds", "From words to ours sent", registry=registry)
    sockets.ended = lambda why: ended.labels(why).inc()
    sockets.turned = turned.observe


def exposition() -> str:
    """Prometheus' text format. 404 where nothing is counted."""
    from prometheus_client import generate_latest

    registry: CollectorRegistry | None = current_app.extensions.get("metrics")
    if registry is None:
        abort(404)
    return generate_latest(registry).decode()
