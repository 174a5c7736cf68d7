"""`make browser`: a Chromium with a profile of its own that can speak to the sandbox here."""

import argparse
import os
import subprocess
import sys

from tools import chromium, processes


def main() -> None:
    parser = argparse.ArgumentParser(prog="make browser", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    try:
        path = chromium.find()
    except chromium.NoChromium as lack:
        sys.exit(str(lack))
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        sys.exit("No screen here: forward the ports instead, as README says under ssh.")
    profile = processes.ROOT / "var" / "browser"
    flags = [*chromium.LOOPBACK, *chromium.QUIET, f"--user-data-dir={profile}"]
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    subprocess.run([path, *flags, f"http://127.0.0.1:{port}"], check=False)


if __name__ == "__main__":
    main()
