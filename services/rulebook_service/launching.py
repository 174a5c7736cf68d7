"""A fresh interpreter on one zip: no site, no environment, no network, nothing of this process."""

import subprocess
import sys
from pathlib import Path

from services.domain.errors import RulebookUnavailable

# An audit hook cannot be taken out again; it ends what a rulebook has no business with.
LAUNCH = """
import sys
import runpy

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system",
             "os.spawn", "os.kill", "os.remove", "os.rename", "ctypes.", "shutil.", "urllib.")

def refuse(event, args):
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        raise PermissionError(event)

sys.addaudithook(refuse)
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def launch(zip_path: Path) -> "subprocess.Popen[bytes]":
    """Lines in, lines out. Raises RulebookUnavailable where no process can be started."""
    command = [sys.executable, "-I", "-S", "-B", "-c", LAUNCH, str(zip_path)]
    try:
        return subprocess.Popen(  # noqa: S603  # our own interpreter on a proved zip
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=zip_path.parent,
            env={},
            bufsize=0,
        )
    except OSError as error:
        why = f"this platform starts no second interpreter ({type(error).__name__})"
        raise RulebookUnavailable(why) from None
