"""Which collection lives in which database. A document offered to another raises WrongStore."""

MAIN = frozenset(
    {
        "agents",
        "attempts",
        "busy",
        "calls",
        "company_dnc",
        "consents",
        "counters",
        "dials",
        "dnc_chunks",
        "dnc_copies",
        "dnc_leads",
        "drafts",
        "lead_items",
        "lead_sync",
        "leads",
        "leases",
        "legs",
        "number_index",
        "outbox",
        "permits",
        "podio_hooks",
        "refusals",
        "rulebooks",
        "sessions",
        "softphones",
        "throttles",
        "user_logins",
        "users",
    }
)
AUDIT = frozenset({"records", "checkpoints"})
KEYS = frozenset({"person_keys"})
