"""How a call is made and what for: the words that choose rules, never a regime's name."""

from enum import StrEnum


class CallKind(StrEnum):
    LIVE_MANUAL = "live_manual"
    AUTODIALED = "autodialed"
    ARTIFICIAL_VOICE = "artificial_voice"
    VOICEMAIL_DROP = "voicemail_drop"
    SMS = "sms"


class Purpose(StrEnum):
    TELEMARKETING = "telemarketing"
    INFORMATIONAL = "informational"
    DEBT = "debt"


class Answer(StrEnum):
    """What is known of a yes-or-no question that somebody was asked."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
