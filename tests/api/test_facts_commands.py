"""flask seller, emergencies, rnd and consent: what they say, and what they leave."""

import pytest

from services.crm_ports import LeadSnapshot
from services.domain.errors import StoreUnavailable
from services.domain.lead import Address, Lead, LeadNumber

SELLER = b'source = "us"\n[[registration]]\nstate = "TX"\nsince = 2026-01-01\nbonded = true\n'


@pytest.fixture
def flask(app):
    def flask(*args):
        return app.test_cli_runner().invoke(args=list(map(str, args)))

    return flask


@pytest.fixture
def file(tmp_path):
    def file(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return file


@pytest.fixture
def lead(services, clock):
    numbers = tuple(LeadNumber("", f"+131255501{n:02d}", "mobile") for n in (1, 2))
    kept = Lead("lead-2001", 2001, 0, "Maria Delgado", numbers, Address(state="IL"))
    return services.leads.save(LeadSnapshot(kept, "2026-11-21 10:00:00"), at=clock.now())


def test_a_seller_is_declared_and_shown(flask, file):
    done = flask("seller", "import", file("seller.toml", SELLER))
    assert (done.exit_code, done.output) == (0, "In force: 1 registrations, by us.\n")

    shown = flask("seller", "show").output
    assert "said by us, 2026-11-18 18:30 UTC" in shown
    assert "TX  registered since 2026-01-01, bonded" in shown


def test_a_seller_with_a_fault_is_named_and_nothing_is_in_force(flask, file):
    done = flask("seller", "import", file("seller.toml", SELLER.replace(b"TX", b"ZZ")))

    assert done.exit_code == 1
    assert "registration 1, state: must be the two letters of a state" in done.output
    assert flask("seller", "show").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("set", "LA", "--since", "2026-11-01"),
        ("clear", "TX"),
        ("holiday", "RI", "2026-12-24"),
        ("holiday", "US", "2026-12-25", "--clear"),
        ("confirm",),
    ],
)
def test_a_log_that_takes_nothing_ends_the_command_in_a_sentence(
    flask, services, monkeypatch, words
):
    flask("emergencies", "set", "TX", "--since", "2026-11-01")
    flask("emergencies", "holiday", "US", "2026-12-25")

    def away(*said):
        raise StoreUnavailable("the log is away")

    monkeypatch.setattr(type(services.trail), "append", away)
    done = flask("emergencies", *words)
    assert done.exit_code == 1
    assert done.output == "It was interrupted; give the same command again: the log is away.\n"


def test_of_many_faults_some_are_told_and_the_others_counted(flask, file):
    rows = "".join(f"{n},sold,never,\n" for n in range(60)).encode()
    for words, name in ((("ties", "import"), "ties.csv"), (("seller", "import"), "seller.toml")):
        bad = (
            b"lead,kind,on,subject\n" + rows
            if name == "ties.csv"
            else (b'source = "us"\nplaces = [' + b'"XX",' * 60 + b"]\n")
        )
        done = flask(*words, file(name, bad))
        assert done.exit_code == 1
        assert "more\n" in done.output
        assert done.output.endswith("Nothing was imported.\n")


def test_emergencies_are_set_confirmed_and_cleared(flask):
    assert "NOBODY HAS CONFIRMED THIS YET" in flask("emergencies", "show").output
    flask("emergencies", "set", "la", "--since", "2026-11-01", "--reporting")
    flask("emergencies", "holiday", "RI", "2026-12-24")

    confirmed = flask("emergencies", "confirm").output
    assert "LA  emergency since 2026-11-01" in confirmed
    assert "RI  holiday on 2026-12-24" in confirmed
    assert "confirmed 2026-11-18 18:30 UTC" in confirmed

    assert flask("emergencies", "clear", "LA").output == "It is cleared.\n"
    assert flask("emergencies", "clear", "LA").exit_code == 1
    assert flask("emergencies", "holiday", "RI", "2026-12-24", "--clear").exit_code == 0
    assert flask("emergencies", "set", "ZZ", "--since", "2026-11-01").exit_code == 2


def test_numbers_go_out_and_answers_come_in(flask, file, lead, tmp_path, services):
    flask(
        "consent", "add", 2001, "--tier", "written", "--voice", "--given-on", "2026-11-01",
        "--source", "form",
    )  # fmt: skip
    out = tmp_path / "numbers.csv"

    assert flask("rnd", "export", out).output == "1 numbers to ask about.\n"
    assert out.read_bytes() == b"3125550101,2026-11-01\r\n"
    assert out.stat().st_mode & 0o777 == 0o600
    assert flask("rnd", "export", out).exit_code == 1  # never over a file that is there

    answers = file("answers.csv", out.read_bytes().replace(b"\r", b",no\r"))
    done = flask("rnd", "import", answers, "--queried-on", "2026-11-18")
    assert done.output == "1 answers of 2026-11-18 are in force.\n"
    bad = flask("rnd", "import", file("bad.csv", b"12,y,z\n"), "--queried-on", "2026-11-18")
    assert (bad.exit_code, "line 1: " in bad.output) == (1, True)


