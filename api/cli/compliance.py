"""The rulebook at the command line."""

from flask.cli import AppGroup

group = AppGroup("compliance", help="Decisions: check facts of yours, scrub lists, replay records.")
