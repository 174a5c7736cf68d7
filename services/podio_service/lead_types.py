"""The words of a lead's type, and what they say of the property's distress.

A type that is not known here says nothing: neither that the home is in foreclosure nor that it is
not. Nobody is called on what was not understood.
"""

import re
from collections.abc import Iterable

FORECLOSURE, PROBATE, TAX_LIEN = "foreclosure", "probate", "tax_lien"
PHRASES = {  # in a type's words
    "foreclosure": FORECLOSURE,
    "lis pendens": FORECLOSURE,
    "notice of default": FORECLOSURE,
    "trustee sale": FORECLOSURE,
    "trustee's sale": FORECLOSURE,
    "sheriff sale": FORECLOSURE,
    "sheriff's sale": FORECLOSURE,
    "probate": PROBATE,
    "tax lien": TAX_LIEN,
    "tax deed": TAX_LIEN,
    "tax default": TAX_LIEN,
    "tax delinquent": TAX_LIEN,
    "tax sale": TAX_LIEN,
}
WHOLE = {"nod": FORECLOSURE}  # a type's only word
PLAIN = frozenset(  # a type that says nothing of this kind, word for word
    (
        "absentee owner",
        "code violation",
        "divorce",
        "expired listing",
        "for sale by owner",
        "free and clear",
        "fsbo",
        "high equity",
        "landlord",
        "no distress",
        "none",
        "out of state owner",
        "owner occupant",
        "tired landlord",
        "vacant",
        "vacant land",
    )
)
BETWEEN = re.compile(r"[,;/|\n]")


def distress_of(texts: Iterable[str]) -> frozenset[str] | None:
    """foreclosure, probate, tax_lien. `texts`: the lead's types, one each or with commas between.
    None when there is no type, or one that is not known here."""
    types = [_plain(one) for text in texts for one in BETWEEN.split(text)]
    said = [_said(one) for one in types]
    return frozenset().union(*(one for one in said if one)) if said and None not in said else None


def _said(words: str) -> frozenset[str] | None:
    found = {kind for phrase, kind in PHRASES.items() if phrase in words}
    if words in WHOLE:
        found.add(WHOLE[words])
    return frozenset(found) if found or words in PLAIN else None


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("-", " ").replace("_", " ").replace("’", "'").split())
