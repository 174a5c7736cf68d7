"""People who may sign in."""

import sys
from collections.abc import Callable
from typing import TypeVar

import click
from flask.cli import AppGroup

from api.container import services
from services.domain.errors import AlreadyExists, NotFound
from services.domain.user import Role
from services.users import UnfitPassword

ACTOR = "cli"
T = TypeVar("T")

group = AppGroup("users", help="Add, list and change people who may sign in.")
role_choice = click.Choice([role.value for role in Role])
stdin_option = click.option("--password-stdin", is_flag=True, help="Read the password from stdin.")


@group.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=role_choice, required=True)
@stdin_option
def add(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Add a person. The password is asked for, or read from stdin."""
    password = _password(password_stdin)
    people = services().users
    user = _said(lambda: people.add(name, email, role=Role(role), password=password, actor=ACTOR))
    click.echo(f"Added {user.id} ({role}).")


@group.command("list")
def show() -> None:
    """Everybody: id, role, state, name, e-mail address."""
    for person in services().users.all():
        state = "enabled" if person.user.enabled else "disabled"
        click.echo(
            f"{person.user.id}  {person.user.role:<8}  {state:<8}  {person.name} <{person.email}>"
        )


@group.command("password")
@click.argument("email")
@stdin_option
def password(email: str, password_stdin: bool) -> None:
    """Set a new password; it ends every session of the person."""
    user_id, new = _id(email), _password(password_stdin)
    _said(lambda: services().users.set_password(user_id, new, actor=ACTOR))
    click.echo("The password is changed; every session is over.")


@group.command("role")
@click.argument("email")
@click.argument("role", type=role_choice)
def role(email: str, role: str) -> None:
    """Give another role; it ends every session of the person."""
    services().users.set_role(_id(email), Role(role), actor=ACTOR)
    click.echo(f"The role is {role}; every session is over.")


@group.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Let the person sign in no more; it ends every session."""
    services().users.set_enabled(_id(email), False, actor=ACTOR)
    click.echo("Disabled; every session is over.")


@group.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let the person sign in again."""
    services().users.set_enabled(_id(email), True, actor=ACTOR)
    click.echo("Enabled.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _id(email: str) -> str:
    user = services().users.by_email(email)
    if user is None:
        raise click.ClickException("Nobody has this e-mail address.")
    return user.id


def _said(verb: Callable[[], T]) -> T:
    try:
        return verb()
    except (AlreadyExists, NotFound, UnfitPassword) as refusal:
        raise click.ClickException(f"{str(refusal).capitalize()}.") from None
