"""Whichever rulebook is in force judges, in this process or in one of its own; else nobody does."""

import base64
import socket
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from zipfile import ZipFile

import pytest
from law import clear, of, question
from rulebook_court import ANA, DALLAS, HOURS, MARK, NOON

from services.compliance.as_json import verdict_json
from services.compliance.facts import Facts
from services.compliance.facts_house import HouseRule
from services.compliance.judge import judge
from services.compliance.version import hash_of, rulebook_files
from services.domain.errors import Conflict, RulebookUnavailable
from services.judging import decision_body
from services.rulebook_judge import KeptVerdict
from services.rulebook_zip import MAIN, rulebook_zip
from services.rulebooks import RULEBOOKS

GAP = HouseRule("gap", "Four hours lie between two attempts.", gap_s=14_400)


def asked(court, **known):
    at = court.clock.now()
    return court.judge(question(DALLAS, at), clear(DALLAS, at, **known))


@pytest.fixture
def older(court):
    """A release whose predecessor's rulebook is in force: there Texas opens at 1 PM."""
    old = court.keep_other()
    court.changes.adopt(old, "adopted")
    return court, old


def test_the_code_judges_by_itself_where_its_own_version_is_in_force(court):
    verdict = asked(court)
    assert verdict.allowed and not isinstance(verdict, KeptVerdict)
    assert court.shelf._held == {}


def test_a_new_release_is_proposed_and_the_old_rulebook_goes_on_judging(older):
    court, old = older
    verdict = asked(court)
    assert not verdict.allowed
    assert of(verdict, "ST-TX-HOURS").finding == "deny"
    assert verdict.rulebook == old
    assert court.actions() == ["adopted", "proposed"]
    court.build()
    asked(court)
    assert court.actions() == ["adopted", "proposed"]


def test_an_approved_release_judges_from_its_start_on(older):
    court, _ = older
    asked(court)
    court.approve(2, run_by=ANA, by=MARK)
    assert not asked(court).allowed
    court.clock.step(11)
    assert asked(court).allowed


def test_what_a_release_proposes_is_not_approved_by_whoever_ran_it_alone(older):
    court, _ = older
    asked(court)
    court.run(2, "house")
    with pytest.raises(Exception, match="two persons"):
        court.changes.approve(2, MARK, since=NOON)
    court.run(2, MARK)
    with pytest.raises(Exception, match="two persons"):
        court.changes.approve(2, MARK, since=NOON)


def test_a_machine_on_which_rules_are_written_may_adopt_by_itself(court):
    court.changes.adopt(court.keep_other(), "adopted")
    court.build(adopts=True)
    assert asked(court).allowed
    assert court.actions() == ["adopted", "adopted"]


def test_a_kept_verdict_is_recorded_as_its_rulebook_wrote_it(older):
    court, _ = older
    verdict = asked(court)
    said = decision_body(verdict)
    assert said["decision"] == verdict.said
    assert said["facts"]["house_rules"]["value"] == []
    assert [f.rule for f in verdict.findings] == [f["rule"] for f in verdict.said["findings"]]


def test_both_ways_to_judge_give_one_verdict(court):
    """The same rulebook in this process and in one of its own."""
    court.books.keep()
    court.changes.adopt(court.own, "adopted")
    here = asked(court)
    court.own = "another release"
    there = asked(court)
    assert isinstance(there, KeptVerdict)
    assert there.said == verdict_json(here)


def test_many_who_ask_at_once_each_get_their_own_answer(older):
    court, _ = older
    numbers = [f"+1214555{n:04d}" for n in range(24)] + [f"+1312555{n:04d}" for n in range(24)]
    at = court.clock.now()

    def allowed(number):
        verdict = court.judge(question(number, at), clear(number, at))
        return verdict.allowed, verdict.question.number

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(allowed, numbers))
    assert answers == [(number.startswith("+1312"), number) for number in numbers]


def test_a_process_that_dies_is_started_again(older):
    court, old = older
    before = asked(court)
    court.shelf.of(old)._running.process.kill()
    court.shelf.of(old)._running.process.wait()
    assert asked(court).said == before.said


def test_a_rulebook_that_dies_at_every_question_denies_all(court):
    files = dict(rulebook_files())
    path = "services/compliance/judge.py"
    files[path] = files[path].replace(
        b"    case = Case(", b"    raise SystemExit\n    case = Case("
    )
    court.changes.adopt(court.keep(files), "adopted")
    with pytest.raises(RulebookUnavailable, match="ended"):
        asked(court)


def test_a_rulebook_that_never_answers_denies_all(court, monkeypatch):
    files = dict(rulebook_files())
    path = "services/compliance/judge.py"
    loop = b"    while True: pass\n    case = Case("
    files[path] = files[path].replace(b"    case = Case(", loop)
    court.changes.adopt(court.keep(files), "adopted")
    monkeypatch.setattr("services.rulebook_service.interpreter.ANSWER_S", 0.3)
    with pytest.raises(RulebookUnavailable, match="in time"):
        asked(court)


