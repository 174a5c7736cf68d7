"""A carrier's end of a relay, and an application whose talk is scripted."""

import base64
import hmac
import json
import threading
import time
from dataclasses import replace

import requests
import simple_websocket
from werkzeug.serving import WSGIRequestHandler, make_server

from services.assistant_line import Given
from services.conversation.reply import Ending, Line, Listen, Reply
from services.ports import Stored
from services.relaying import Relaying

CALL, CALL_SID, OTHER_SID = "c" * 32, "CA" + "1" * 32, "CA" + "2" * 32
GOING = {"assistant": "real_estate", "lead_sid": CALL_SID, "language": "en"}


def says(text, *, ending=Ending.NONE, must_hear=False, timeout_s=5):
    listen = Listen("open", timeout_s=timeout_s) if ending is Ending.NONE else None
    return Reply((Line("t", text, "en", must_hear),), listen, ending)


class Script:
    """Calls, talks and turns in one. `reply(event)` answers; `asked` is what came."""

    def __init__(self):
        self.documents = {CALL: dict(GOING)}
        self.talk = None
        self.asked = []
        self.reply = lambda event: says(f"You said {event.text or event.kind}. And then?")

    def get(self, call_id):
        data = self.documents.get(call_id)
        return Stored(call_id, data, "1") if data else None

    def take(self, asked):
        self.asked.append(asked)
        return Given(asked.turn, self.reply(asked.event))

    def relaying(self, account, now_s=time.monotonic):
        talks = type("Talks", (), {"get": lambda _, call_id: self.talk})()
        health = "healthcare_intake".__eq__
        return Relaying(self, talks, self, account, now_s=now_s, of_health=health)

    @property
    def events(self):
        return [asked.event for asked in self.asked]


def scripted(app, script):
    """The application with this script in place of calls and turns."""
    relaying = script.relaying(app.extensions["settings"].twilio_account_sid)
    services = replace(app.extensions["services"], relaying=lambda: relaying)
    app.extensions["services"] = services
    return app


class Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


class Served:
    """The application on a free port, with real threads and real sockets."""

    def __init__(self, app):
        self.app = app
        self.server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def stop(self):
        self.app.extensions["relay_sockets"].stopping.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def signature(self, path, scheme="ws"):
        settings = self.app.extensions["settings"]
        token = settings.twilio_auth_token[0].get_secret_value().encode()
        url = scheme + settings.public_url.removeprefix("http") + path
        return base64.b64encode(hmac.digest(token, url.encode(), "sha1")).decode()

    def open(self, call_id=CALL):
        path = f"/webhooks/twilio/relay/{call_id}"
        url = f"ws://127.0.0.1:{self.server.port}{path}"
        signed = {"x-twilio-signature": self.signature(path)}
        return Carrier(simple_websocket.Client.connect(url, headers=signed))

    def knock(self, signature, call_id=CALL):
        """The status of a handshake."""
        url = f"http://127.0.0.1:{self.server.port}/webhooks/twilio/relay/{call_id}"
        headers = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
            "X-Twilio-Signature": signature.encode(),
        }
        return requests.get(url, headers=headers, timeout=5).status_code

    def talk(self, call_id=CALL, call_sid=CALL_SID, account=None):
        """An open relay after its setup."""
        carrier = self.open(call_id)
        own = self.app.extensions["settings"].twilio_account_sid
        carrier.tell(type="setup", callSid=call_sid, accountSid=account or own, sessionId="VX1")
        return carrier


class Carrier:
    """Twilio's end of a socket."""

    def __init__(self, ws):
        self.ws = ws

    def tell(self, **message):
        self.ws.send(json.dumps(message))

    def say(self, text):
        self.tell(type="prompt", voicePrompt=text, lang="en-US", last=True)

    def told(self, timeout_s=3):
        frame = self.ws.receive(timeout=timeout_s)
        assert frame is not None, "nothing came"
        return json.loads(frame)

    def spoken(self):
        """The next line, to its last piece."""
        text = ""
        while True:
            frame = self.told()
            assert frame["type"] == "text", frame
            text += frame["token"]
            if frame["last"]:
                return text

    def closed(self):
        """(code, word) of the close that follows."""
        try:
            while self.ws.receive(timeout=3) is not None:
                pass
        except simple_websocket.ConnectionClosed as end:
            return end.reason, end.message
        raise AssertionError("the socket stays open")
