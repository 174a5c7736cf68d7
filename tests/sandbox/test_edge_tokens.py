"""The access token of a browser, as the edge checks it; and the socket's manners."""

import time
from datetime import UTC, datetime

import aiohttp
import jwt
import pytest
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from sandbox.edge.token import TokenRefused, check
from sandbox.settings import Settings

ACCOUNT, KEY, APPLICATION = "AC" + "a" * 32, "SK" + "b" * 32, "AP" + "c" * 32
SECRET = "key-secret-" + "k" * 30
SETTINGS = Settings("http://x", ACCOUNT, "token", KEY, SECRET, APPLICATION, ("+12025550100",))


class At:
    def __init__(self, instant):
        self.instant = instant

    def now(self):
        return self.instant


NOW = At(datetime.now(UTC))


def token(secret=SECRET, account=ACCOUNT, key=KEY, identity="ag7", **more):
    made = AccessToken(account, key, secret, identity=identity, **more)
    made.add_grant(VoiceGrant(outgoing_application_sid=APPLICATION))
    return made.to_jwt()


def code(text, clock=NOW):
    with pytest.raises(TokenRefused) as caught:
        check(SETTINGS, clock, text)
    return caught.value.code


def test_a_good_token_names_identity_application_and_time_left():
    grant = check(SETTINGS, NOW, token(ttl=600))
    assert (grant.identity, grant.application_sid) == ("ag7", APPLICATION)
    assert 598 <= grant.ttl_s <= 600


def test_a_token_stamped_in_a_rehearsal_is_good_at_its_own_instant():
    rehearsal = At(datetime(2026, 3, 4, 18, tzinfo=UTC))
    begins = int(rehearsal.instant.timestamp())
    stamped = token(nbf=begins, valid_until=begins + 600)
    assert check(SETTINGS, rehearsal, stamped).ttl_s == 600
    assert check(SETTINGS, rehearsal, token(ttl=600)).ttl_s > 590
    assert code(stamped) == 31205


def test_a_forged_foreign_or_old_token_is_refused():
    assert code("not a token") == 31204
    assert code(token(secret="w" * 40)) == 31204
    assert code(token(account="AC" + "f" * 32)) == 31204
    assert code(token(key="SK" + "f" * 32)) == 31204
    assert code(token(identity="a.b@example.com")) == 31204
    assert code(token(valid_until=int(time.time()) - 1)) == 31205
    assert code(token(ttl=90_000)) == 31207


def test_a_token_of_another_kind_or_without_a_voice_grant_is_refused():
    claims = {"iss": KEY, "sub": ACCOUNT, "exp": time.time() + 60, "grants": {"identity": "ag7"}}
    assert code(jwt.encode(claims, SECRET, "HS256")) == 31204
    assert code(jwt.encode(claims, SECRET, "HS256", {"cty": "twilio-fpa;v=1"})) == 31204
    unsigned = jwt.encode(claims, None, "none", {"cty": "twilio-fpa;v=1"})
    assert code(unsigned) == 31204


def talk(stage, *frames, answers=None):
    """Say these frames; the types and payloads of so many answers, one each if not told."""

    async def work():
        heard = []
        url = f"{stage.sandbox.url}/signal"
        async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
            for kind, payload in frames:
                await socket.send_json({"type": kind, "payload": payload, "version": "1.6"})
            async for message in socket:
                frame = message.json()
                heard.append((frame["type"], frame["payload"]))
                if len(heard) == (answers or len(frames)):
                    break
        return heard

    return stage.run(work())


REGISTER = ("register", {"media": {"audio": True}})


def test_a_socket_is_connected_then_ready(stage):
    connected, ready, offline = talk(
        stage, ("listen", {"token": token()}), REGISTER, ("register", {"media": {"audio": False}})
    )
    assert connected[0] == "connected" and connected[1]["token"]["identity"] == "ag7"
    assert (ready[0], offline[0]) == ("ready", "offline")


def test_nothing_is_done_before_a_valid_token(stage):
    invite = ("invite", {"callsid": "TJSa", "sdp": "v=0", "twilio": {}})
    listened, registered, invited = talk(stage, ("listen", {"token": "x"}), REGISTER, invite)
    assert (listened[0], listened[1]["error"]["code"]) == ("error", 31204)
    assert (registered[0], registered[1]["error"]["code"]) == ("error", 31204)
    assert (invited[0], invited[1]["callsid"]) == ("hangup", "TJSa")
    assert stage.control("GET", "/control/calls")["calls"] == []


def test_a_token_for_another_application_places_no_call(stage):
    made = AccessToken(ACCOUNT, KEY, SECRET, identity="ag7")
    made.add_grant(VoiceGrant(outgoing_application_sid="AP" + "d" * 32))
    invite = ("invite", {"callsid": "TJSa", "sdp": "v=0", "twilio": {}})
    _, invited = talk(stage, ("listen", {"token": made.to_jwt()}), invite)
    assert (invited[0], invited[1]["error"]["code"]) == ("hangup", 21218)


def test_a_message_is_acknowledged_and_nonsense_is_survived(stage):
    message = ("message", {"callsid": "CAx", "content": "{}", "voiceeventsid": "KX1"})
    frames = [message, ("nonsense", {}), ("reinvite", {}), REGISTER]
    ack, refused = talk(stage, *frames, answers=2)
    assert ack == ("ack", {"acktype": "message", "callsid": "CAx", "voiceeventsid": "KX1"})
    assert refused[1]["error"]["code"] == 31204
    assert len(stage.control("GET", "/control/alerts")["alerts"]) == 2


def test_an_offer_that_is_none_ends_the_call_with_an_error(stage):
    stage.app.twiml["/webhooks/twilio/voice"] = "<Response><Say>Hello</Say></Response>"
    for sdp in ("", "v=0", "nonsense", "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n"):
        invite = ("invite", {"callsid": "TJSa", "sdp": sdp, "twilio": {}})
        heard = talk(stage, ("listen", {"token": token()}), invite, answers=3)
        assert [kind for kind, _ in heard] == ["connected", "ringing", "hangup"]
        assert heard[2][1]["error"]["code"] == 53405
    assert not stage.sandbox.world.calls.live()
