"""Asking the application what to do with a call."""

from urllib.parse import urljoin

from sandbox.carrier.call import Call
from sandbox.carrier.progress import basic_fields, places
from sandbox.hooks.delivery import Webhook
from sandbox.twiml.document import TwimlError, Verb, check_content_type, parse
from sandbox.world import World

GET, POST = "GET", "POST"


async def fetch(
    world: World, call: Call, kind: str, url: str, more: dict[str, str] | None = None
) -> tuple[Verb, ...]:
    """`kind` is voice, incoming, dial-action, gather, redirect, answer. Raises TwimlError."""
    return await fetch_by(world, call, Webhook(f"twiml.{kind}", url, request(world, call, more)))


async def fetch_by(world: World, call: Call, webhook: Webhook) -> tuple[Verb, ...]:
    answer = await world.hooks.ask(webhook)
    call.base_url = webhook.url
    if answer.failure:
        code = 11205 if answer.failure == "ct" else 11200
        raise TwimlError(code, f"HTTP retrieval failure: {answer.failure}")
    if not answer.ok:
        raise TwimlError(11200, f"HTTP retrieval failure: status {answer.status}")
    if answer.status == 204:
        return ()
    check_content_type(answer.content_type)
    return parse(answer.body)


def request(world: World, call: Call, more: dict[str, str] | None = None) -> dict[str, str]:
    """Custom parameters of a client first: a standard field always wins over one of them."""
    return {**call.params, **places(call), **basic_fields(world, call), **(more or {})}


def absolute(call: Call, url: str) -> str:
    """URLs in TwiML may be relative to the document that bears them."""
    return urljoin(call.base_url, url)
