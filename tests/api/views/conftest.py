"""The facts of the queue's tests."""

from tests.services.queue.conftest import facts

__all__ = ["facts"]
