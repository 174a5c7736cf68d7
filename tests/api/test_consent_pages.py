"""A manager keeps consents and takes them back, with the papers that prove it."""

import io

import pytest
from web_shell import Browser

from services.crm_ports import LeadSnapshot
from services.domain.lead import Address, Lead, LeadNumber
from services.stores.consent_papers import LARGEST

ITEM, HERE = 2001, "/leads/2001/consents"
HTML = {"Accept": "text/html"}


@pytest.fixture
def lead(services, clock):
    numbers = tuple(LeadNumber("", f"+131255501{n:02d}", "mobile") for n in (1, 2))
    kept = Lead("lead-2001", ITEM, 0, "Maria Delgado", numbers, Address(state="IL"))
    return services.leads.save(LeadSnapshot(kept, "2026-11-21 10:00:00"), at=clock.now())


@pytest.fixture
def manager(app, people, lead):
    browser = Browser(app)
    browser.sign_in("manager@people.example")
    return browser


def post(browser, path, **form):
    return browser.post(path, data=form, headers=HTML, content_type="multipart/form-data")


def given(browser, clock, **more):
    form = {"number": "1", "tier": "written", "given_on": day(clock), "source": "web form 7"}
    return post(browser, HERE, **(form | more))


def day(clock):
    return clock.now().date().isoformat()


def paper(data=b"%PDF a form", name="Form of Nov 1.pdf"):
    return (io.BytesIO(data), name)


def test_a_consent_is_kept_with_its_words_and_its_paper(manager, services, clock, lead):
    answer = given(
        manager, clock, artificial_voice="yes", signed="yes", names_seller="no",
        words="Yes,\r\ncall me.", evidence=paper(), note="she said so",
    )  # fmt: skip

    assert answer.status_code == 303
    (held,) = services.consenting.held(lead)[0].consents
    assert (held.signed, held.names_seller, held.automated) == (True, False, None)
    assert services.consenting.paper(ITEM, held.text_sha256).data == b"Yes,\ncall me."
    page = manager.get(HERE).text
    assert "Written consent of" in page and "Stands" in page
    assert "The paper lacks: names us." in page
    assert "“she said so”" in page and "by Test manager" in page and "web form 7" in page


def test_a_paper_is_given_back_as_it_came_and_never_as_a_page(manager, services, clock, lead):
    given(manager, clock, evidence=paper(b"<script>alert(1)</script>", "a <b>.html"))
    (held,) = services.consenting.held(lead)[0].consents

    answer = manager.get(f"/leads/{ITEM}/papers/{held.evidence_sha256}")

    assert answer.data == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a__b_.html"'
    assert manager.get(f"/leads/{ITEM}/papers/{'0' * 64}").status_code == 404


def test_what_is_taken_back_is_said_so_everywhere_at_once(manager, services, clock, lead):
    for number in ("1", "2"):
        given(manager, clock, number=number)

    path = f"/leads/{ITEM}/revocations"
    answer = post(manager, path, number="0", means="letter", on=day(clock), evidence=paper())

    assert answer.status_code == 303
    page = manager.get(HERE).text
    assert page.count("Consent was taken back") == 2
    assert page.count("Taken back on") == 2 and "Stands" not in page
    facts = services.gathering.gather(lead, lead.numbers[1], "sms", clock.now())
    assert [said.means for said in facts.revocations.value] == ["letter"]
    assert all(one.revoked_at for one in facts.consents.value)


def test_what_podio_does_not_know_is_kept_beside_it(manager, services, clock, lead):
    on, leads = day(clock), f"/leads/{ITEM}"
    post(manager, f"{leads}/ties", kind="inquiry", on=on, subject="her house")
    post(
        manager,
        f"{leads}/lines",
        number="2",
        type="landline",
        use="business",
        source="lookup",
        on=on,
    )
    post(manager, f"{leads}/place", state="tx", on=on)

    page = manager.get(HERE).text
    assert "Inquiry on" in page and "landline, a business" in page
    assert "Is in TX, told us on" in page
    assert "her house" not in page
    facts = services.gathering.gather(lead, lead.numbers[1], "sms", clock.now())
    assert facts.stated_location.value.state == "TX"
    assert facts.line_use.value == "business"
    assert len(facts.relationships.value) == 1


@pytest.mark.parametrize(
    ("path", "form", "field"),
    [
        ("consents", {"tier": "oral"}, "tier"),
        ("consents", {"given_on": "2999-01-01"}, "2999-01-01 is yet to come"),
        ("consents", {"given_on": "soon"}, "given_on"),
        ("consents", {"source": ""}, "source"),
        ("consents", {"colour": "red"}, "colour"),
        ("consents", {"evidence": (io.BytesIO(bytes(LARGEST + 1)), "big.pdf")}, "evidence"),
        ("revocations", {"means": "pigeon"}, "means"),
        ("place", {"state": "ZZ"}, "state"),
        ("lines", {"source": "her neighbour Jo"}, "source"),
        ("place", {"on": "2999-01-01"}, "yet to come"),
    ],
)
def test_an_odd_form_keeps_nothing_and_names_its_field(
    manager, services, clock, lead, path, form, field
):
    known = {
        "consents": {"number": "1", "tier": "written", "given_on": day(clock), "source": "f"},
        "revocations": {"number": "0", "means": "letter", "on": day(clock)},
        "place": {"state": "TX", "on": day(clock)},
        "lines": {"number": "1", "source": "lookup", "on": day(clock)},
    }
    answer = post(manager, f"/leads/{ITEM}/{path}", **(known[path] | form))

    assert answer.status_code == 400
    assert field in answer.text
    assert services.consenting.history(lead) == ()


def test_a_lead_is_found_by_its_item_and_by_its_name(manager):
    assert manager.post("/leads", data={"of": "2001"}).headers["Location"] == HERE
    assert HERE in manager.post("/leads", data={"of": "delga"}, headers=HTML).text
    assert "Nobody bears a name" in manager.post("/leads", data={"of": "nobody"}).text
    assert "Find" in manager.get("/leads").text


def test_a_form_without_the_token_of_its_page_changes_nothing(manager, services, clock, lead):
    form = {"csrf_token": "x", "evidence": paper()}
    answer = manager.post(HERE, token="", data=form, headers=HTML)

    assert answer.status_code == 403
    assert services.consenting.history(lead) == ()


def test_who_was_erased_shows_no_note_and_no_paper(manager, services, clock, lead):
    given(manager, clock, note="she said so", evidence=paper())
    sha = services.consenting.held(lead)[0].consents[0].evidence_sha256
    services.erasure.erase("lead:lead-2001", actor="operator")

    assert manager.get(f"/leads/{ITEM}/papers/{sha}").status_code == 410
