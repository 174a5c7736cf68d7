"""Machine detection: who or what answered, told beside the talk or before it.

Source: twilio.com/docs/voice/answering-machine-detection. `Enable` tells a machine when it begins
to speak, `DetectMessageEnd` when its greeting is over.
"""

from sandbox.carrier.call import Call
from sandbox.hooks.delivery import Webhook
from sandbox.people.callees import Callee
from sandbox.world import World

HUMAN_S, MACHINE_S, GREETING_S = 2.4, 4.0, 9.0
ENABLE, TO_THE_END = "Enable", "DetectMessageEnd"


async def detect(world: World, call: Call, callee: Callee, mode: str) -> int:
    """Listens as long as it takes; the milliseconds that it took, by the talk's own clock."""
    recorded = callee.does == "voicemail"
    call.answered_by = _word(recorded, mode)
    seconds = (GREETING_S if mode == TO_THE_END else MACHINE_S) if recorded else HUMAN_S
    await world.pass_time(seconds)
    return int(seconds * 1000)


async def tell(world: World, call: Call, callee: Callee, mode: str, to: tuple[str, str]) -> None:
    """The callback of asynchronous detection; once, and not for a call that is over."""
    took_ms = await detect(world, call, callee, mode)
    if call.over:
        return
    fields = {
        "CallSid": call.sid,
        "AccountSid": world.settings.account_sid,
        "AnsweredBy": call.answered_by,
        "MachineDetectionDuration": str(took_ms),
    }
    method, url = to
    world.hooks.post(
        Webhook(f"amd.{call.answered_by}", url, fields, method), lane=f"amd {call.sid}"
    )


def _word(recorded: bool, mode: str) -> str:
    if not recorded:
        return "human"
    return "machine_end_beep" if mode == TO_THE_END else "machine_start"
