"""A line that carries no sound: the page says so with its cure, and nobody hears a dead line."""

from tests.browser.people import Callee, eventually

LEROY = (2010, "+18505550101")

# The answer is taken without its candidates: the call opens, and no packet finds a way.
DEAF = """
(() => {
  const take = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (description) {
    const sdp = description.sdp.replace(/^a=candidate.*\\r\\n/gm, "");
    return take.call(this, { type: description.type, sdp });
  };
})();
"""


def test_a_line_without_sound_is_said_with_its_cure_and_the_lead_is_not_left_ringing(desk, house):
    callee = Callee(house, *LEROY).behaves(does="talks", rings_s=20)
    desk.page.add_init_script(DEAF)
    desk.open_lead(callee.item_id)
    desk.call()
    desk.expect_words("ended")
    desk.expect_detail("No sound reached you")
    desk.expect_detail("Turn off a VPN")
    eventually(lambda: callee.leg["status"] in ("canceled", "completed"))
