"""What a cold function pays for before it answers."""

import subprocess
import sys
from pathlib import Path

from web_shell import environment

ROOT = Path(__file__).parents[2]
HEAVY = {  # each is imported by the first request that needs it
    "argon2",
    "backports.zstd",
    "flask_sock",
    "google",
    "grpc",
    "jwt",
    "numpy",
    "phonenumbers",
    "pypodio2",
    "requests",
    "services.ai_service.line",
    "simple_websocket",
    "twilio.request_validator",
    "twilio.rest",
    "wsproto",
}
LATER = HEAVY | {"config", "cryptography", "pydantic_settings", "services.users", "sqlite3"}


def imported_by(script, **environ):
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; {script}; print(*sys.modules)"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_importing_the_application_is_light_and_reads_nothing():
    assert LATER & imported_by("import api.app") == set()


def test_a_first_page_brings_no_provider_with_it(tmp_path):
    """A cold function answers before it has paid for REST clients, gRPC, JWT and phone tables."""
    page = "import api.app; api.app.create_app().test_client().get('/sign-in')"

    assert HEAVY & imported_by(page, **environment(tmp_path)) == set()
