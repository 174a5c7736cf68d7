"""Gives the carrier an ear for a call, where it has one to give."""

from sandbox.carrier.call import Call
from sandbox.voice.ear import Ear
from sandbox.voice.recogniser import Understood
from sandbox.world import World


def give_ear(world: World, call: Call) -> bool:
    """For a call that plays TwiML to a person. False: its words are written, not spoken."""
    if world.recogniser is None or call.persona is None:
        return False

    def tell(understood: Understood | None) -> None:
        call.made_out.append(understood)
        if understood is not None:
            call.words.put_nowait((understood.text, understood.confidence))

    call.ear = Ear(world.recogniser, world.spawn, tell)
    return True
