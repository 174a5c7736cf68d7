"""No lead is dialled before the agent's page hears the room, and a page that does not says so."""

from tests.browser.desk import Desk
from tests.browser.people import Callee, eventually

LEROY = (2010, "+18505550101")
PRIYA = (2025, "+12135550116")
CARMEN = (2009, "+13055550109")
RUTH = (2007, "+13175550107")

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


def ready(house, who) -> Callee:
    return Callee(house, *who).behaves(does="talks", rings_s=1, stays_s=60)


def cut(desk, said, path: str, *, times: int) -> list[str]:
    """The first `times` requests to a path fail, as without a network. The list of all of them."""
    asked: list[str] = []

    def answer(route) -> None:
        asked.append(route.request.url)
        if len(asked) > times:
            return route.continue_()
        said.append(route.request.url)
        return route.abort()

    desk.page.route(f"**{path}", answer)
    return asked


def forget_failed_requests(said: list[str]) -> None:
    said[:] = [line for line in said if "/calls/" not in line]


def test_a_lead_is_dialled_for_a_lost_word_and_never_for_a_line_without_sound(
    desk, new_page, agents, house, said
):
    leroy, carmen = ready(house, LEROY), ready(house, CARMEN)
    before = leroy.called, carmen.called
    desk.page.add_init_script(DEAF)
    desk.open_lead(leroy.item_id)
    desk.call()
    desk.expect_detail("No sound reached you. Nobody was called.")
    desk.expect_detail("Turn off a VPN")
    desk.expect_words("ended")

    cut_off = Desk(new_page(), house)
    cut_off.sign_in(next(agents))
    cut(cut_off, said, "/joined", times=99)
    cut_off.open_lead(carmen.item_id)
    cut_off.call()
    cut_off.expect_words("Talking")  # the tick has dialled without a word: it saw the other, too

    assert (leroy.called, carmen.called) == (before[0], before[1] + 1)
    assert desk.button("call").is_enabled()
    cut_off.hang_up()
    forget_failed_requests(said)


def test_a_page_whose_word_is_lost_says_it_again_until_it_arrives(desk, house, said):
    priya = ready(house, PRIYA)
    before = priya.called
    asked = cut(desk, said, "/joined", times=2)
    desk.open_lead(priya.item_id)
    desk.call()
    desk.expect_detail("the lead is not called yet")
    desk.expect_words("Talking")
    assert (len(asked), priya.called) == (3, before + 1)
    desk.hang_up()
    forget_failed_requests(said)


def test_a_hang_up_without_a_connection_is_said_to_be_repeated_and_is(desk, house, said):
    ruth = ready(house, RUTH)
    desk.open_lead(ruth.item_id)
    desk.talk()
    asked = cut(desk, said, "/calls/**", times=6)
    desk.button("hang-up").click()
    desk.expect_detail("Your line is closed. Cleardial cannot be reached")
    desk.expect_words("ended")
    assert sum(url.endswith("/hangup") for url in asked) >= 2
    eventually(lambda: ruth.leg["status"] == "completed")
    forget_failed_requests(said)