FORBIDDEN = {
    "network": "    import socket; socket.create_connection(('127.0.0.1', {port})).close()\n",
    "process": "    import os; os.system('true')\n",
    "file": "    open('/dev/null', 'w').close()\n",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_rulebook_reaches_neither_network_nor_process_nor_disk(court, name):
    """Each of these would succeed, and the rulebook would then judge as ever."""
    files = dict(rulebook_files())
    path = "services/compliance/judge.py"
    with socket.create_server(("127.0.0.1", 0)) as server:
        reach = FORBIDDEN[name].format(port=server.getsockname()[1]).encode()
        files[path] = files[path].replace(b"    case = Case(", reach + b"    case = Case(", 1)
        court.changes.adopt(court.keep(files), "adopted")
        with pytest.raises(RulebookUnavailable, match="PermissionError"):
            asked(court)


def zipped(files) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for path, body in files.items():
            archive.writestr(path, body)
    return buffer.getvalue()


GOOD = {"__main__.py": MAIN, **dict(rulebook_files())}


def flipped() -> bytes:
    """One byte of what is packed is another; the zip's list of files is whole."""
    kept = bytearray(rulebook_zip())
    kept[len(kept) // 4] ^= 0xFF
    return bytes(kept)


@pytest.mark.parametrize(
    "bad",
    [
        zipped(GOOD | {HOURS: b"# nothing is forbidden"}),
        zipped(GOOD | {"__main__.py": b"print('{}')"}),
        zipped(GOOD | {"services/compliance/more.py": b""}),
        zipped({path: body for path, body in GOOD.items() if path != HOURS}),
        zipped(GOOD)[:-40],
        flipped(),
        b"no zip at all",
    ],
    ids=["law", "main", "more", "less", "cut", "flipped", "none"],
)
def test_a_changed_zip_is_never_run(court, bad):
    version = hash_of(sorted(rulebook_files()))
    text = base64.b64encode(bad).decode()
    court.main.create(RULEBOOKS, version, {"zip": text, "kept_at": ""})
    court.own = "another release"
    court.changes.adopt(version, "adopted")
    with pytest.raises(RulebookUnavailable, match="was changed"):
        asked(court)


def test_a_version_that_was_never_kept_denies_all(court):
    court.changes.adopt("f" * 64, "adopted")
    with pytest.raises(RulebookUnavailable, match="never kept"):
        asked(court)


def test_facts_that_the_kept_rulebook_never_heard_of_are_left_out(court):
    files = dict(rulebook_files())
    path = "services/compliance/facts.py"
    gone = b"    litigator: Fact[ListCopy] = UNKNOWN\n"
    assert gone in files[path]
    files[path] = files[path].replace(gone, b"")
    rules = "services/compliance/rule_list.py"
    files[rules] = files[rules].replace(b"    litigators,\n", b"")
    court.changes.adopt(court.keep(files), "adopted")
    verdict = asked(court)
    assert verdict.facts is not None and verdict.facts.litigator == Facts().litigator
    assert "litigator" not in decision_body(verdict)["facts"]


def test_a_rulebook_of_another_facts_version_is_not_put_in_force(court):
    court.releases.bring()
    files = dict(rulebook_files())
    path = "services/compliance/facts_json.py"
    files[path] = files[path].replace(b"FACTS_VERSION = ", b"FACTS_VERSION = 10 + ")
    with pytest.raises(RulebookUnavailable, match="reads facts of version"):
        court.changes.propose_version(court.keep(files), ANA, cause="p")
    with pytest.raises(Conflict, match="never kept"):
        court.changes.propose_version("e" * 64, ANA, cause="p")


def test_a_rulebook_that_needs_what_we_do_not_gather_is_not_put_in_force(court):
    court.releases.bring()
    files = dict(rulebook_files())
    path = "services/compliance/facts.py"
    field = b"    house_rules: Fact[tuple[HouseRule, ...]] = UNKNOWN\n"
    files[path] = files[path].replace(field, field + b"    weather: Fact[str] = UNKNOWN\n")
    with pytest.raises(RulebookUnavailable, match="does not gather: weather"):
        court.changes.propose_version(court.keep(files), ANA, cause="p")


def test_a_rulebook_without_house_rules_comes_not_back_while_some_are_in_force(court):
    files = dict(rulebook_files())
    path = "services/compliance/facts.py"
    gone = b"    house_rules: Fact[tuple[HouseRule, ...]] = UNKNOWN\n"
    files[path] = files[path].replace(gone, b"")
    path = "services/compliance/rule_list.py"
    files[path] = files[path].replace(b"    house_rules,\n", b"")
    old = court.keep(files)
    court.changes.adopt(old, "adopted")
    asked(court)
    release = court.approve(2)
    court.clock.step(11)
    rules = court.changes.propose_rules((GAP,), ANA, cause="rules")
    court.approve(rules.number)
    court.clock.step(11)
    with pytest.raises(RulebookUnavailable, match="knows no house rules"):
        court.changes.roll_back(release.number, MARK)


def test_house_rules_stand_in_the_decision_and_forbid(court):
    asked(court)
    court.approve(court.changes.propose_rules((GAP,), ANA, cause="rules").number)
    court.clock.step(11)
    court.in_force.forget()
    verdict = asked(court)
    assert of(verdict, "HOUSE-GAP").finding == "allow"
    said = decision_body(verdict)["facts"]["house_rules"]
    assert said["value"] == [{"id": "gap", "sentence": GAP.sentence, "gap_s": 14_400}]


def test_nothing_is_read_again_within_four_seconds(court):
    asked(court)
    court.in_force.force = None  # whoever asks the store now fails
    court.clock.step(3)
    assert asked(court).allowed
    court.clock.step(2)
    with pytest.raises(AttributeError):
        asked(court)


def test_without_house_rules_the_verdict_is_the_codes_own(court):
    verdict = asked(court)
    plain = judge(question(DALLAS), clear(DALLAS))
    assert [f.rule for f in verdict.findings] == [f.rule for f in plain.findings]
