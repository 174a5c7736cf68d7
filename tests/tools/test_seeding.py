"""What a machine is given once is stamped as soon as it has it, and is not given again."""

import io
import json
import sys
from datetime import UTC, datetime

import click
import pytest
from flask import Flask

from tools import seed, seeding, stack


@pytest.fixture
def app():
    app = Flask("seeded")

    @app.cli.command("give")
    def give():
        click.echo("given")

    @app.cli.command("refuse")
    def refuse():
        raise click.ClickException("there is one already")

    return app


def ordered(monkeypatch, *commands):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(commands)))


def command(name):
    return {"args": [name], "input": ""}


def test_a_refusal_leaves_the_stamps_of_all_that_was_done_before_it(app, monkeypatch, tmp_path):
    first, second = ({"stamp": str(tmp_path / name), "value": "yes"} for name in "ab")
    ordered(monkeypatch, command("give"), first, command("refuse"), second)

    with pytest.raises(SystemExit, match="flask refuse refused: Error: there is one already"):
        seeding.run(app)

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_each_command_said_is_told_in_order(app, monkeypatch, tmp_path, capsys):
    stamp = {"stamp": str(tmp_path / "a"), "value": "yes"}
    ordered(monkeypatch, command("give"), stamp, command("give"))

    seeding.run(app)

    assert json.loads(capsys.readouterr().out) == ["given\n", "given\n"]


def test_what_is_stamped_for_this_day_is_not_due(tmp_path):
    plan = stack.Plan(8000, tmp_path, {}, datetime(2026, 11, 18, tzinfo=UTC))
    give, stamp = command("give"), {"stamp": str(tmp_path / "day"), "value": "2026-11-18"}
    assert seed.once(plan, "day", "2026-11-18", [give]) == [give, stamp]

    (tmp_path / "day").write_text("2026-11-18")

    assert seed.once(plan, "day", "2026-11-18", [give]) == []
    assert seed.once(plan, "day", "2026-11-19", [give]) != []
