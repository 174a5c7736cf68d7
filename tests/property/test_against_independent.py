"""Ten thousand cases judged twice: by the rulebook, and by a second reading of the sheet of law
that shares no code and no table with it."""

from tests.fakes.two_judges import agreed

CASES = 10_000


def test_both_judges_say_the_same_of_ten_thousand_cases():
    assert CASES * 0.4 < agreed("every day", CASES) < CASES * 0.7