def test_consents_come_from_a_file_with_the_papers_beside_it(flask, file, lead, services):
    file("form.pdf", b"%PDF form")
    path = file(
        "consents.csv",
        b"lead,number,tier,given_at,source,evidence_file\n"
        b"2001,1,written,2026-11-01,form,form.pdf\n2001,2,express,2026-11-01,talk,\n",
    )

    assert flask("consent", "import", path).output == "2 consents are on record.\n"
    assert flask("consent", "import", path).exit_code == 0
    assert len(services.consenting.history(lead)) == 2
    assert "consent.given  written" in flask("consent", "show", 2001).output


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (b"2001,3,written,2026-11-01,form,", "line 2, lead: no such number"),
        (b"2001,1,oral,2026-11-01,form,", "line 2, tier: must be one of"),
        (b"2001,1,written,2027-11-01,form,", "line 2, lead: 2027-11-01 is yet to come"),
        (b"2001,1,written,2026-11-01,form,../secret", "evidence_file: there is no such file"),
    ],
)
def test_a_file_of_consents_with_a_fault_leaves_nothing(flask, file, lead, services, row, why):
    (file("x", b"").parent.parent / "secret").write_bytes(b"not ours to read")
    head = b"lead,number,tier,given_at,source,evidence_file\n"

    done = flask("consent", "import", file("consents.csv", head + row + b"\n"))

    assert done.exit_code == 1
    assert why in done.output and "Nothing was imported." in done.output
    assert services.consenting.history(lead) == ()


def test_consent_is_taken_back_by_command(flask, file, lead, services):
    letter = file("letter.txt", b"No more calls.")
    done = flask("consent", "revoke", 2001, "--means", "letter", "--evidence", letter)

    assert done.output == "lead-2001, every number: taken back.\n"
    assert all(held.revocations for held in services.consenting.held(lead))
    assert "taken back by letter" in flask("consent", "show", 2001).output


def test_a_consent_of_that_evening_in_the_west_ends_with_its_day(flask, file, lead, services):
    path = file(
        "consents.csv",
        b"lead,tier,given_at,source\n2001,written,2026-11-16T17:30:00-08:00,form\n",
    )
    flask("consent", "import", path)

    flask("consent", "revoke", 2001, "--means", "words", "--on", "2026-11-16")

    assert services.consenting.held(lead)[0].consents[0].revoked_at


def test_nobody_consents_by_command_on_a_day_to_come(flask, lead, services):
    said = ("--tier", "written", "--given-on", "2027-11-01", "--source", "form")

    assert "2027-11-01 is yet to come" in flask("consent", "add", 2001, *said).output
    assert services.consenting.history(lead) == ()


def test_ties_come_from_a_file(flask, file, lead, services):
    path = file("ties.csv", b"lead,kind,on,subject\n2001,inquiry,2026-11-01,her house\n")

    assert flask("ties", "import", path).output == "1 ties are kept.\n"
    assert flask("ties", "import", path).exit_code == 0
    (tie,) = services.ledger_keeping.of(lead).relationships
    assert (tie.kind.value, tie.on.isoformat(), tie.subject) == ("inquiry", "2026-11-01", "")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "line 1: must be lead,kind,on,subject"),
        (b"lead,kind,on,subject\n2001,gift,2026-11-01,\n", "line 2: kind: must be one of"),
        (b"lead,kind,on,subject\n2001,inquiry,soon,\n", "line 2: on: write a day"),
        (b"lead,kind,on,subject\nx,inquiry,2026-11-01,\n", "line 2: lead: write the number"),
        (b"lead,kind,on,subject\n2001,inquiry\n", "line 2: must have 4 cells"),
        (b"lead,kind,on,subject\n2001,inquiry,2027-01-01,\n", "line 2: 2027-01-01 is yet to come"),
        (b"\xff", "cannot be read as CSV"),
    ],
)
def test_a_file_of_ties_with_a_fault_leaves_nothing(flask, file, lead, services, data, why):
    done = flask("ties", "import", file("ties.csv", data))

    assert done.exit_code == 1 and why in done.output
    assert services.ledger_keeping.of(lead).relationships == ()
