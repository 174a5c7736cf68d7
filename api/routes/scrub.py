"""Whole files of leads, judged for a manager. Nothing of a file is kept."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from api.auth import current_user, require
from api.container import services, settings
from api.parsing import Malformed, fields
from services.domain.user import Role

if TYPE_CHECKING:
    from services.bulk.scrubbing import Scrub
    from services.scrubs import Manner

bp = Blueprint("scrub", __name__, url_prefix="/manager/scrub")
bp.before_request(require(Role.MANAGER))

IN_MEMORY = 1024 * 1024
GIVEN = ("line_type", "attorney", "owner_occupied", "role", "listed")
TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


@bp.get("")
def show() -> ResponseReturnValue:
    return _page()


@bp.post("")
def judge() -> ResponseReturnValue:
    """The summary and the week, as a page or as its part."""
    from api.views.scrub import result
    from services.bulk.capacity import capacity

    done, manner, refusal = _judged("csv", None)
    if refusal or done is None:
        return _page(refusal=refusal), 200 if _is_part() else 422
    zone = services().outlooks.zone_of(settings().company_phone)
    shown = result(done.summary(), list(done.tally()), capacity(done.tally(), manner.at), zone)
    return _page(result=shown)


@bp.post("/leads.<ending>")
def download(ending: str) -> ResponseReturnValue:
    """The file again, with verdicts."""
    if ending not in TYPES:
        raise Malformed({"ending"})
    out = SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 sent
    done, _, refusal = _judged(ending, out)
    if refusal or done is None:
        out.close()
        return _page(refusal=refusal), 422
    return _sent(out, ending)


def _sent(out: IO[str], ending: str) -> Response:
    out.seek(0)

    def pieces() -> Iterator[str]:
        with out:
            while piece := out.read(IN_MEMORY):
                yield piece

    answer = Response(pieces(), content_type=TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="leads-judged.{ending}"'
    return answer


def _judged(ending: str, out: IO[str] | None) -> tuple[Scrub | None, Manner, str]:
    """The scrub, read to its end and recorded; or why there is none."""
    from services.bulk.sheets import SheetRefused
    from services.scrubs import NotGiven

    manner, file = _manner(), request.files.get("file")
    if file is None or not file.filename:
        return None, manner, "Choose a file."
    digest = hashlib.sha256(file.stream.read())
    file.stream.seek(0)
    text = io.TextIOWrapper(file.stream, encoding="utf-8-sig", newline="")
    try:
        done = services().scrubs().open(text, manner, _given())
        for piece in done.csv() if ending == "csv" else done.jsonl():
            if out is not None:
                out.write(piece)
    except (SheetRefused, NotGiven) as error:
        return None, manner, f"Nothing was judged: {error}."
    except UnicodeDecodeError:
        return None, manner, "Nothing was judged: the file is no text in UTF-8. Save it as CSV."
    finally:
        text.detach()
    actor = f"user:{current_user().user_id}"
    services().scrub_records.keep(done.summary(), manner, digest.hexdigest(), actor=actor)
    return done, manner, ""


def _manner() -> Manner:
    from services.compliance.model import CallKind, Purpose
    from services.scrubs import Manner

    said = {name: values[0] for name, values in fields().items()}
    try:
        kind, purpose = CallKind(said.get("kind", "")), Purpose(said.get("purpose", ""))
        at = datetime.fromisoformat(said["at"]) if said.get("at") else services().clock.now()
    except ValueError:
        raise Malformed({"kind", "purpose", "at"}) from None
    return Manner(kind, purpose, at if at.tzinfo else _there(at))


def _there(at: datetime) -> datetime:
    """A wall clock's time, by the office's clock."""
    from services.compliance.clock import zone

    return at.replace(tzinfo=zone(services().outlooks.zone_of(settings().company_phone)))


def _given() -> dict[str, str]:
    said = {name: values[0] for name, values in fields().items()}
    return {name: said[name] for name in GIVEN if said.get(name)}


def _is_part() -> bool:
    return request.headers.get("X-Part") == "scrub"


def _page(**more: object) -> str:
    template = "partials/scrub.html" if _is_part() else "pages/scrub.html"
    said = {name: values[0] for name, values in fields().items()} if request.form else {}
    most = 4 if settings().vercel else 64
    shown = {"refusal": "", "result": None, **more}
    return render_template(template, said=said, most_mb=most, here="/manager/scrub", **shown)
