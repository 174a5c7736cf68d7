"""In one process: the application's own commands, one after the other. See tools/seed.py."""

import json
import sys
from pathlib import Path

from flask import Flask


def run(app: Flask) -> None:
    """Standard input: a JSON list of {args, input}, and {stamp, value} where a file is to tell that
    the commands before it were run; standard output: what each said, as JSON. Ends with the first
    that refuses."""
    runner, said = app.test_cli_runner(), []
    for command in json.load(sys.stdin):
        if "stamp" in command:
            Path(command["stamp"]).write_text(command["value"])
            continue
        done = runner.invoke(args=command["args"], input=command["input"])
        if done.exit_code:
            why = done.output.strip() or repr(done.exception)
            sys.exit(f"flask {' '.join(command['args'][:2])} refused: {why}")
        said.append(done.output)
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    from api.app import create_app

    run(create_app())
