"""One call in which the browser's settings are production's: every device option at its default.

The carrier's host names are mapped to the sandbox's TLS port by the browser, and nothing else.
"""

import json
from pathlib import Path

import pytest

from tests.browser.desk import Desk
from tests.browser.ears import HOOK
from tests.browser.people import Callee, eventually
from tests.serve import serving
from tools import chromium as finder
from tools import processes

MARIA = (2001, "+13125550101")
DEFAULTS = {
    "SOFTPHONE_PRELUDE": "",
    "TWILIO_SIGNALLING_URL": "",
    "TWILIO_SOUNDS_URL": "",
    "TWILIO_INSIGHTS": "true",
}


@pytest.fixture(scope="module")
def tls_port() -> int:
    return processes.free_port_pair()


@pytest.fixture(scope="module")
def spki(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("tls") / "spki"


@pytest.fixture(scope="module")
def real_house(tls_port, spki):
    tls = {"SANDBOX_TLS_PORT": str(tls_port), "SANDBOX_SPKI_FILE": str(spki)}
    with serving(SANDBOX_VOICE="tone", **tls, **DEFAULTS) as served:
        yield served


@pytest.fixture(scope="module")
def production_browser(playwright, real_house, tls_port, spki):
    """No flag says anything of the SDK; names of the carrier end at the sandbox."""
    rules = f"MAP *.twilio.com 127.0.0.1:{tls_port}, EXCLUDE localhost, EXCLUDE 127.0.0.1"
    flags = [
        *finder.headless_flags(),
        f"--host-resolver-rules={rules}",
        f"--ignore-certificate-errors-spki-list={spki.read_text().strip()}",
    ]
    running = playwright.chromium.launch(executable_path=finder.find(), args=flags)
    yield running
    running.close()


def test_a_call_with_every_device_option_at_its_default(production_browser, real_house, capsys):
    context = production_browser.new_context(base_url=real_house.url, permissions=["microphone"])
    context.add_init_script(HOOK)
    desk = Desk(context.new_page(), real_house)
    desk.sign_in(real_house.person("agent"))
    maria = Callee(real_house, *MARIA).behaves(does="talks", pitch=620, rings_s=1, stays_s=60)
    desk.open_lead(maria.item_id)
    settings = json.loads(desk.page.locator("#softphone-settings").text_content())
    desk.talk()
    eventually(lambda: desk.hears().is_tone(620))
    eventually(lambda: maria.hears().is_tone(398))
    desk.hang_up()
    context.close()
    with capsys.disabled():
        print(f"\n  device options of this run: {json.dumps(settings['options'])}")
        print("  differs from production: *.twilio.com is mapped to the sandbox by the browser,")
        print("  its certificate is trusted by its key, and the page itself comes by http.")
    assert not settings["prelude"]
    assert "chunderw" not in settings["options"]
