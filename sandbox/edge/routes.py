"""The edge's paths: signalling, the Insights sink, the SDK's sounds."""

import asyncio
import io
import wave
from functools import partial

from aiohttp import WSMsgType, web

from sandbox.edge.session import Session
from sandbox.media.sound import RATE, tone
from sandbox.world import World

HEARTBEAT_S = 5  # the SDK drops a socket that is silent for 15 s
CLOSING_S = 0.3
ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "content-type,x-twilio-token",
    "Access-Control-Allow-Methods": "POST,OPTIONS",
}


def routes(world: World) -> list[web.RouteDef]:
    return [
        web.get("/signal", partial(signal, world)),
        web.route("*", "/v4/{kind}", insights),
        web.get("/sounds/{name:.+}", sound),
        web.get("/js/client/sounds/releases/{version}/{name}", sound),
    ]


async def signal(world: World, request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(timeout=CLOSING_S)
    await socket.prepare(request)
    session = Session(world, socket)
    world.sockets.add(socket)
    beat = world.spawn(_heartbeat(socket))
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data != "\n":
                await _hear(session, message.data)
    finally:
        beat.cancel()
        world.sockets.discard(socket)
        await session.gone()
    return socket


async def _hear(session: Session, text: str) -> None:
    try:
        await session.hear(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        session.world.alert(0, f"PStream: {type(error).__name__} in a frame", "")


async def _heartbeat(socket: web.WebSocketResponse) -> None:
    while not socket.closed:
        await asyncio.sleep(HEARTBEAT_S)
        await socket.send_str("\n")


async def insights(request: web.Request) -> web.Response:
    """Swallows what the SDK reports about itself."""
    return web.json_response({}, headers=ANYBODY)


async def sound(request: web.Request) -> web.Response:
    """One short tone for every sound: any decodable bytes do."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(tone(660, 0.2, 3000).tobytes())
    return web.Response(body=file.getvalue(), content_type="audio/wav", headers=ANYBODY)
