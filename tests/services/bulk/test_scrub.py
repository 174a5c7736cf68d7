"""A file of leads, judged row by row."""

import csv
import io
import json

import pytest
from bulk_world import HEADING, any_rows, grounds, scrub
from law import NOON

from services.bulk.capacity import STEPS, capacity
from services.bulk.row_facts import Unready
from services.bulk.sheets import SheetRefused
from services.compliance.model import CallKind
from services.domain.times import to_text

CLEAR = "number,line_type,attorney,owner_occupied,distress\n"
ROW = "3125550144,landline,no,no,\n"


def text_of(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def table(scrubbed):
    """The added columns, row by row."""
    return [row[-4:] for row in csv.reader(io.StringIO("".join(scrubbed.csv())))][1:]


@pytest.mark.parametrize("kind", [CallKind.LIVE_MANUAL, CallKind.ARTIFICIAL_VOICE])
def test_every_row_gets_what_the_judge_says_of_it_alone(kind):
    rows = list(any_rows(600))
    ground = grounds(told=[3125550001, 3055550007], national=range(3055550000, 3055550020))
    done = scrub(text_of([HEADING, *rows]), kind=kind, ground=ground)
    found = table(done)
    for row, added in zip(rows, found, strict=True):
        alone = scrub(text_of([HEADING, row]), kind=kind, ground=ground, piece_rows=1)
        assert table(alone) == [added]
        assert by_hand(alone, row) == added
    assert len({tuple(added) for added in found}) > 30
    assert done.summary().rows == 600


def test_what_is_forgotten_between_pieces_changes_no_answer_and_no_count():
    text = text_of([HEADING, *any_rows(600)])
    ground = grounds(told=[3125550001])
    whole, forgetful = scrub(text, ground=ground), scrub(text, ground=ground, most=5)
    assert "".join(forgetful.csv()) == "".join(whole.csv())
    assert forgetful.summary() == whole.summary()
    assert forgetful.rows == whole.rows == 600
    assert capacity(forgetful.tally(), NOON) == capacity(whole.tally(), NOON)
    assert len(forgetful.judged.classes) < 20 < len(whole.judged.classes)
    lines = "".join(scrub(text, ground=ground, most=5).jsonl())
    assert lines == "".join(scrub(text, ground=ground).jsonl())


def test_rows_of_one_answer_share_it():
    rows = "".join(f"3125550144,landline,no,no,,{n:02d}\n" for n in range(40))
    done = scrub("number,line_type,attorney,owner_occupied,distress,county\n" + rows)
    assert {row[0] for row in table(done)} == {"allow"}
    assert len(done.judged.classes) == 2


def by_hand(alone, row):
    """The row through the judge, without classes and codes."""
    judged = alone.judged
    coders = judged._coders.values()
    values = {c.name: c.values[0] for c in coders if c.values}
    wrong = next((v for v in values.values() if hasattr(v, "cure")), None)
    digits = "".join(ch for ch in row[1] if ch.isdigit())[-10:]
    if len(digits) < 10:
        return ["error", "", "", "number: write ten digits, or +1 and ten digits"]
    if wrong:
        return ["error", "", "", f"{wrong.column}: {wrong.cure}"]
    try:
        verdict = judged.verdict(f"+1{digits}", values)
    except Unready as unready:
        return ["error", "", "", str(unready)]
    opens = verdict.next_legal_time
    word = "allow" if verdict.allowed else "deny"
    rules = dict.fromkeys(finding.rule for finding in verdict.objections)
    return [word, " ".join(rules), to_text(opens) if opens else "", ""]


def test_a_row_that_nothing_stops_is_allowed_and_the_file_stands_as_it_was():
    said = "".join(scrub(CLEAR + ROW).csv())
    assert said == (
        "number,line_type,attorney,owner_occupied,distress,verdict,reasons,next_legal_time,error\n"
        "3125550144,landline,no,no,,allow,,,\n"
    )


def test_what_the_file_lacks_may_be_given_for_all_rows():
    said = table(scrub("Phone\n312-555-0144\n"))
    assert said[0][0] == "deny"
    assert "GATE-ATTORNEY-REPRESENTED" in said[0][1].split()


def test_a_row_that_cannot_be_read_names_its_column_and_its_cure():
    text = CLEAR + "31255501,landline,no,no,\n3125550144,fax,no,no,\n" + ROW
    said = table(scrub(text))
    assert said[0] == ["error", "", "", "number: write ten digits, or +1 and ten digits"]
    assert said[1] == ["error", "", "", "line_type: write landline, mobile, voip"]
    assert said[2][0] == "allow"


def test_a_row_with_too_few_or_too_many_cells_is_not_judged_and_keeps_its_place():
    text = "number,attorney,owner_occupied,distress,line_type,do_not_call\n3125550144,no\n" + (
        "3125550144,no,no,,landline,left,yes\n3125550144,no,no,,landline,\n"
    )
    done = scrub(text)
    rows = list(csv.reader(io.StringIO("".join(done.csv()))))
    assert {len(row) for row in rows} == {10}
    assert [row[6] for row in rows[1:]] == ["error", "error", "allow"]
    assert rows[2][9].startswith("row: has not the heading's 6 cells")
    assert done.summary().errors == 2


def test_a_quote_that_never_ends_swallows_no_row():
    with pytest.raises(SheetRefused, match="cannot be read near line"):
        "".join(scrub("name," + CLEAR + '"open,3125550144,landline,no,no,\nx,' + ROW).csv())


@pytest.mark.parametrize("word", ["foreclosures", "FORECLOSED", "divorce"])
def test_a_word_that_no_rule_knows_is_an_error_and_opens_nothing(word):
    said = table(scrub(CLEAR + f"3125550144,landline,no,yes,{word}\n"))
    assert said[0][0] == "error"
    assert said[0][3].startswith("distress: write expired, foreclosure")


def test_no_cell_of_the_answer_is_a_formula():
    text = "name," + CLEAR + "=cmd(),+13125550144,landline,no,no,\n"
    said = "".join(scrub(text).csv())
    assert "\n'=cmd(),+13125550144,landline" in said
    headed = "".join(scrub("=cmd()," + CLEAR + "," + ROW).csv())
    assert headed.startswith("'=cmd(),number,")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("cell", "tame"),
    [
        ("-2+3+cmd|' /C calc'!A0", False),
        ("+1+cmd|' /C calc'!A0", False),
        ("+(1)*HYPERLINK()", False),
        ("-2,cmd", False),
        ("-2;cmd", False),
        (" =1", False),
        (" @SUM(1)", False),
        ("-1-1a", False),
        ("-2", True),
        ("+1 (312) 555-0144", True),
        ("a-2+3", True),
    ],
)
def test_only_a_number_may_begin_with_a_sign(cell, tame, delimiter):
    line = text_of([[cell, "3125550144", "landline", "no", "no", "x"]])
    rows = list(csv.reader(io.StringIO(line)))
    for odd in ([], [["a\nb", *rows[0][1:]]]):  # as it stood, and written anew
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([*rows, *odd])
        heading = ("name," + CLEAR).replace(",", delimiter)
        said = "".join(scrub(heading + out.getvalue()).csv())
        first = list(csv.reader(io.StringIO(said), delimiter=delimiter))[1]
        assert first[0] == (cell if tame else f"'{cell}")


