import pytest

from services.conversation.understanding.spoken import numbers, runs
from services.conversation.understanding.words import heard


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("one hundred and twenty five dollars and fifty cents", [125, 50]),
        ("twenty twenty six", [20, 26]),
        ("nineteen eighty", [19, 80]),
        ("two thousand and twenty six", [2026]),
        ("a thousand two hundred", [1200]),
        ("between one hundred and two hundred", [100, 200]),
        ("sixty thousand six hundred eleven", [60611]),
        ("1,250 or 3 million", [1250, 3_000_000]),
        ("twelve hundred", [1200]),
        ("this one or that one", []),
    ],
)
def test_words_are_counted_as_people_mean_them(said, values):
    assert [number.value for number in numbers(heard(said), "en")] == values


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("ciento veinticinco con cincuenta", [125, 50]),
        ("treinta y uno de agosto de mil novecientos ochenta", [31, 1980]),
        ("un millón doscientos mil", [1_200_000]),
        ("quinientos dos", [502]),
    ],
)
def test_spanish_words_are_counted_too(said, values):
    assert [number.value for number in numbers(heard(said), "es")] == values


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("four one five five five five oh one three four", "4155550134"),
        ("double three triple five", "33555"),
        ("eight hundred five five five twelve twelve", "8005551212"),
        ("four one five, dash, five five five, uh, oh one three four", "4155550134"),
        ("(415) 555-0134", "4155550134"),
        ("two for one", "241"),
        ("six oh six one one", "60611"),
    ],
)
def test_digits_in_a_row_are_one_row(said, digits):
    assert [run.digits for run in runs(heard(said), "en")] == [digits]


def test_amounts_times_and_ordinals_are_no_row():
    said = "from 100 to 200, at 10:30 on the third, 2025 and 2026"

    assert max(len(run.digits) for run in runs(heard(said), "en")) == 4


def test_a_row_knows_the_letters_that_said_it():
    said = heard("call four one five, please")
    (run,) = runs(said, "en")

    assert said.quote(run.first, run.behind) == "four one five"
