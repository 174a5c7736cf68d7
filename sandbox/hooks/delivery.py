"""One webhook on its way: signed, within its times, again only as the URL's fragment says."""

import asyncio
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from sandbox.hooks.journal import Answer, Journal
from sandbox.hooks.overrides import CONNECT, READ, Overrides, overrides
from sandbox.hooks.signature import signature, signed_url

LARGEST_ANSWER = 256 * 1024


@dataclass(frozen=True)
class Webhook:
    """`kind` names it for faults and journal. The token is the same on each retry."""

    kind: str
    url: str
    fields: dict[str, str]
    method: str = "POST"
    token: str = field(default_factory=lambda: secrets.token_hex(16))


async def deliver(
    http: aiohttp.ClientSession, webhook: Webhook, *, auth_token: str, journal: Journal
) -> Answer:
    limits = overrides(webhook.url)
    answer = Answer(0, failure=CONNECT)
    for attempt in range(limits.retries + 1):
        answer = await _attempt(http, webhook, limits, auth_token)
        journal.note(
            kind=webhook.kind,
            url=webhook.url,
            fields=webhook.fields,
            attempt=attempt,
            status=answer.status,
            failure=answer.failure,
            token=webhook.token,
        )
        if answer.ok or not limits.wants(answer.failure or f"{answer.status // 100}xx"):
            break
    return answer


async def _attempt(
    http: aiohttp.ClientSession, webhook: Webhook, limits: Overrides, auth_token: str
) -> Answer:
    url, body, signed = _on_the_wire(webhook)
    headers = {
        "X-Twilio-Signature": signature(auth_token, url, signed),
        "I-Twilio-Idempotency-Token": webhook.token,
        "User-Agent": "TwilioProxy/1.1",
        "Accept": "*/*",
    }
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
    timeout = aiohttp.ClientTimeout(
        total=limits.total_s, sock_connect=limits.connect_s, sock_read=limits.read_s
    )
    target = URL(url.partition("#")[0], encoded=True)
    try:
        async with http.request(
            webhook.method,
            target,
            data=body,
            headers=headers,
            timeout=timeout,
            allow_redirects=False,
        ) as response:
            text = (await response.content.read(LARGEST_ANSWER)).decode("utf-8", "replace")
            return Answer(response.status, response.headers.get("Content-Type", ""), text)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        return Answer(0, failure=CONNECT)
    except (TimeoutError, aiohttp.ClientError, asyncio.IncompleteReadError):
        return Answer(0, failure=READ)


def _on_the_wire(webhook: Webhook) -> tuple[str, bytes | None, dict[str, str]]:
    """URL, body, and the form fields that the signature covers."""
    encoded = urlencode(webhook.fields)
    if webhook.method != "GET":
        return webhook.url, encoded.encode(), webhook.fields
    plain = signed_url(webhook.url) if not webhook.url.startswith("https") else webhook.url
    bare = plain.partition("#")[0]
    return bare + ("&" if "?" in bare else "?") + encoded, None, {}
