"""TwiML as a response."""

from flask import Response


def twiml(document: str) -> Response:
    return Response(document, content_type="text/xml; charset=utf-8")
