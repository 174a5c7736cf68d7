"""Connections that another thread can cut: a time limit on the whole, not on each packet.

`requests` limits the wait for the next packet. Who sends one byte a second is never late by that
measure, be it in the head of an answer or in its body.
"""

import socket
import threading
from contextlib import suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_here = threading.local()  # the exchange that this thread is busy with


class Exchange:
    """One request under way. `with` it, on the thread that sends; `cut` it from any other."""

    def __init__(self) -> None:
        self._connection: HTTPConnection | None = None
        self._cut = False
        self._lock = threading.Lock()

    def __enter__(self) -> "Exchange":
        _here.exchange = self
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._connection = None
        del _here.exchange

    def uses(self, connection: HTTPConnection) -> None:
        """Raises ConnectionAbortedError when it was cut before it came so far."""
        with self._lock:
            if self._cut:
                raise ConnectionAbortedError
            self._connection = connection

    def cut(self) -> None:
        with self._lock:
            self._cut = True
            sock = self._connection.sock if self._connection else None
            if sock is not None:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)


def _enter(connection: HTTPConnection) -> None:
    exchange = getattr(_here, "exchange", None)
    if exchange is not None:
        exchange.uses(connection)


class _Plain(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _enter(self)

    def putrequest(self, *args: Any, **kwargs: Any) -> None:
        _enter(self)
        super().putrequest(*args, **kwargs)


class _Secure(_Plain, HTTPSConnection):
    """Entered as a plain one is; connected by TLS."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class CuttingAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
