"""Shapes of taking a call from its assistant."""

from typing import Annotated

from pydantic import Field

from api.schemas.twilio import Posted


class RoomOf(Posted):
    """`n`: the attempt to hand over; `s`: our own mark on it."""

    n: Annotated[str, Field(pattern=r"^\d{1,4}$")]
    s: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
