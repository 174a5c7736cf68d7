"""pypodio2 0.1's areas, which know Podio's verbs and paths, on our transport.

The package is Python 2: its areas say `from urllib import urlencode`, so that name exists while
they are imported and not a moment longer. Its own transport is never imported: it checks no
certificate, has no timeout and hangs under threads.
"""

import threading
import urllib
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from services.podio_service.transport import RequestsTransport

_importing = threading.Lock()


def client(transport: RequestsTransport) -> Any:
    """`client(t).Item.find(7)`: pypodio2's Client."""
    with _importing, _python_2_names():
        from pypodio2.client import Client

    return Client(transport)


@contextmanager
def _python_2_names() -> Iterator[None]:
    vars(urllib)["urlencode"] = urllib.parse.urlencode
    try:
        yield
    finally:
        del vars(urllib)["urlencode"]
