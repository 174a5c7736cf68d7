"""The rulebook kept as a zip says what the rulebook in force says, with nothing else installed."""

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from law import NOON, clear, question

from services.compliance.as_json import verdict_json
from services.compliance.facts import Consent, ConsentTier, Place
from services.compliance.facts_json import facts_from, facts_json, question_from, question_json
from services.compliance.judge import judge
from services.compliance.replay import main, replay
from services.compliance.version import rulebook_files, rulebook_version
from services.db_service.open import open_databases
from services.rulebook_zip import rulebook_zip
from services.rulebooks import Rulebooks

CONSENT = Consent(ConsentTier.WRITTEN, NOON - timedelta(days=3), None, True, "form 3")
ATTEMPTS = (NOON - timedelta(hours=1), NOON - timedelta(hours=30))


def decision(number="+13055550144", at=NOON, **known):
    asked, facts = question(number, at), clear(number, at, **known)
    return {"question": question_json(asked), "facts": facts_json(facts), "number": number}


DECISIONS = [
    decision(),
    decision("+12145550144", datetime(2026, 11, 22, 16, tzinfo=UTC)),
    decision(address=Place("AZ", "850", NOON.date()), consents=(CONSENT,), attempts=ATTEMPTS),
    decision(attorney=None, national_list=None, distress=frozenset({"foreclosure"})),
    decision(None),
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    path = tmp_path_factory.mktemp("rulebook") / "book.zip"
    path.write_bytes(rulebook_zip())
    return path


def judged(said):
    verdict = judge(question_from(said["question"], said["number"]), facts_from(said["facts"]))
    return verdict_json(verdict)


def test_the_kept_zip_replays_every_decision_to_the_same_words(kept, tmp_path):
    lines = "".join(json.dumps(one) + "\n" for one in DECISIONS)
    done = subprocess.run(
        [sys.executable, "-I", "-S", kept],
        input=lines, capture_output=True, text=True, cwd=tmp_path, check=True,
    )  # fmt: skip
    assert [json.loads(line) for line in done.stdout.splitlines()] == list(map(judged, DECISIONS))


def test_a_line_that_is_no_decision_is_refused_by_the_replay():
    for line in ("{}", "no", json.dumps(DECISIONS[0] | {"facts": {"x": {}}})):
        with pytest.raises((KeyError, ValueError)):
            replay(line)


def test_a_replay_reads_lines_and_writes_lines():
    out = StringIO()
    main(StringIO("".join(json.dumps(one) + "\n" for one in DECISIONS)), out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == list(
        map(judged, DECISIONS)
    )


@pytest.mark.parametrize("said", DECISIONS)
def test_facts_come_back_from_json_as_they_were(said):
    facts = facts_from(said["facts"])
    assert facts_json(facts) == said["facts"]
    assert json.loads(json.dumps(said)) == said
    asked = question_from(said["question"], said["number"])
    assert question_json(asked) == said["question"]


def test_a_recorded_question_holds_no_number():
    assert "5550144" not in json.dumps(DECISIONS[0]["question"] | DECISIONS[0]["facts"])


def test_the_version_is_the_hash_of_all_that_can_change_a_verdict():
    paths = {path for path, _ in rulebook_files()}
    assert "services/compliance/tables/hours.toml" in paths
    assert "services/compliance/rules/hours.py" in paths
    assert "services/domain/times.py" in paths
    assert "tzdata/zoneinfo/America/Chicago" in paths
    assert not any("__pycache__" in path for path in paths)
    assert len(rulebook_version()) == 64
    assert judge(question(), clear()).rulebook == rulebook_version()


def test_the_same_rulebook_gives_the_same_zip():
    assert rulebook_zip() == rulebook_zip()
    names = zipfile.ZipFile(BytesIO(rulebook_zip())).namelist()
    assert names[0] == "__main__.py"
    assert len(names) == len(set(names))


@dataclass(frozen=True)
class StandingClock:
    at: datetime = NOON

    def now(self):
        return self.at


def test_a_rulebook_is_kept_once_and_read_again(tmp_path):
    databases = open_databases(tmp_path)
    books = Rulebooks(databases[0], StandingClock())
    version = books.keep()
    assert books.keep() == version == rulebook_version()
    assert books.get(version) == rulebook_zip()
    assert books.get("0" * 64) is None
    for database in databases:
        database.close()
