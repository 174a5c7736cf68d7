import zipfile
from datetime import date

import pytest

from services.lists.faults import UnreadableList
from services.lists.keeping import Asked
from services.lists.reading import read_change_list, read_full

ASKED = Asked("national", date(2026, 11, 20))
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


@pytest.fixture
def file(tmp_path):
    def file(content):
        path = tmp_path / "list.xml"
        path.write_text(content)
        return path

    return file


def counts(path):
    return {code: int(bits.sum()) for code, bits in read_full([path], ASKED).bits.items()}


def listed(path, number):
    bits, n = read_full([path], ASKED).bits[number[:3]], int(number[3:])
    return bool(bits[n >> 3] >> (n & 7) & 1)


def refused(path, read=read_full):
    with pytest.raises(UnreadableList) as error:
        read([path], ASKED)
    return str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        '<list type="full"><ac val="312"><ph val="5550101"/>\n<ph val="5550102"/></ac></list>',
        "<list>\n<ph>3125550101</ph>\n<ph>312,5550102</ph></list>",
        "<list><row><ac>312</ac><ph>5550101</ph></row><row><ac>312</ac><ph>5550102</ph></row></list>",
        '<l><ac val="773"/><ac val="312"><ph val="5550101" n="123"/><ph>5550102</ph></ac></l>',
    ],
)
def test_the_forms_of_a_number_in_xml(file, content):
    path = file(HEAD + content)
    assert read_full([path], ASKED).codes == ["312"]
    assert listed(path, "3125550101")
    assert listed(path, "3125550102")
    assert not listed(path, "3125550103")


def test_xml_in_a_zip_is_read(tmp_path, file):
    path = tmp_path / "list.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list.xml", "\ufeff<l><n>3125550101</n></l>")
    assert listed(path, "3125550101")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('<ph val="555010"/>', "no telephone number"),
        ('<ph val="555"/>', "no telephone number"),
        ("<ph>555</ph>", "no telephone number"),
        ("<ph/>", "no telephone number"),
        ("5550101", "no telephone number"),
        ("<ph><n>5550101</n>5550102</ph>", "no telephone number"),
        ("<row><ac>773</ac></row>", "no telephone number"),
        ('<ph val="4165550101"/>', "of no area code of this list"),
        ("<a>" * 20 + "</a>" * 20, "nested too deeply"),
        ("<ph>", "broken in line 3"),
        ("&none;", "broken in line 2"),
    ],
)
def test_one_row_that_is_none_refuses_the_whole_file(file, row, why):
    said = refused(file(f'<list><ac val="312">\n<ph val="5550101"/>{row}\n</ac></list>'))
    assert why in said
    assert "5550101" not in said


@pytest.mark.parametrize(
    "bomb",
    [
        '<!DOCTYPE l [<!ENTITY a "3125550101"><!ENTITY b "&a;&a;&a;&a;">]><l><n>&b;</n></l>',
        '<!DOCTYPE l SYSTEM "file:///etc/hostname"><l><n>3125550101</n></l>',
        '<!DOCTYPE l [<!ENTITY x SYSTEM "http://127.0.0.1/x">]><l><n>&x;</n></l>',
        "<!DOCTYPE l><l><n>3125550101</n></l>",
    ],
)
def test_no_document_type_comes_through(file, bomb):
    assert "document type" in refused(file(bomb))


def test_a_tag_without_an_end_does_not_fill_the_memory(file):
    assert refused(file("<l><n " + "a" * 20_000_000))


def test_a_change_in_xml_bears_its_day_and_its_sign(file):
    path = file(
        '<list type="change"><ac val="312"><ph val="5550101" td="2026-11-18" chg="A"/>'
        '<ph val="5550102" td="2026-11-17T10:00:00" chg="D"/></ac></list>'
    )
    read = read_change_list([path], ASKED)
    assert (read.added["312"].tolist(), read.deleted["312"].tolist()) == ([5550101], [5550102])
    assert read.first == date(2026, 11, 17)


@pytest.mark.parametrize("said", ['chg="A"', 'a="2026-11-18"', 'td="2026-11-18" chg="X"', ""])
def test_a_change_in_xml_without_day_or_sign_refuses_the_file(file, said):
    bare = file(f'<list><ac val="312"><ph val="5550101" {said}/></ac></list>')
    assert "no change" in refused(bare, read_change_list)
