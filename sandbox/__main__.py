"""python -m sandbox: the carrier, the CRM and the people called, on loopback."""

import asyncio
import os
import signal
import sys

from sandbox.clock import Clock
from sandbox.server import start
from sandbox.settings import SettingMissing, from_environment


def main(clock: Clock | None = None) -> None:
    """Until SIGINT or SIGTERM. Exits with a sentence when it cannot start."""
    try:
        asyncio.run(_serve(clock))
    except SettingMissing as missing:
        sys.exit(f"sandbox: {missing}")
    except OSError as error:
        sys.exit(f"sandbox: {error.strerror or error}")


async def _serve(clock: Clock | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    running = await start(from_environment(os.environ), clock)
    print(f"sandbox on {running.url}", flush=True)
    await stop.wait()
    await running.stop()


if __name__ == "__main__":
    main()
