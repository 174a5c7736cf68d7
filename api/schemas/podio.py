"""What Podio posts to a hook: a form, all texts, unsigned. New fields may come any day."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = Annotated[str, Field(pattern=r"^[0-9]{1,15}$")]


class Told(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    type: Annotated[str, Field(pattern=r"^[a-z_]{1,40}\.[a-z_]{1,40}$")]


class Verification(Told):
    type: Literal["hook.verify"]
    hook_id: Number
    code: Annotated[str, Field(pattern=r"^[0-9A-Za-z_\-]{1,128}$")]


class ItemEvent(Told):
    type: Literal["item.create", "item.update", "item.delete"]
    item_id: Number
    item_revision_id: Number = "0"
