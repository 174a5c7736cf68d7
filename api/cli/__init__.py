"""Commands of `flask --app api.app`."""

from flask import Flask

from api.cli import audit, dnc, doctor, keys, users

GROUPS = (audit.group, dnc.group, doctor.doctor, keys.group, users.group)


def init_app(app: Flask) -> None:
    for command in GROUPS:
        app.cli.add_command(command)
