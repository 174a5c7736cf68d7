"""One process, sixteen threads for requests, and the background work beside them. A relay takes a
thread of its own for as long as its call lasts."""

import logging
import os
import threading
import time
from datetime import timedelta
from typing import Any

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 1
worker_class = "gthread"
relays = os.environ.get("ASSISTANT_TRANSPORT") == "relay"
threads = 16 + (int(os.environ.get("ASSISTANT_RELAY_SOCKETS") or 8) if relays else 0)
preload_app = False
graceful_timeout = 4  # a connection kept open takes two of them; `make run` gives five
timeout = 60
keepalive = 5
control_socket_disable = True  # it would lie in the home of whoever runs this

TICK_S = 1.0
LONGEST_TICK = timedelta(seconds=30)
LAST_TICK_S = 1.0
GLANCE_S = 0.2
log = logging.getLogger("cleardial.worker")


class Ticker(threading.Thread):
    """Calls the one verb of the background every second until it is stopped."""

    def __init__(self, background: Any) -> None:
        super().__init__(name="ticker", daemon=True)
        self.background = background
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.wait(TICK_S):
            try:
                self.background.tick(self.background.clock.now() + LONGEST_TICK)
            except Exception:  # the next tick finds whatever this one left
                log.exception("tick.broke")


class Tickers:
    """Two threads: live calls do not wait for a CRM that is slow to answer."""

    def __init__(self, services: Any) -> None:
        self.services = services
        self.threads = [Ticker(part) for part in services.background.split()]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """End after the present tick, take a last checkpoint, let go of the files."""
        for thread in self.threads:
            thread.stopping.set()
        for thread in self.threads:
            thread.join(LAST_TICK_S)
        try:
            self.services.checkpoints.take()
        except Exception:
            log.exception("checkpoint.missed")
        self.services.close()


def post_worker_init(worker: Any) -> None:
    """Build the application now, so that a refusal of its settings ends the start."""
    entry = worker.wsgi
    app = entry.wake() if hasattr(entry, "wake") else entry
    worker.tickers = Tickers(app.extensions["services"])
    worker.tickers.start()
    if sockets := app.extensions.get("relay_sockets"):
        threading.Thread(target=leave_relays, args=(worker, sockets), daemon=True).start()


def leave_relays(worker: Any, sockets: Any) -> None:
    """A worker that is to end lets its calls go on elsewhere, before its patience is over."""
    while worker.alive:
        time.sleep(GLANCE_S)
    sockets.stopping.set()


def worker_exit(_server: Any, worker: Any) -> None:
    tickers = getattr(worker, "tickers", None)
    if tickers:
        tickers.stop()
