"""A light load generator: keep-alive sockets, requests made beforehand, one thread.

The same for every side. Each request is sent once, so that each can bear a permit of its own.
"""

import selectors
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode


class WrongAnswer(Exception):
    """A side did not do the work. The text is its status line."""


@dataclass(frozen=True)
class Run:
    """Seconds per answer, in order of arrival, and of the whole."""

    latencies: Sequence[float]
    took_s: float

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.took_s


@dataclass
class Lane:
    """One connection: at most one request under way."""

    socket: socket.socket
    sent_at: float = 0.0
    answer: bytearray = field(default_factory=bytearray)


def post(path: str, form: Mapping[str, str], headers: Mapping[str, str]) -> bytes:
    """The bytes of a form post."""
    body = urlencode(form).encode()
    head = {
        "Host": "127.0.0.1",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


def fire(port: int, requests: Sequence[bytes], *, connections: int, expect: bytes = b"") -> Run:
    """Send each request once over `connections` lanes. `expect` must stand in every answer's body.

    Raises WrongAnswer for the first that is not a 200 with it.
    """
    waiting, latencies = iter(requests), [0.0] * 0
    with selectors.DefaultSelector() as selector:
        lanes = [Lane(socket.create_connection(("127.0.0.1", port))) for _ in range(connections)]
        begun = time.perf_counter()
        busy = sum(send_next(lane, waiting, selector) for lane in lanes)
        while busy:
            for key, _ in selector.select():
                lane: Lane = key.data
                if not received(lane, expect):
                    continue
                latencies.append(time.perf_counter() - lane.sent_at)
                selector.unregister(lane.socket)
                busy -= not send_next(lane, waiting, selector)
        took = time.perf_counter() - begun
    for lane in lanes:
        lane.socket.close()
    return Run(latencies, took)


def send_next(lane: Lane, waiting: Iterator[bytes], selector: selectors.BaseSelector) -> bool:
    request = next(waiting, None)
    if request is None:
        return False
    lane.answer.clear()
    selector.register(lane.socket, selectors.EVENT_READ, lane)
    lane.sent_at = time.perf_counter()
    lane.socket.sendall(request)
    return True


def received(lane: Lane, expect: bytes) -> bool:
    """Whether the whole answer is here. Reads what has arrived."""
    arrived = lane.socket.recv(65536)
    if not arrived:
        raise WrongAnswer("the connection was closed")
    lane.answer += arrived
    head, blank, body = bytes(lane.answer).partition(b"\r\n\r\n")
    if not blank or len(body) < content_length(head):
        return False
    if not head.startswith(b"HTTP/1.1 200") or expect not in body:
        raise WrongAnswer(bytes(lane.answer[:600]).decode(errors="replace"))
    return True


def content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
