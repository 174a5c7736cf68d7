"""Find a Chromium, or have Debian install one; and the flags that a loopback-only machine needs."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CURE = "install Chromium (Debian: apt install chromium) or name one with CHROMIUM=/path/to/chromium"

# Media between two programs on 127.0.0.1 needs the first one on a machine without a network;
# the others keep a browser that nobody watches from speaking to its maker.
LOOPBACK = ("--allow-loopback-in-peer-connection", "--disable-quic")
QUIET = (
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromium(Exception):
    """No browser was found, and none could be installed. The text is the cure."""


def find() -> str:
    """Path of a browser: CHROMIUM, else PATH, else Debian's package. Raises NoChromium."""
    named = os.environ.get("CHROMIUM")
    if named:
        return required(named)
    return on_path() or installed() or required(None)


def on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def required(named: str | None) -> str:
    path = shutil.which(named) if named else None
    if path is None:
        raise NoChromium(f"No Chromium at {named}: {CURE}." if named else f"No Chromium: {CURE}.")
    return path


def installed() -> str | None:
    """Debian's package, by root or by a sudo that asks for nothing."""
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (rights and not shutil.which("sudo")):
        return None
    print("Installing Debian's chromium package ...", flush=True)
    for step in (["update", "-q"], ["install", "-q", "-y", "chromium"]):
        subprocess.run([*rights, "apt-get", *step], stdout=subprocess.DEVNULL, check=False)
    return on_path()


def headless_flags() -> list[str]:
    """For tests and demo: a fake microphone, no questions, no sandbox when root runs it."""
    return [
        *LOOPBACK,
        *QUIET,
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        "--disable-gpu",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--autoplay-policy=no-user-gesture-required",
    ]


if __name__ == "__main__":
    try:
        print(f"Chromium: {find()}")
    except NoChromium as lack:
        sys.exit(str(lack))
