"""The softphone's access token. Source: https://www.twilio.com/docs/iam/access-tokens"""

from dataclasses import dataclass

from services.ports import Clock


@dataclass(frozen=True)
class TokenMint:
    account_sid: str
    api_key_sid: str
    api_key_secret: str
    application_sid: str
    clock: Clock

    def mint(self, identity: str, ttl_s: int) -> str:
        """A JWT that may start calls through our application and nothing else.

        `ttl_s` at most 86,400: the carrier refuses longer ones (31207).
        """
        from twilio.jwt.access_token import AccessToken
        from twilio.jwt.access_token.grants import VoiceGrant

        now = int(self.clock.now().timestamp())
        token = AccessToken(
            self.account_sid,
            self.api_key_sid,
            self.api_key_secret,
            identity=identity,
            nbf=now,
            valid_until=now + ttl_s,
        )
        token.add_grant(
            VoiceGrant(outgoing_application_sid=self.application_sid, incoming_allow=False)
        )
        return str(token.to_jwt())
