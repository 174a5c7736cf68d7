"""Podio, as far as the application speaks to it: on the wire, in memory, with faults on demand."""

from sandbox.podio.routes import routes
from sandbox.podio.state import PodioState

__all__ = ["PodioState", "routes"]