def test_a_row_that_is_written_anew_keeps_its_empty_cells():
    text = "number\tattorney\tname\tnotes\n3125550144\tno\t=1\t\n"
    rows = list(csv.reader(io.StringIO("".join(scrub(text).csv())), delimiter="\t"))
    assert rows[1][:5] == ["3125550144", "no", "'=1", "", "deny"]


def test_a_blank_line_is_no_row_and_the_others_keep_their_numbers():
    text = CLEAR + "\n" + ROW + "\n\n" + ROW + "\n"
    done = scrub(text, piece_rows=2)
    assert len(table(done)) == 2
    assert done.summary().errors == 0
    said = "".join(scrub(text, piece_rows=2).jsonl()).splitlines()
    assert [json.loads(line)["row"] for line in said] == [2, 5]


@pytest.mark.parametrize(
    "number", ["+47 23 45 67 89", "+65 6234 5678", "+44 3125550144", "+1 312 555 014"]
)
def test_a_number_of_another_country_is_none_of_ours(number):
    said = table(scrub(CLEAR + f"{number},landline,no,no,\n"))
    assert said[0] == ["error", "", "", "number: write ten digits, or +1 and ten digits"]


@pytest.mark.parametrize("number", ["+1 (312) 555-0144", "1-312-555-0144", "(+1) 312.555.0144"])
def test_a_number_of_ours_may_bear_its_country(number):
    assert table(scrub(CLEAR + f"{number},landline,no,no,\n"))[0][0] == "allow"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("attempts", "2026-11-18T12:00:00"),
        ("attempts", "2026-11-18"),
        ("conversations", "0001-01-01T00:00:00+14:00"),
        ("consent_revoked_at", "9999-12-31T23:59:59Z"),
        ("sale_on", "0001-01-01"),
        ("redemption_ends", "9999-12-31"),
    ],
)
def test_an_instant_without_its_offset_and_a_day_too_far_are_errors(column, text):
    row = table(scrub(f"{column},{CLEAR}{text},{ROW}"))[0]
    assert row[0] == "error"
    assert row[3].startswith(f"{column}: write ")


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_line_end_in_a_cell_that_is_written_anew_stays_in_it(end):
    text = "name,notes," + CLEAR + f'=1,"a{end}b",3125550144,landline,no,no,\n'
    said = "".join(scrub(text).csv())
    rows = list(csv.reader(io.StringIO(said, newline="")))
    assert [len(row) for row in rows] == [11, 11]
    assert rows[1][1] == f"a{end}b"


