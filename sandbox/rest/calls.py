"""/Calls."""

from datetime import UTC, datetime

from aiohttp import web

from sandbox.carrier import detection, legs, outbound
from sandbox.carrier.call import Call
from sandbox.carrier.limits import limited, relimit
from sandbox.carrier.outbound import Then
from sandbox.people.callees import Callee
from sandbox.rest.form import Form, form
from sandbox.rest.orders import new_leg, ring_seconds
from sandbox.rest.paging import page
from sandbox.rest.refusal import bad_request, not_found
from sandbox.rest.views import call_view
from sandbox.twiml.document import TwimlError, parse
from sandbox.twiml.fetch import fetch
from sandbox.twiml.play import Next, move, play
from sandbox.world import World


async def create(world: World, request: web.Request) -> web.Response:
    asked = await form(request, "calls.create")
    if not (asked.text("Url") or asked.text("Twiml") or asked.text("ApplicationSid")):
        raise bad_request("Url parameter is required", 21205)
    call = new_leg(world, asked)
    limit = asked.number("TimeLimit", 0) or None
    callee = world.people.find(call.to)
    call.persona = callee.persona()
    playing = _play(world, call, asked, callee)
    then = limited(world, call, _while_he_stays(world, call, playing, callee), limit)
    outbound.dial(world, call, timeout_s=ring_seconds(asked), then=then)
    return web.json_response(call_view(world, call), status=201)


def _play(world: World, call: Call, asked: Form, callee: Callee) -> Then:
    async def then() -> None:
        try:
            first = await _detected(world, call, asked, callee)
            twiml = asked.text("Twiml")
            url = asked.text("Url") or world.settings.voice_url
            verbs = parse(twiml) if twiml else await fetch(world, call, "answer", url, first)
            await play(world, call, verbs)
        except TwimlError as error:
            world.alert(error.code, error.message, call.sid)

    return then


def _while_he_stays(world: World, call: Call, then: Then, callee: Callee) -> Then:
    """The person hangs up when his time is over, whoever speaks."""

    async def staying() -> None:
        leaving = world.spawn(_leave(world, call, callee.stays_s))
        try:
            await then()
        finally:
            leaving.cancel()

    return staying


async def _leave(world: World, call: Call, seconds: float) -> None:
    await world.pass_time(seconds)
    legs.finish(world, call, "completed")


async def _detected(world: World, call: Call, asked: Form, callee: Callee) -> dict[str, str] | None:
    """Beside the talk when asynchronous, else before it: then the first request says who
    answered."""
    mode = asked.text("MachineDetection")
    if mode is None:
        return None
    if not asked.flag("AsyncAmd", False):
        await detection.detect(world, call, callee, mode)
        return {"AnsweredBy": call.answered_by}
    url = asked.text("AsyncAmdStatusCallback")
    if url:
        to = (asked.text("AsyncAmdStatusCallbackMethod") or "POST", url)
        world.spawn(detection.tell(world, call, callee, mode, to))
    return None


async def fetch_one(world: World, request: web.Request) -> web.Response:
    await form(request, "fetch")
    return web.json_response(call_view(world, _find(world, request)))


async def update(world: World, request: web.Request) -> web.Response:
    """Ending an ended call changes nothing; `canceled` ends only a leg not yet answered. A live
    call goes on by the document of `Url` or `Twiml`."""
    asked = await form(request, "calls.update")
    call = _find(world, request)
    status = asked.text("Status")
    if asked.text("Url") or asked.text("Twiml"):
        _move(call, asked)
    limit_s = asked.number("TimeLimit", 0)
    if limit_s and call.answered_at is not None and not call.over:
        relimit(world, call, limit_s)
    if status == "canceled" and call.status == "in-progress":
        raise bad_request("Call is not queued or ringing. Cannot cancel", 21220)
    if status:
        legs.hang_up(world, call)
    return web.json_response(call_view(world, call))


def _move(call: Call, asked: Form) -> None:
    """Raises Refused: 21220 for a call that plays nothing."""
    twiml, url = asked.text("Twiml"), asked.text("Url")
    try:
        to = parse(twiml) if twiml else Next("redirect", url or "", asked.text("Method") or "POST")
    except TwimlError as error:
        raise bad_request(error.message, 21219) from None
    if not move(call, to):
        raise bad_request("Call is not in-progress. Cannot redirect.", 21220)


async def remove(world: World, request: web.Request) -> web.Response:
    call = _find(world, request)
    if not call.over:
        raise bad_request("The call is in progress and cannot be deleted")
    return web.Response(status=204)


async def list_all(world: World, request: web.Request) -> web.Response:
    asked = await form(request, "calls.list")
    rows = [call_view(world, call) for call in world.calls if _fits(world, call, asked)]
    return page(request, asked, "calls", rows)


def _fits(world: World, call: Call, asked: Form) -> bool:
    shown = call_view(world, call)
    for name, key in (("To", "to"), ("From", "from"), ("Status", "status")):
        value = asked.text(name)
        if value is not None and value != shown[key]:
            return False
    return _in_range(call.started_at, asked, "StartTime") and _in_range(
        call.ended_at, asked, "EndTime"
    )


def _in_range(instant: datetime | None, asked: Form, name: str) -> bool:
    after, before = asked.text(f"{name}>"), asked.text(f"{name}<")
    if after is None and before is None:
        return True
    if instant is None:
        return False
    return (after is None or instant >= _instant(after)) and (
        before is None or instant <= _instant(before)
    )


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise bad_request("Invalid date") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _find(world: World, request: web.Request) -> Call:
    call = world.calls.get(request.match_info["sid"])
    if call is None:
        raise not_found(request.path)
    return call
