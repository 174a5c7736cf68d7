"""What the sign-in form brings."""

from pydantic import BaseModel, ConfigDict, Field


class SignInForm(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    email: str = Field(min_length=1, max_length=254)
    password: str = Field(min_length=1, max_length=1024)
    next: str = Field(default="", max_length=2048)
    csrf_token: str = ""


class SignInPage(BaseModel):
    model_config = ConfigDict(extra="ignore")

    next: str = Field(default="", max_length=2048)
