"""What is asked of a caller, how it is read, and what it is compared with."""

from enum import StrEnum

from pydantic import Field

from services.conversation.shape import Dotted, Name, Scalar, Shape, TextId


class Kind(StrEnum):
    """How code reads a value; canonical form in brackets."""

    YES_NO = "yes_no"  # yes, no
    DIGITS = "digits"  # 60611
    DATE = "date"  # 2026-11-24
    MONEY = "money"  # cents: 12550
    TIME = "time"  # 14:30
    NAME = "name"
    EMAIL = "email"
    ADDRESS = "address"
    OPTION = "option"  # the option's id
    DURATION = "duration"  # as understanding writes it
    CODE = "code"  # letters and digits: XJ4471
    SCALE = "scale"  # 0 to 10; two digits when typed, since 0 and 9 alone mean something else
    OPEN = "open"  # the caller's words


class Confirm(StrEnum):
    EXPLICIT = "explicit"  # read back, and a yes awaited
    IMPLICIT = "implicit"  # read back in passing; a no takes it back
    NEVER = "never"


class Fallback(StrEnum):
    KEYS = "keys"
    SPELL = "spell"
    SKIP = "skip"


class Slot(Shape):
    """`rows`: options are the record's rows of that name, or those that a tool found; each has an
    `id`, is called by the text `label`, and is offered only when every field in `where` equals its
    reference; `options` then are what else may be chosen ("none of these"). `ahead`: taken when
    the caller gives it unasked. `keys`: how many digits at most. `lengths`: how many digits a
    number may have. `past`: a date lies behind us. A row's
    `aliases` are further names for it."""

    kind: Kind
    ask: TextId
    fallback: Fallback
    confirm: Confirm = Confirm.NEVER
    attempts: int = Field(default=3, ge=1, le=5)
    keys: int = Field(default=0, ge=0, le=16)
    secret: bool = False
    optional: bool = False
    ahead: bool = False
    past: bool = False
    lengths: tuple[int, ...] = ()
    checks: tuple[str, ...] = ()
    invalid: TextId | None = None
    options: dict[Name, TextId] = Field(default_factory=dict, max_length=8)
    rows: Name | None = None
    label: TextId | None = None
    where: dict[Name, Scalar] = Field(default_factory=dict)
    most: int = Field(default=3, ge=1, le=60)


class Verify(Shape):
    """The state's slots against the record, in code: `need` of `compare` must agree. A round that
    fails forgets what was given and asks again, `rounds` times in all. Nothing is ever read out."""

    compare: dict[Name, Dotted]
    need: int = Field(ge=1)
    rounds: int = Field(default=3, ge=1, le=5)
    failed: Name
    mismatch: TextId
