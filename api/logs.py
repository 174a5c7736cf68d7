"""Log lines: a static event name and tagged attributes, one JSON object a line.

Everybody logs by `logging.getLogger("cleardial.…").info("event", extra={…})`. Names that begin
with `pii.` are of persons: only a short mark is written, which says "the same again" within one
process and nothing else. `secret.` values are left out, and so is the text of every exception.
"""

import hmac
import json
import logging
import secrets
import sys
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request

OURS = logging.getLogger("cleardial")
QUIET = ("werkzeug", "urllib3", "google", "grpc", "asyncio")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
LONGEST = 200
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_salt = secrets.token_bytes(16)


class Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        head = {"at": at, "level": record.levelname.lower()} | _said(record)
        return json.dumps(head | _broke(record), default=lambda value: type(value).__name__)


class RewrittenByLines(logging.Filter):
    """For handlers of others, which format as they like: they get our line as the message."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = Lines().format(record), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


class Stderr(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{self.format(record)}\n")


def init_app(app: Flask) -> None:
    OURS.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    if app.extensions["settings"].vercel:  # its runtime ships what its own handler gets
        _rewrite(logging.root.handlers)
    else:
        _write_to_stderr()
    app.before_request(_start)
    app.after_request(_finish)


def fault(error: BaseException) -> None:
    """An error that nobody expected."""
    OURS.error("request.broke", exc_info=error)


def method() -> str:
    """The request's, when HTTP knows it: anybody may send any word."""
    return request.method if request.method in METHODS else "other"


def redacted(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _mark(value) if name.startswith("pii.") else _short(value)
        for name, value in attributes.items()
        if not name.startswith("secret.")
    }


def _said(record: logging.LogRecord) -> dict[str, Any]:
    """A library's message may quote anything: of it only the place is kept."""
    if record.name.split(".")[0] == OURS.name:
        extra = {k: v for k, v in vars(record).items() if k not in STANDARD}
        return {"event": str(record.msg)} | redacted(extra)
    return {"event": "library", "logger": record.name, "place": f"{record.module}:{record.lineno}"}


def _broke(record: logging.LogRecord) -> dict[str, Any]:
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is None:
        return {}
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    places = [f"{f.filename.rpartition('/')[2]}:{f.lineno} {f.name}" for f in frames]
    return {"error": type(error).__name__, "trace": places}


def _mark(value: object) -> str:
    return hmac.digest(_salt, str(value).encode("utf-8", "replace"), "sha256").hex()[:12]


def _short(value: object) -> object:
    return value[:LONGEST] if isinstance(value, str) else value


def _rewrite(handlers: list[logging.Handler]) -> None:
    for handler in handlers:
        if not any(isinstance(f, RewrittenByLines) for f in handler.filters):
            handler.addFilter(RewrittenByLines())


def _write_to_stderr() -> None:
    if any(isinstance(handler.formatter, Lines) for handler in logging.root.handlers):
        return
    handler = Stderr()
    handler.setFormatter(Lines())
    logging.root.addHandler(handler)


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    """The route, never the path: a path may hold a secret or name a lead."""
    took = time.perf_counter() - g.get("started", time.perf_counter())
    line = {
        "method": method(),
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round(took * 1000, 1),
    }
    OURS.info("request", extra=line)
    return response
