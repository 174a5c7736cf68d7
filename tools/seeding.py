"""In one process: the application's own commands, one after the other. See tools/seed.py."""

import json
import sys

from flask import Flask


def run(app: Flask) -> None:
    """Standard input: a JSON list of {args, input}. Ends with the first that refuses."""
    runner = app.test_cli_runner()
    for command in json.load(sys.stdin):
        done = runner.invoke(args=command["args"], input=command["input"])
        if done.exit_code:
            said = done.output.strip() or repr(done.exception)
            sys.exit(f"flask {' '.join(command['args'][:2])} refused: {said}")


if __name__ == "__main__":
    from api.app import create_app

    run(create_app())
