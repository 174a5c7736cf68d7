from datetime import UTC, datetime, timedelta

import pytest
from web_shell import Browser

from services.domain.errors import ClockBehind, StoreUnavailable
from services.health import Health


def fine():
    return None


def away():
    raise StoreUnavailable("away")


def health(*, age=5, seconds=lambda: 0.0, **probes):
    return Health({"store": fine, "audit": fine, **probes}, lambda: age, seconds)


def test_all_parts_answering_is_ok():
    report = health(carrier=fine).report()

    assert report.status == "ok"
    assert report.checks == {"store": "ok", "audit": "ok", "carrier": "ok"}
    assert report.tick_age_s == 5


@pytest.mark.parametrize("part", ["store", "audit"])
def test_without_the_records_nothing_works(part):
    assert health(**{part: away}).report().status == "failing"


@pytest.mark.parametrize("given", [{"carrier": away}, {"crm": away}, {"age": None}, {"age": 181}])
def test_without_a_provider_or_the_tick_the_rest_works(given):
    assert health(**given).report().status == "degraded"


def test_parts_are_asked_once_in_ten_seconds():
    asked, now = [], [0.0]
    checked = health(carrier=lambda: asked.append(1), seconds=lambda: now[0])
    for now[0] in (0.0, 1.0, 9.9, 10.0, 19.9):
        checked.report()

    assert len(asked) == 2


def test_a_probe_that_breaks_in_its_own_way_is_a_failing_part():
    def odd():
        raise OSError("odd")

    assert health(crm=odd).report().checks["crm"] == "failing"


def test_a_clock_behind_the_log_is_said_in_words():
    def behind():
        noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
        raise ClockBehind(noon, noon - timedelta(minutes=11), noon - timedelta(minutes=5))

    report = health(audit=behind).report()
    assert report.status == "failing"
    assert report.words == (
        "The clock says 2026-11-21 11:49 UTC, and the log is signed up to 2026-11-21 12:00 UTC. "
        "Set the clock right; until then nothing is recorded before 11:55 UTC of that day.",
    )


def test_anybody_may_ask_and_learns_no_secret(make_app, values):
    dead = {"TWILIO_API_URL": "http://127.0.0.1:9", "PODIO_API_URL": "http://127.0.0.1:9"}
    app = make_app(PUBLIC_URL="http://127.0.0.1:8000", **dead)
    response = Browser(app).get("/health")

    assert response.status_code == 200
    assert response.json == {
        "status": "degraded",
        "checks": {
            "store": "ok",
            "audit": "ok",
            "carrier": "failing",
            "crm": "failing",
            "tick_age_s": None,
        },
    }
    assert not any(v in response.text for v in values.values() if len(v) > 20)


def test_a_tick_is_seen(make_app, clock):
    app = make_app(
        PUBLIC_URL="http://127.0.0.1:8000",
        PODIO_API_URL="http://127.0.0.1:9",
        TWILIO_API_URL="http://127.0.0.1:9",
    )
    services = app.extensions["services"]
    services.background.tick(clock.now().replace(year=2100))
    clock.pass_by(seconds=42)

    assert Browser(app).get("/health").json["checks"]["tick_age_s"] == 42
