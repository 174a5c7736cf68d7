"""The page of the rulebook: read by an agent, overdue for a manager, and without a hit."""

from dataclasses import replace
from datetime import date

from api.views.manager import Choice, Filter
from api.views.rulebook import InForceCard
from api.views.rules import book_entries, grouped
from api.views.rules_page import RulesPage

ENTRIES = book_entries(date(2026, 11, 21))
RULES = RulesPage(
    groups=grouped(ENTRIES),
    shown=len(ENTRIES),
    total=len(ENTRIES),
    asked="",
    filters=(Filter("state", "Place", (Choice("", "Everywhere", True), Choice("TX", "Texas"))),),
    law=InForceCard("Rulebook 0123456789ab", "In force since Mon 9:00 AM, approved by Mara."),
    house=InForceCard("No house rules", "The law alone decides."),
    version="0123456789ab" + "0" * 52,
    own="0123456789ab" + "0" * 52,
    own_is="which does not judge",
    today="Nov 21, 2026",
    manager=False,
    due=0,
    only_due=False,
)
LATE = grouped(book_entries(date(2027, 6, 1)))
DUE = replace(RULES, groups=LATE, manager=True, due=len(ENTRIES), own="f" * 64)
NONE = replace(RULES, groups=(), shown=0, asked='"><script>')
