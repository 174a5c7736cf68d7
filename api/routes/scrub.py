"""Whole files of leads, judged for a manager. Nothing of a file is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from api import readers
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
NO_TEXT = "Nothing was judged: the file is no text in UTF-8. Save it as CSV."
TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


class NotJudged(Exception):
    """Why there is no judgement, in a sentence for the page."""


@bp.get("")
def show() -> ResponseReturnValue:
    return _page()


@bp.post("")
def judge() -> ResponseReturnValue:
    """The summary and the week, as a page or as its part."""
    from api.views.scrub import result
    from services.bulk.capacity import capacity

    manner = _manner()
    try:
        done = _judged(manner, lambda scrub: scrub.judge())
    except NotJudged as refusal:
        return _page(refusal=str(refusal)), 200 if _is_part() else 422
    tally, zone = list(done.tally()), readers.company_zone()
    return _page(result=result(done.summary(), tally, capacity(tally, manner.at), zone))


@bp.post("/leads.<ending>")
def download(ending: str) -> ResponseReturnValue:
    """The file again, with verdicts."""
    if ending not in TYPES:
        raise Malformed({"ending"})
    with ExitStack() as held:
        out = held.enter_context(
            SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="")
        )
        try:
            _judged(_manner(), lambda done: out.writelines(_told(done, ending)))
        except NotJudged as refusal:
            return _page(refusal=str(refusal)), 422
        return _sent(out, ending, held.pop_all())


def _told(done: Scrub, ending: str) -> Iterator[str]:
    return done.csv() if ending == "csv" else done.jsonl()


def _sent(out: IO[str], ending: str, held: ExitStack) -> Response:
    """`out` from its beginning; let go when it was read, or when nobody waits for it."""
    out.seek(0)

    def pieces() -> Iterator[str]:
        with held:
            yield from iter(partial(out.read, IN_MEMORY), "")

    answer = Response(pieces(), content_type=TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="leads-judged.{ending}"'
    answer.call_on_close(held.close)
    return answer


def _judged(manner: Manner, through: Callable[[Scrub], None]) -> Scrub:
    """The scrub, read to its end by `through` and recorded. Raises NotJudged."""
    from services.bulk.sheets import SheetRefused
    from services.scrubs import NotGiven

    file = request.files.get("file")
    if file is None or not file.filename:
        raise NotJudged("Choose a file.")
    actor = f"user:{current_user().user_id}"
    try:
        return services().scrubs().take(file.stream, manner, _given(), through, actor=actor)
    except (SheetRefused, NotGiven) as error:
        raise NotJudged(f"Nothing was judged: {error}.") from None
    except UnicodeDecodeError:
        raise NotJudged(NO_TEXT) from None


def _manner() -> Manner:
    from services.compliance.model import CallKind, Purpose
    from services.scrubs import Manner

    said = {name: values[0] for name, values in fields().items()}
    try:
        kind, purpose = CallKind(said.get("kind", "")), Purpose(said.get("purpose", ""))
        at = datetime.fromisoformat(said["at"]) if said.get("at") else services().clock.now()
        return Manner(kind, purpose, at if at.tzinfo else _there(at))
    except ValueError:
        raise Malformed({"kind", "purpose", "at"}) from None


def _there(at: datetime) -> datetime:
    """A wall clock's time, by the office's clock."""
    from services.compliance.clock import zone

    return at.replace(tzinfo=zone(readers.company_zone()))


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
