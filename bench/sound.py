"""From `connect()` in the page to the agent's audio at the edge."""

from bench.measures import ROUNDS, Measure, median_of
from tests.browser.desk import Desk
from tests.browser.ears import HOOK
from tests.browser.people import Callee, eventually
from tests.serve import Served, serving
from tools.demo import headless

MARIA = (2001, "+13125550101")

# Notes the instant at which the page calls connect().
MARK = """
() => {
  const real = Twilio.Device.prototype.connect;
  Twilio.Device.prototype.connect = function (...given) {
    window.__connectMs = Date.now();
    return real.apply(this, given);
  };
}
"""


def measure() -> list[Measure]:
    with serving(SANDBOX_VOICE="tone") as house, headless() as browser:
        context = browser.new_context(base_url=house.url, permissions=["microphone"])
        context.add_init_script(HOOK)
        desk = Desk(context.new_page(), house)
        desk.sign_in(house.person("agent"))
        Callee(house, *MARIA).behaves(does="talks", rings_s=0.5, stays_s=60)
        seconds = [once(desk, house) for _ in range(ROUNDS)]
    name = "connect() to the agent's audio at the edge, p50"
    return [median_of(name, seconds, unit="s", goal=0.5, at_most=True)]


def once(desk: Desk, house: Served) -> float:
    """One call; seconds until the edge decoded the first sound of the microphone."""
    desk.open_lead(MARIA[0])
    eventually(lambda: desk.page.evaluate("() => Boolean(window.Twilio?.Device)"))
    desk.page.evaluate(MARK)
    desk.talk()
    connected = float(desk.page.evaluate("window.__connectMs")) / 1000
    calls = house.sandbox("GET", "/control/calls")["calls"]
    agent = next(c for c in calls if c["from"].startswith("client:"))
    first = float(agent["first_sound_at"])
    desk.hang_up()
    desk.dispose("Voicemail")
    return first - connected
