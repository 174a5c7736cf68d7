"""`<Connect><ConversationRelay>`: the socket is opened, lived through, and its end told.

Source: twilio.com/docs/voice/twiml/connect/conversationrelay. What the action is told, and that a
lost socket leaves the call alive, is as recorded on live calls. A socket that cannot be opened at
all leaves the caller with a busy tone there: here the call ends so, with alert 64102.
"""

import asyncio
import json
import time

import aiohttp

from sandbox.carrier import legs
from sandbox.carrier.call import Call
from sandbox.hooks.delivery import Webhook
from sandbox.hooks.signature import signature
from sandbox.relay.session import Outcome, Relay
from sandbox.twiml.document import Verb
from sandbox.twiml.fetch import absolute, request
from sandbox.world import World, new_sid

OPEN_S = 5.0
ENDED = {"64105": "Websocket ended"}
Fields = tuple[tuple[str, str], ...]


async def relay(world: World, call: Call, verb: Verb) -> Fields:
    """The fields of the action. Empty when the call is over and nothing is asked any more."""
    session, began = new_sid("VX"), time.monotonic()
    try:
        async with aiohttp.ClientSession() as http:
            ws = await _opened(world, http, verb.children[0].attributes["url"])
            outcome = await _lived(world, call, verb.children[0], ws, session)
        await ws.close()  # the line is gone by now: nothing is said, and the rest is let go
    except (aiohttp.ClientError, TimeoutError):
        world.alert(64102, "Unable to connect to websocket URL", call.sid)
        legs.finish(world, call, "busy")
        return ()
    except asyncio.CancelledError:
        if call.over:
            _tell_of_the_end(world, call, verb, _fields(Outcome("completed"), session, began))
        raise
    return _fields(outcome, session, began)


async def _opened(
    world: World, http: aiohttp.ClientSession, url: str
) -> aiohttp.ClientWebSocketResponse:
    signed = {"X-Twilio-Signature": signature(world.settings.auth_token, url, {})}
    async with asyncio.timeout(OPEN_S):
        return await http.ws_connect(url, headers=signed)


def _tell_of_the_end(world: World, call: Call, verb: Verb, fields: Fields) -> None:
    """The action is told of a call that is over too; what it answers is played to nobody."""
    url = absolute(call, verb.attributes.get("action", ""))
    told = request(world, call, dict(fields))
    world.hooks.post(Webhook("twiml.connect-action", url, told), lane=call.sid)


async def _lived(
    world: World, call: Call, noun: Verb, ws: aiohttp.ClientWebSocketResponse, session: str
) -> Outcome:
    relay = Relay(
        world,
        call,
        ws,
        language=noun.attributes.get("language", "en-US"),
        default=noun.attributes.get("interruptible", "any"),
        drops_after=world.people.find(call.to).relay_drops_after,
    )
    lost = False
    try:
        await ws.send_str(json.dumps(_setup(world, call, session)))
        outcome = await relay.run()
        lost = bool(outcome.error)
        return outcome
    finally:
        if not lost:  # who loses a socket says no goodbye
            await ws.close(code=1000, message=b"Closing websocket session")


def _setup(world: World, call: Call, session: str) -> dict[str, object]:
    return {
        "type": "setup",
        "sessionId": session,
        "accountSid": world.settings.account_sid,
        "parentCallSid": "",
        "callSid": call.sid,
        "from": call.from_,
        "to": call.to,
        "forwardedFrom": "",
        "callType": "PSTN",
        "callerName": "",
        "direction": call.direction,
        "callStatus": "IN_PROGRESS",
        "customParameters": {},
    }


def _fields(outcome: Outcome, session: str, began: float) -> Fields:
    fields = {
        "SessionId": session,
        "SessionStatus": outcome.status,
        "SessionDuration": str(round(time.monotonic() - began)),
    }
    if outcome.handoff:
        fields["HandoffData"] = outcome.handoff
    if outcome.error:
        fields |= {"ErrorCode": outcome.error, "ErrorMessage": ENDED.get(outcome.error, "")}
    return tuple(fields.items())
