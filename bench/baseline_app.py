"""The straightforward voice webhook: the same work, as one would write it in an afternoon.

Twilio's own RequestValidator and VoiceResponse, a SQLite connection per thread, WAL,
synchronous=FULL, BEGIN IMMEDIATE, a busy timeout of five seconds. It consumes the permit, writes
the call, the busy marks and a chained audit record, all durable before it answers.

With BASELINE_LOG the audit log is a database of its own and its record is durable first: the same
work as ours. Without it one commit does for both, which promises less.
"""

import hashlib
import hmac
import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, abort, request
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import Dial, VoiceResponse

from bench.baseline_store import connect

app = Flask(__name__)
validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
public_url = os.environ["PUBLIC_URL"]
permit_key = os.environ["SESSION_SECRET"].encode()
DATABASE, LOG = os.environ["BASELINE_DATABASE"], os.environ.get("BASELINE_LOG", "")
local = threading.local()


def connection_to(path: str) -> sqlite3.Connection:
    """This thread's connection."""
    if not hasattr(local, "connections"):
        local.connections = {}
    if path not in local.connections:
        local.connections[path] = connect(path)
    connection: sqlite3.Connection = local.connections[path]
    return connection


@app.get("/health")
def health() -> str:
    return "ok"


@app.post("/voice")
def voice() -> Response:
    signature = request.headers.get("X-Twilio-Signature", "")
    if not validator.validate(public_url + request.full_path.rstrip("?"), request.form, signature):
        abort(403)
    permit_id, _, mac = request.form["permit"].partition(".")
    if not hmac.compare_digest(mac, permit_mac(permit_id)):
        abort(403)
    call_id = recorded_first(permit_id) if LOG else in_one_commit(permit_id)
    return Response(twiml(call_id), mimetype="text/xml")


def in_one_commit(permit_id: str) -> str:
    with committing(connection_to(DATABASE)) as connection:
        row = expect_permit(connection, permit_id)
        record(connection, row)
        return use(connection, row)


def recorded_first(permit_id: str) -> str:
    main = connection_to(DATABASE)
    with committing(connection_to(LOG)) as log:
        record(log, expect_permit(main, permit_id))
    with committing(main):
        return use(main, expect_permit(main, permit_id))


@contextmanager
def committing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def permit_mac(permit_id: str) -> str:
    return hmac.new(permit_key, permit_id.encode(), hashlib.sha256).hexdigest()


def expect_permit(connection: sqlite3.Connection, permit_id: str) -> Any:
    """The row of a permit that this request may use."""
    agent_id = request.form["From"].removeprefix("client:")
    now = datetime.now(UTC).isoformat()
    row = connection.execute("SELECT * FROM permits WHERE id = ?", (permit_id,)).fetchone()
    if (
        row is None
        or row[2] != agent_id
        or row[8]
        or row[6] < now
        or row[7] not in (None, request.form["CallSid"])
    ):
        abort(403)
    expect_session(connection, row[3])
    return row


def record(connection: sqlite3.Connection, row: Any) -> None:
    body = {"permit_id": row[0], "call_sid": request.form["CallSid"]}
    audit(connection, f"call:{row[1]}", datetime.now(UTC).isoformat(), body)


def use(connection: sqlite3.Connection, row: Any) -> str:
    """The call of this permit, consumed by this CallSid."""
    call_sid = request.form["CallSid"]
    connection.execute("UPDATE permits SET used_by = ? WHERE id = ?", (call_sid, row[0]))
    write_call(connection, row, datetime.now(UTC).isoformat(), call_sid)
    return str(row[1])


def expect_session(connection: sqlite3.Connection, session_id: str) -> None:
    alive = connection.execute(
        "SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id"
        " WHERE s.id = ? AND u.enabled AND u.epoch = s.epoch",
        (session_id,),
    ).fetchone()
    if alive is None:
        abort(403)


def write_call(connection: sqlite3.Connection, permit: Any, now: str, call_sid: str) -> None:
    _, call_id, agent_id, session_id, lead_id, number_key, *_ = permit
    call = {"call_sid": call_sid, "session_id": session_id, "lead_id": lead_id, "consumed_at": now}
    connection.execute(
        "INSERT INTO calls VALUES (?, ?, 'connecting', ?)", (call_id, agent_id, json.dumps(call))
    )
    for mark in (f"agent/{agent_id}", f"number/{number_key}"):
        connection.execute("INSERT OR REPLACE INTO busy VALUES (?, ?, ?)", (mark, call_id, now))
    row = connection.execute(
        "SELECT instants FROM attempts WHERE number_key = ?", (number_key,)
    ).fetchone()
    instants = [*(json.loads(row[0]) if row else []), now][-20:]
    connection.execute(
        "INSERT OR REPLACE INTO attempts VALUES (?, ?)", (number_key, json.dumps(instants))
    )


def audit(connection: sqlite3.Connection, subject: str, now: str, body: dict[str, Any]) -> None:
    """One more link in the call's chain."""
    last = connection.execute(
        "SELECT seq, hash FROM audit WHERE subject = ? ORDER BY seq DESC LIMIT 1", (subject,)
    ).fetchone()
    seq, prev = (last[0] + 1, last[1]) if last else (0, "0" * 64)
    record = {"subject": subject, "seq": seq, "prev": prev, "at": now, "body": body}
    digest = hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
    connection.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)",
        (subject, seq, prev, now, json.dumps(body), digest),
    )


def twiml(call_id: str) -> str:
    dial = Dial(action=f"{public_url}/webhooks/twilio/dial-done/{call_id}", time_limit=14400)
    dial.conference(
        call_id,
        start_conference_on_enter=True,
        end_conference_on_exit=True,
        beep=False,
        wait_url="",
        max_participants=2,
        participant_label="agent",
        status_callback=f"{public_url}/webhooks/twilio/conference/{call_id}",
        status_callback_event="start end join leave",
    )
    answer = VoiceResponse()
    answer.append(dial)
    return str(answer)
