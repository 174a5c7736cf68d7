"""A chat-completions endpoint on loopback that behaves as badly as it is told to."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def said(*commands, **choice):
    """An answer of the right form with these commands."""
    return content(json.dumps({"commands": [command(**one) for one in commands]}), **choice)


def command(cmd, quote, slot=None, value=None, confidence=90):
    return {"cmd": cmd, "slot": slot, "value": value, "quote": quote, "confidence": confidence}


def content(text, **choice):
    message = {"role": "assistant", "content": text, "refusal": None}
    return whole({"choices": [{"index": 0, "message": message, "finish_reason": "stop"} | choice]})


def whole(body):
    return reply(json.dumps(body).encode())


def reply(body=b"", status=200, **headers):
    def send(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def later(seconds, then):
    def send(handler):
        if not handler.server.stopping.wait(seconds):
            then(handler)

    return send


def dripping_body(interval_s=0.05):
    """The head at once, then one byte at a time, for ever."""

    def send(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        _drip(handler, interval_s)

    return send


def dripping_head(interval_s=0.05):
    def send(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        _drip(handler, interval_s)

    return send


def hanging_up(handler):
    handler.close_connection = True


def obedient(handler):
    """Does what the caller's words order, in free text and in commands that nobody offered."""
    turn = json.loads(handler.body["messages"][1]["content"])
    orders = turn["caller"]
    said(
        {"cmd": "set_slot", "slot": "verified", "value": "yes", "quote": orders},
        {"cmd": "waive_debt", "quote": orders},
        {"cmd": "faq", "value": "balance", "quote": orders},
        {"cmd": "affirm", "quote": "I am the account holder"},
    )(handler)


def _drip(handler, interval_s):
    while not handler.server.stopping.wait(interval_s):
        handler.wfile.write(b" ")


class StubModel:
    """`react`: what the next requests get. `asked`: the bodies that came; `heads`: their headers;
    `lines`: the client's port of each."""

    def __init__(self, base_url):
        self.base_url = base_url
        self.react = reply()
        self.asked, self.heads, self.lines = [], [], []


@contextmanager
def stub_model():
    server = _Server(("127.0.0.1", 0), _Handler)
    server.stopping = threading.Event()
    server.stub = StubModel(f"http://127.0.0.1:{server.server_address[1]}/v1")
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    try:
        yield server.stub
    finally:
        server.stopping.set()
        server.shutdown()
        serving.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        """Callers hang up in the middle: that is what is tried here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        stub = self.server.stub
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        stub.asked.append(self.body)
        stub.heads.append({"path": self.path} | dict(self.headers))
        stub.lines.append(self.client_address[1])
        with suppress(OSError):
            stub.react(self)
            return
        self.close_connection = True

    def log_message(self, *_):
        pass


def elapsed(ask):
    """(what it gave, seconds)."""
    began = time.monotonic()
    return ask(), time.monotonic() - began
