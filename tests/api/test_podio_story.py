"""The application and the sandbox's Podio, each with its own port, speaking by HTTP alone."""

import threading
from dataclasses import replace

import pytest
from werkzeug.serving import make_server

from tests.podio_sandbox import ENV, running_podio


class Doorstep:
    """The application under a port that is known before its settings are read."""

    def __init__(self):
        self.server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.app = None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _answer(self, environ, start_response):
        return self.app(environ, start_response)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def box(clock):
    with running_podio(clock) as running:
        yield running


@pytest.fixture
def doorstep():
    step = Doorstep()
    yield step
    step.close()


@pytest.fixture
def app(make_app, box, doorstep):
    from sandbox.podio.schema import field_settings

    more = ENV | field_settings()
    doorstep.app = make_app(PUBLIC_URL=doorstep.url, PODIO_API_URL=box.url, **more)
    return doorstep.app


@pytest.fixture
def tick(services, clock, box):
    def run(times=1, seconds=61):
        for _ in range(times):
            failed = services.background.tick(clock.now().replace(year=2027))
            assert not {"lead_poll", "hooks", "hook_codes", "dirty_leads", "outbox"} & set(failed)
            box.idle()
            clock.pass_by(seconds=seconds)

    return run


def active(box):
    return sorted(hook.type for hook in box.podio.hooks.values() if hook.active)


ALL_THREE = ["item.create", "item.delete", "item.update"]


def test_hooks_are_made_proved_ours_and_made_once(app, tick, box):
    tick(4)

    assert active(box) == ALL_THREE
    assert len(box.podio.hooks) == 3


def test_an_edit_in_podio_reaches_the_lead_by_hook_before_the_next_poll(
    app, tick, services, box, clock
):
    tick(4)
    box.edit(2003, name="Kalani K. Mahoe")
    box.idle()
    clock.pass_by(seconds=4)

    tick(seconds=1)

    assert services.leads.get("lead-2003").name == "Kalani K. Mahoe"
    assert [e for e in box.podio.log if e["path"] == "/item/2003/basic"]


def test_a_hook_that_podio_switched_off_is_proved_again(app, tick, box):
    tick(4)
    next(iter(box.podio.hooks.values())).active = False

    tick(3)

    assert active(box) == ALL_THREE
    assert len(box.podio.hooks) == 3


def test_hooks_at_an_older_secret_are_taken_away_and_those_of_others_stay(app, tick, box, doorstep):
    box.add_hook(f"{doorstep.url}/webhooks/podio/an-older-secret")
    box.add_hook("http://127.0.0.1:9/another-system")

    tick(4)

    urls = [hook.url for hook in box.podio.hooks.values()]
    assert not any("an-older-secret" in url for url in urls)
    assert any("another-system" in url for url in urls)
    assert len(urls) == 4


def test_without_any_hook_the_poll_alone_keeps_the_leads(app, tick, services, box):
    box.podio.faults.drop_hooks = True
    tick(2)
    box.edit(2003, name="Kalani K. Mahoe")

    tick()

    assert services.leads.get("lead-2003").name == "Kalani K. Mahoe"


def test_do_not_call_in_podio_reaches_the_company_list(app, tick, services, box):
    box.edit(2003, do_not_call="Yes")

    tick()

    (record,) = services.trail.chain("lead:lead-2003")
    assert (record.action, record.actor) == ("do_not_call.set", "crm")


def test_settings_that_fit_the_apps_have_no_problem(app, tick, services):
    tick()

    assert services.crm_fitness.problems() == []
    assert services.health.report().checks["crm"] == "ok"


def test_a_field_that_has_gone_is_named_in_the_log_and_by_the_doctor(
    app, tick, services, box, caplog
):
    apps = box.podio.apps
    kept = tuple(field for field in apps[1002].fields if field.external_id != "notes")
    apps[1002] = replace(apps[1002], fields=kept)

    tick()

    problem = "notes: the app has no field 272007."
    assert services.crm_fitness.problems() == [problem]
    assert [r.problem for r in caplog.records if r.msg == "crm_field_unfit"] == [problem]
    assert services.health.report().checks["crm"] == "failing"
    said = app.test_cli_runner().invoke(args=["doctor"])
    assert problem in said.output
    assert "calls-token" not in said.output + caplog.text
