"""Vercel's WSGI shim leaves PATH_INFO percent-encoded; WSGI wants it decoded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass(frozen=True)
class VercelPathDecode:
    """Outermost: keeps the path as it came in RAW_PATH, for signatures."""

    wsgi_app: WSGIApplication
    on_vercel: bool

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self.on_vercel:
            environ["RAW_PATH"] = environ["PATH_INFO"]
            environ["PATH_INFO"] = unquote_to_bytes(environ["PATH_INFO"]).decode("latin-1")
        return self.wsgi_app(environ, start_response)


def raw_path(environ: WSGIEnvironment) -> str:
    """The path exactly as the client sent it, without query or fragment.

    gunicorn gives RAW_URI, Werkzeug's test client REQUEST_URI; both hold the whole target.
    """
    if "RAW_PATH" in environ:
        return str(environ["RAW_PATH"])
    target = str(environ.get("RAW_URI") or environ["REQUEST_URI"])
    if not target.startswith("/"):  # absolute form: http://host/path
        target = "/" + target.partition("://")[2].partition("/")[2]
    return target.partition("?")[0].partition("#")[0]
