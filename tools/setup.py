"""Lay .venv, the pinned packages and the browser's SDK, once per change of the pins.

Standard library only: this runs before anything is installed.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SDK = ROOT / "node_modules/@twilio/voice-sdk/dist/twilio.min.js"
VENDOR = ROOT / "static/vendor/twilio.min.js"
REQUIREMENTS = {
    "run": ["requirements.txt", "requirements-server.txt", "requirements-sandbox.txt"],
    "dev": [
        "requirements.txt",
        "requirements-server.txt",
        "requirements-sandbox.txt",
        "requirements-dev.txt",
    ],
    "mutants": [
        "requirements.txt",
        "requirements-server.txt",
        "requirements-sandbox.txt",
        "requirements-dev.txt",
        "requirements-mutants.txt",
    ],
    "voice": [
        "requirements.txt",
        "requirements-server.txt",
        "requirements-sandbox.txt",
        "requirements-voice.txt",
    ],
}
HOLDING = {
    "run": ("run", "dev", "mutants", "voice"),
    "dev": ("dev", "mutants"),
    "mutants": ("mutants",),
    "voice": ("voice",),
}
OLDEST_NODE = 20


def main(level: str) -> None:
    lay_venv()
    install_python_packages(level)
    require_node()
    install_node_packages()
    if level == "voice":
        require_speech()


def lay_venv() -> None:
    """Make .venv with this Python, unless it is there with the same version."""
    if Path(sys.prefix) == VENV or venv_version() == sys.version.split()[0]:
        return
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(f"This Python has no venv module: on Debian, apt install python{version}-venv.")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def venv_version() -> str | None:
    config = VENV / "pyvenv.cfg"
    if not config.exists() or not (VENV / "bin/pip").exists():
        return None
    found = re.search(r"^version *= *(\S+)", config.read_text(), re.MULTILINE)
    return found.group(1) if found else None


def install_python_packages(level: str) -> None:
    """pip, unless this level's pins (or those of one that holds them) are stamped as installed."""
    if any(is_stamped(held, fingerprint(REQUIREMENTS[held])) for held in HOLDING[level]):
        return
    print(f"Installing the pinned Python packages ({level}) ...", flush=True)
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "-r", REQUIREMENTS[level][-1])
    stamp(level, fingerprint(REQUIREMENTS[level]))


def require_node() -> None:
    cure = "install Node.js 20 or newer with npm (Debian: apt install nodejs npm)"
    if not shutil.which("node") or not shutil.which("npm"):
        sys.exit(f"Node.js or npm is missing: {cure}.")
    answer = subprocess.run(
        ["node", "--version"], capture_output=True, text=True, check=True
    ).stdout
    if int(answer.lstrip("v").split(".")[0]) < OLDEST_NODE:
        sys.exit(f"Node.js {answer.strip()} is too old: {cure}.")


def require_speech() -> None:
    """espeak-ng, by Debian's package where that can be had without a question."""
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    able = shutil.which("apt-get") and (not rights or shutil.which("sudo"))
    if not shutil.which("espeak-ng") and able:
        print("Installing Debian's espeak-ng package ...", flush=True)
        for step in (["update", "-q"], ["install", "-q", "-y", "espeak-ng"]):
            command = [*rights, "apt-get", *step]
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if not shutil.which("espeak-ng"):
        sys.exit("espeak-ng is missing: install it (Debian: apt install espeak-ng).")


def install_node_packages() -> None:
    print_of = fingerprint(["package.json", "package-lock.json"])
    if not is_stamped("node", print_of) or not SDK.exists():
        print("Installing the pinned npm packages ...", flush=True)
        run("npm", "ci", "--loglevel=error")
        stamp("node", print_of)
    if not VENDOR.exists() or VENDOR.stat().st_mtime < SDK.stat().st_mtime:
        VENDOR.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SDK, VENDOR)


def fingerprint(names: list[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_stamped(name: str, value: str) -> bool:
    path = VENV / f".stamp-{name}"
    return path.exists() and path.read_text() == value


def stamp(name: str, value: str) -> None:
    (VENV / f".stamp-{name}").write_text(value)


def run(*command: str | Path) -> None:
    """Run to its end; its own words tell what went wrong."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT)
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} ended with {done.returncode}; its message is above.")


if __name__ == "__main__":
    main(sys.argv[1])
