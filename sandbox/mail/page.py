"""/mailbox: what arrived, the newest first, as a person reads it; /control/mailbox as JSON."""

import json
from functools import partial
from html import escape

from aiohttp import web

from sandbox.clock import rfc2822
from sandbox.mail.mailbox import Mailbox, Received

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox</title>
<meta http-equiv="refresh" content="5">
<style>body{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}
article{border:1px solid #ccc;border-radius:.5rem;padding:1rem;margin:1rem 0}
pre{white-space:pre-wrap;font:inherit}small{color:#555}</style>
<h1>Mailbox</h1><p>Letters that the application has sent to this sandbox.</p>"""
LETTER = """<article><h2>{subject}</h2>
<small>to {to} &middot; from {sender} &middot; {at}{times}</small>
<pre>{text}</pre>{file}</article>"""


async def page(mailbox: Mailbox, request: web.Request) -> web.Response:
    letters = [_letter(n, one) for n, one in reversed(list(enumerate(mailbox.letters)))]
    shown = "".join(letters) or "<p>Nothing has arrived yet.</p>"
    return web.Response(text=f"{HEAD}{shown}</html>", content_type="text/html")


async def calendar(mailbox: Mailbox, request: web.Request) -> web.Response:
    number = int(request.match_info["number"])
    if number >= len(mailbox.letters) or not mailbox.letters[number].calendar:
        raise web.HTTPNotFound
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return web.Response(
        text=mailbox.letters[number].calendar, content_type="text/calendar", headers=headers
    )


async def as_json(mailbox: Mailbox, request: web.Request) -> web.Response:
    rows = [
        {
            "id": one.id, "to": list(one.to), "from": one.sender, "times": one.times,
            "subject": str(one.message["Subject"]), "text": one.text, "calendar": one.calendar,
        }
        for one in mailbox.letters
    ]  # fmt: skip
    return web.json_response(rows, dumps=partial(json.dumps, ensure_ascii=False))


def routes(mailbox: Mailbox) -> list[web.RouteDef]:
    return [
        web.get("/mailbox", partial(page, mailbox)),
        web.get("/mailbox/{number:[0-9]+}.ics", partial(calendar, mailbox)),
        web.get("/control/mailbox", partial(as_json, mailbox)),
    ]


def _letter(number: int, one: Received) -> str:
    link = f'<a href="/mailbox/{number}.ics">appointment.ics</a>' if one.calendar else ""
    return LETTER.format(
        subject=escape(str(one.message["Subject"] or "")),
        to=escape(", ".join(one.to)),
        sender=escape(str(one.message["From"] or one.sender)),
        at=rfc2822(one.at),
        times=f" &middot; came {one.times} times" if one.times > 1 else "",
        text=escape(one.text),
        file=link,
    )