def test_a_cell_may_hold_a_line_end():
    text = "name," + CLEAR + '"a\nb",3125550144,landline,no,no,\n'
    rows = list(csv.reader(io.StringIO("".join(scrub(text).csv()))))
    assert rows[1][0] == "a\nb"
    assert rows[1][6] == "allow"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must name the columns"),
        ("name\n", "one of them number"),
        ("number,phone\n", "number stands there twice"),
        ("number,verdict\n", "verdict is there already"),
    ],
)
def test_what_is_no_list_of_leads_is_refused(text, why):
    with pytest.raises(SheetRefused, match=why):
        scrub(text)


def test_lines_of_json_say_the_same():
    said = [
        json.loads(line)
        for line in "".join(scrub("id," + CLEAR + "x," + ROW).jsonl()).split("\n")
        if line
    ]
    assert said == [
        {
            "row": 1,
            "id": "x",
            "verdict": "allow",
            "reasons": [],
            "next_legal_time": None,
            "error": None,
        }
    ]


def test_the_summary_counts_rows_by_reason():
    text = CLEAR + ROW * 3 + "3055550001,landline,no,no,\n8005550144,landline,no,no,\nx,,,,\n"
    done = scrub(text, ground=grounds(national=[3055550001]))
    "".join(done.csv())
    total = done.summary()
    assert (total.rows, total.allowed, total.denied, total.errors) == (6, 3, 2, 1)
    assert total.reasons["FED-DNC-NATIONAL"] == 1
    assert total.reasons["NUMBER-VALID"] == 1
    assert total.faults == {"number": 1}


def test_semicolons_tabs_and_a_mark_at_the_beginning_are_read():
    tabs = "".join(scrub("\ufeff" + (CLEAR + ROW).replace(",", "\t")).csv())
    assert tabs.endswith("3125550144\tlandline\tno\tno\t\tallow\t\t\t\n")
    said = "".join(scrub((CLEAR + ROW).replace(",", ";")).csv())
    assert said.endswith("3125550144;landline;no;no;;allow;;;\n")


def test_the_coming_week_has_its_hours():
    done = scrub(CLEAR + ROW * 4 + "8005550144,landline,no,no,\n")
    "".join(done.csv())
    week = capacity(done.tally(), NOON)
    assert len(week.open) == STEPS
    assert week.open[0] == 4
    night = [rows for step, rows in enumerate(week.open[:48]) if 20 <= step < 40]
    assert set(night) == {0}
    assert max(week.open) == 4
