"""Why a write to the CRM waits or failed, in a sentence for the manager."""

SENTENCES = {
    "asked_to_wait": "Podio asked us to wait. It will be tried again by itself.",
    "outcome_unknown": "Podio did not answer. We look whether it was done before trying again.",
    "gave_up": "Podio could not be reached for three days. Replay it when Podio is well.",
    "lead_gone": "The lead is no longer in Podio, so nothing can be attached to it.",
    "invalid_value": "Podio refused a value. A field or an option of the app has changed.",
    "forbidden": "Podio does not let us write there. Check the app token in the settings.",
    "not_found": "Podio does not know the app or the item any more.",
    "gone": "The item has been deleted in Podio.",
    "conflict": "Somebody changed the item in Podio at the same time.",
    "no_follow_up": "The disposition has changed, and no task is needed any more.",
}
OPTION_MISSING = "option_missing:"


def sentence(code: str | None) -> str:
    """`code` is an outbox row's last error."""
    if code is None:
        return "Not tried yet."
    if code.startswith(OPTION_MISSING):
        field = code.removeprefix(OPTION_MISSING)
        return f"The field {field} in Podio lacks an option that we need."
    return SENTENCES.get(code, "Something of ours failed. It will be tried again by itself.")
