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
    emergencies,
    keys,
    people,
    playbooks,
    replaying,
    rnd,
    rulebook,
    scrubbing,
    seller,
    ties,
    users,
)

GROUPS = (
    assistant.group,
    audit.group,
    compliance.group,
    consent.group,
    dnc.group,
    doctor.doctor,
    emergencies.group,
    keys.group,
    people.group,
    rnd.group,
    seller.group,
    ties.group,
    users.group,
)


def init_app(app: Flask) -> None:
    playbooks.join(assistant.group)
    for part in (checking, replaying, rulebook, scrubbing):
        part.join(compliance.group)
    for command in GROUPS:
        app.cli.add_command(command)
