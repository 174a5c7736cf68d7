"""A file that is not what it must be is refused with one sentence: file, place, cure."""

import shutil

import pytest

from services.conversation.faults import BadPlaybook
from services.playbook_files import as_sample, ours, parsed, read, read_from

FLOW, WORDS = "playbooks/real_estate.yaml", "texts/en/real_estate.yaml"


@pytest.fixture
def home(tmp_path):
    for part in ("playbooks", "texts"):
        shutil.copytree(ours() / part, tmp_path / part)
    return tmp_path


def spoil(home, file, old, new):
    place = home / file
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new, 1), "utf-8")


def fault(home):
    with pytest.raises(BadPlaybook) as bad:
        read_from(home, "real_estate")
    return str(bad.value)


def test_a_copy_of_ours_is_ours_to_the_hash(home):
    assert read_from(home, "real_estate").sha256 == read("real_estate").sha256


def test_one_changed_word_is_another_hash(home):
    spoil(home, WORDS, "Would you consider a sale?", "Would you think of a sale?")

    assert read_from(home, "real_estate").sha256 != read("real_estate").sha256


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (FLOW, "version: 1", "version: 0", "real_estate.yaml: version: "),
        (FLOW, "start:", "begin:", "real_estate.yaml: begin: there is no such field here"),
        (FLOW, "on_limit: limit\n", "", "real_estate.yaml: on_limit: this field is missing"),
        (FLOW, "emergency: {to: emergency}", "emergancy: {to: emergency}", "guards.emergancy"),
        (FLOW, "kind: yes_no", "kind: maybe", "real_estate.yaml: slots.owner.kind: "),
        (FLOW, "    ask: q.right_person\n", "    ask: q.right_person\n    end: hang_up\n", "one"),
        (FLOW, "turns: 40", "turns: 4000", "real_estate.yaml: limits.turns: "),
        (WORDS, "We will call", "{{ 7 * 7 }} We", "texts/en/real_estate.yaml: texts.s.call_back"),
        (WORDS, "We will call", "{party.first_name.upper()} We", "only {dotted.name} may stand"),
        (WORDS, "We will call", "{party.first_name!r} We", "only {dotted.name} may stand"),
        (WORDS, "We will call", "{party[0]} We", "only {dotted.name} may stand"),
        (WORDS, "We will call", "${party} We", "only {dotted.name} may stand"),
        (WORDS, "We will call", "{__class__} We", "only {dotted.name} may stand"),
        (WORDS, "We will call", "<break time='9s'/> We", "only {dotted.name} may stand"),
        (WORDS, "We will call", "{% for a in b %} We", "only {dotted.name} may stand"),
        (WORDS, "language: en", "language: fr", "texts/en/real_estate.yaml: language: "),
        (WORDS, "playbook: real_estate", "playbook: other", "write real_estate or common"),
        (WORDS, 's.parting: "Thank', 's.parting: ["Thank"] #', "texts.s.parting"),
    ],
)  # fmt: skip
def test_a_spoilt_file_is_refused_at_its_place(home, file, old, new, said):
    spoil(home, file, old, new)

    assert said in fault(home)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [*x]", "line 1: write it out: anchors and aliases are not read"),
        ("a: &x 1\nb: *x", "anchors and aliases are not read"),
        ("a: 1\na: 2", "line 2: 'a' stands twice; keep one"),
        ("a: {b: 1, b: 2}", "'b' stands twice; keep one"),
        ("a: !!python/object/apply:os.system [ls]", "leave the tag out"),
        ("a: !!timestamp 2026-01-01", "leave the tag out"),
        ("- a\n- b", "write one mapping: names with their values"),
        ("", "write one mapping: names with their values"),
        ("a: [1, 2", "line "),
        ("a: 'x\n", "line "),
        ("[" * 5000 + "]" * 5000, "nested too deep"),
        ("a: " + "x" * 400_001, "keep it below 400,000 characters"),
        ("? {a: 1}\n: 2", "unhashable"),
        ("a: \x07", "special characters are not allowed"),
    ],
)
def test_yaml_that_hides_or_repeats_something_is_refused(text, said):
    with pytest.raises(BadPlaybook) as bad:
        parsed("f.yaml", text)

    assert str(bad.value).startswith("f.yaml: ")
    assert "\n" not in str(bad.value)
    assert said in str(bad.value)


def test_yes_no_on_and_dates_are_words():
    found = parsed("f.yaml", "yes: no\non: off\nt: true\nd: 2026-11-21\nn: 7")

    assert found == {"yes": "no", "on": "off", "t": True, "d": "2026-11-21", "n": 7}


def test_a_file_in_another_encoding_is_named(home):
    (home / FLOW).write_bytes("version: 1\nid: ñ".encode("latin-1"))

    assert fault(home) == "real_estate.yaml: this cannot be read as UTF-8 text"


def test_a_person_with_a_wrong_day_is_named():
    with pytest.raises(BadPlaybook, match=r"p.yaml: today: "):
        as_sample("p.yaml", "playbook: x\ntoday: someday\nvalues: {}")
