import pytest
from law import ask, of

from services.compliance.model import FindingKind


def said(number):
    finding = of(ask(number), "NUMBER-VALID")
    return finding.finding, finding.reason


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (
            None,
            "The telephone number cannot be read as a US number: correct it at its source.",
        ),
        ("", "This is no US telephone number: ten digits after +1."),
        ("312-555-0144", "This is no US telephone number: ten digits after +1."),
        ("+442079460000", "This is no US telephone number: ten digits after +1."),
        ("+1312555014", "This is no US telephone number: ten digits after +1."),
        ("+131255501444", "This is no US telephone number: ten digits after +1."),
        ("+1٣١٢5550144", "This is no US telephone number: ten digits after +1."),
        ("+18005550144", "Area code 800 is toll-free: it rings a business, not a person."),
        ("+18335550144", "Area code 833 is toll-free: it rings a business, not a person."),
        ("+19005550144", "Area code 900 is premium-rate."),
        ("+15005550144", "Area code 500 belongs to no place, so no clock can be kept."),
        ("+17005550144", "Area code 700 belongs to no place, so no clock can be kept."),
        ("+17105550144", "Area code 710 is the federal government's."),
        ("+14165550144", "Area code 416 is in Canada, not in the United States."),
        ("+18765550144", "Area code 876 is in Jamaica, not in the United States."),
        ("+12995550144", "Area code 299 is not one that is known to be in service."),
        ("+14115550144", "Area code 411 is not one that is known to be in service."),
        ("+13129110144", "The exchange of this number is never given to a line."),
        ("+13121550144", "The exchange of this number is never given to a line."),
        ("+13129760144", "The exchange of this number is premium-rate."),
    ],
)
def test_a_number_that_rings_nobody_is_denied_with_its_reason(number, reason):
    assert said(number) == (FindingKind.DENY, reason)
    assert not ask(number).allowed


def test_a_denied_number_is_not_worth_waiting_for():
    assert ask("+18005550144").next_legal_time is None
    assert ask(None).next_legal_time is None


def test_a_number_of_an_area_code_in_service_can_ring_a_person():
    assert said("+13125550144") == (
        FindingKind.ALLOW,
        "The number can ring a person; its area code is 312.",
    )


def test_the_finding_keeps_the_area_code_and_never_the_number():
    verdict = ask("+13125550144")
    assert "5550144" not in repr(verdict)
    assert of(verdict, "NUMBER-VALID").inputs == {"area_code": "312"}
