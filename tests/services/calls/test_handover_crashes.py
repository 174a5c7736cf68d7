"""A hand-over that is cut off between any two steps: nobody is left on the line."""

from datetime import timedelta

import pytest
from house import Knock

from services.call_progress import News
from services.domain.errors import CarrierUnavailable, DomainError, StoreUnavailable

STEPS = 16  # a whole hand-over takes fourteen


class Cut:
    """Lets `lives` steps pass; the next one fails, once. `after`: when it was done already."""

    def __init__(self, lives: int, *, after: bool) -> None:
        self.lives, self.after, self.met = lives, after, False

    def around(self, step, error):
        def cut(*given, **more):
            self.lives -= 1
            if self.lives == -1 and not self.after:
                self.met = True
                raise error("cut off")
            done = step(*given, **more)
            if self.lives == -1:
                self.met = True
                raise error("cut off")
            return done

        return cut


def talking(house) -> str:
    """An assistant talks with the lead; the id of the call."""
    call_id = house.calling.send(house.order(), "real_estate").call_id
    house.carrier.ring()
    house.carrier.answer()
    house.deliver(call_id)
    return call_id


def hand_over(house, call_id):
    """Everything that happens when it goes well; what fails, fails alone."""
    try:
        taken = house.handing_over.take(call_id, "u1", "s-u1")
        sid = house.carrier.connect(call_id)
        house.use.use(Knock(taken.permit, sid, "u1"))
    except DomainError:
        house.carrier.agent_leaves() if "agent" in house.carrier.live else None
        return
    house.carrier.join()
    said = News("page.joined", {"leg": sid}, f"page.joined:{sid}", "user:u1")
    for word in (lambda: house.deliver(call_id), lambda: house.progress.hear(call_id, said)):
        try:
            word()
        except DomainError:
            continue


def moved(house, redirects):
    """The lead does what the last order of the carrier said."""
    for _, url in house.carrier.redirects[redirects:]:
        inside = house.carrier._line("leg").sid in house.carrier.inside
        if "/room/" in url and house.carrier.room_sid and not inside:
            house.carrier.lead_is_moved()


@pytest.mark.parametrize("after", [False, True], ids=["before it is done", "after it was done"])
@pytest.mark.parametrize("lives", range(STEPS))
def test_it_comes_to_one_end_wherever_it_is_cut_off(house, lives, after):
    call_id = talking(house)
    cut = Cut(lives, after=after)
    plain = house.main.transaction, house.audit.create, house.carrier.redirect
    house.main.transaction = cut.around(plain[0], StoreUnavailable)
    house.audit.create = cut.around(plain[1], StoreUnavailable)
    house.carrier.redirect = cut.around(plain[2], CarrierUnavailable)

    hand_over(house, call_id)
    house.main.transaction, house.audit.create, house.carrier.redirect = plain
    redirects = 0
    for _ in range(8):
        moved(house, redirects)
        redirects = len(house.carrier.redirects)
        house.carrier.sent.clear()  # every callback is lost: the tick alone repairs
        house.clock.at += timedelta(seconds=6)
        house.tick()

    data = house.data(call_id)
    if data["handed_over_at"]:
        assert (data["agent_id"], sorted(house.carrier.live)) == ("u1", ["agent", "leg"])
    else:
        assert (data["agent_id"], data["cause"]) == ("assistant", None)
        assert house.carrier.live == ["leg"]
        assert house.handing_over.take(call_id, "u2", "s-u2").permit


def test_a_house_that_is_whole_hands_over(house):
    call_id = talking(house)
    hand_over(house, call_id)
    moved(house, 0)
    house.deliver(call_id)

    assert house.data(call_id)["handed_over_at"]
