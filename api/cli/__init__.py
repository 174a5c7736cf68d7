"""Commands of `flask --app api.app`."""

from flask import Flask

from api.cli import (
    assistant,
    audit,
    checking,
    compliance,
    consent,
    dnc,
    doctor,
    keys,
    people,
    playbooks,
    users,
)

GROUPS = (
    assistant.group,
    audit.group,
    compliance.group,
    consent.group,
    dnc.group,
    doctor.doctor,
    keys.group,
    people.group,
    users.group,
)


def init_app(app: Flask) -> None:
    playbooks.join(assistant.group)
    checking.join(compliance.group)
    for command in GROUPS:
        app.cli.add_command(command)
