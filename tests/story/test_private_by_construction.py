"""After a day's work no file of the state holds a person's name or number in plain."""

import re
from pathlib import Path

import yaml

LEADS = Path(__file__).parents[2] / "sandbox" / "leads.yaml"


def names_and_numbers():
    for lead in yaml.safe_load(LEADS.read_text())["leads"]:
        fields = lead["fields"]
        name = fields.get("name", "")
        if len(str(name)) > 6:
            yield str(name)
        for phone in [*fields.get("phone", []), *fields.get("second-phone", [])]:
            digits = re.sub(r"\D", "", str(phone["value"]))[-10:]
            if len(digits) == 10:
                yield from (digits, f"{digits[:3]}-{digits[3:6]}-{digits[6:]}", str(phone["value"]))


def test_no_file_of_the_state_names_a_person_or_a_number(house, ana):
    call_id, sid = ana.call(2001)
    ana.wait(call_id, "talking")
    ana.ask("PUT", f"/calls/{call_id}/notes", {"notes": "Maria Delgado wants to sell in spring"})
    ana.hang_up(sid)
    ana.wait(call_id, "ended")
    ana.dispose(call_id, "not_interested", notes="Maria Delgado, call 312-555-0101 no more")
    lead_id, numbers = ana.lead(2002)
    ana.ask("POST", "/do-not-call", {"lead_id": lead_id, "number_id": numbers[0]})

    searched = {p: p.read_bytes() for p in house.plan.state_dir.rglob("*") if p.is_file()}

    assert any(b"not_interested" in text for text in searched.values())
    for secret in names_and_numbers():
        found = [path.name for path, text in searched.items() if secret.encode() in text]
        assert not found, f"a name or number stands in {found}"
