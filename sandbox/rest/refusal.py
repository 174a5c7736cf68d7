"""The carrier's no: an HTTP status, a code (twilio.com/docs/api/errors), a message."""

from aiohttp import web


class Refused(Exception):
    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message = status, code, message


def bad_request(message: str, code: int = 20001) -> Refused:
    return Refused(400, code, message)


def not_found(path: str) -> Refused:
    return Refused(404, 20404, f"The requested resource {path} was not found")


def answer(refused: Refused) -> web.Response:
    body = {
        "code": refused.code,
        "message": refused.message,
        "more_info": f"https://www.twilio.com/docs/errors/{refused.code}",
        "status": refused.status,
    }
    return web.json_response(body, status=refused.status)
