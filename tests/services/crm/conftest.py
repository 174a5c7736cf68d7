from tests.podio_fixtures import box, clock, podio, world

__all__ = ["box", "clock", "podio", "world"]
