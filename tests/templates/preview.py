"""The pages in every state, with invented people, for eyes and for axe.

    python -m tests.templates.preview 8900      then open http://127.0.0.1:8900/

No service runs behind them: a call cannot be made here.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from flask import Flask, render_template

from api.views import shortcuts, words
from tests.templates.sample_states import STATES
from tests.templates.sample_verdicts import NOW

ROOT = Path(__file__).parents[2]
NAMES = {"agent": "Ana Ruiz", "manager": "Mo Carter", "auditor": "Ida Berg"}


def create() -> Flask:
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=ROOT / "static")
    app.config["TEMPLATES_AUTO_RELOAD"] = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["shortcuts_for"] = shortcuts.for_role
    app.context_processor(lambda: {"csrf_token": lambda: "preview", "now": NOW, "rehearsal": None})
    for state in STATES:
        app.add_url_rule(f"/{state}", state, page_of(*STATES[state]))
    app.add_url_rule("/", "index", lambda: "".join(f"<p><a href='/{s}'>{s}</a>" for s in STATES))
    return app


def page_of(template: str, role: str, context: dict[str, object]) -> Callable[[], str]:
    frame = {
        "person": {"id": role, "name": NAMES[role], "role": role} if role else None,
        "dispositions": words.DISPOSITIONS,
        "motivations": words.MOTIVATIONS,
        "date_owed": sorted(words.DATE_OWED),
    }
    return lambda: render_template(template, **(frame | context))


if __name__ == "__main__":
    create().run("127.0.0.1", int(sys.argv[1]), threaded=True)
