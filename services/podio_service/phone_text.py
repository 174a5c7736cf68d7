"""Telephone numbers as people type them into Podio, to E.164."""

REGION = "US"


def e164(text: str) -> str | None:
    """`text` as +13125550101, or None when it is no number that can exist."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    whole = phonenumbers.ValidationResult.IS_POSSIBLE  # not local only, without an area code
    if number.extension or phonenumbers.is_possible_number_with_reason(number) != whole:
        return None
    formatted: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return formatted
