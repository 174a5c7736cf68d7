"""Our function under Vercel's own Python runtime (vercel-runtime on PyPI), on loopback.

The runtime speaks over a unix socket: messages in JSON, each ended by a NUL. It says
`server-started` with its port, `log` for each line, `end` after each request.
"""

import base64
import hashlib
import json
import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNTIME = "vercel-runtime==0.23.2"  # what Vercel's builder pins
VERSIONS = ("3.12", "3.13", "3.14")


class NoRuntime(Exception):
    """The runtime cannot be had on this machine. The text says why."""


def python_of_vercel() -> str:
    """An interpreter that the runtime accepts. Raises NoRuntime."""
    if sys.version_info >= (3, 12):
        return sys.executable
    kept = Path.home() / ".pyenv" / "versions"
    for version in VERSIONS:
        named = shutil.which(f"python{version}")
        if named and subprocess.run([named, "-V"], capture_output=True).returncode == 0:
            return named
        for found in sorted(kept.glob(f"{version}.*/bin/python")):
            return str(found)
    raise NoRuntime("no Python 3.12 or later is on this machine")


def interpreter() -> Path:
    """Its venv with the runtime and our requirements, laid once. Raises NoRuntime."""
    wanted = (RUNTIME + (ROOT / "requirements.txt").read_text()).encode()
    venv = ROOT / "var" / f"vercel-{hashlib.sha256(wanted).hexdigest()[:12]}"
    python = venv / "bin" / "python"
    if not (venv / "complete").exists():
        shutil.rmtree(venv, ignore_errors=True)
        subprocess.run([python_of_vercel(), "-m", "venv", venv], check=True, capture_output=True)
        install = [python, "-m", "pip", "install", "-q", RUNTIME, "-r", ROOT / "requirements.txt"]
        if subprocess.run(install, capture_output=True).returncode:
            raise NoRuntime("the runtime could not be installed")
        (venv / "complete").touch()
    return python


class VercelShim:
    """with VercelShim(settings, folder) as shim: shim.url, shim.logs"""

    def __init__(self, settings: dict[str, str], folder: Path) -> None:
        self.logs: list[str] = []
        self.ended: queue.Queue[str] = queue.Queue()
        self._started: queue.Queue[dict] = queue.Queue()
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(folder / "ipc.sock"))
        self._socket.listen(1)
        self._connection: socket.socket | None = None
        self._environment = {"PATH": os.environ["PATH"], **settings, **_handler(folder)}

    def __enter__(self) -> "VercelShim":
        self._process = subprocess.Popen(
            [interpreter(), "-c", "from vercel_runtime.vc_init import *"],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        message = self._started.get(timeout=60)
        if message["type"] != "server-started":
            self.__exit__()
            raise AssertionError(message["payload"]["message"])
        self.url = f"http://127.0.0.1:{message['payload']['httpPort']}"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._reader.join(10)
        if self._connection:
            self._connection.close()
        self._socket.close()

    def _read(self) -> None:
        self._connection, _ = self._socket.accept()
        rest = b""
        while received := self._connection.recv(65536):
            *whole, rest = (rest + received).split(b"\0")
            for raw in whole:
                self._take(json.loads(raw))

    def _take(self, message: dict) -> None:
        kind, payload = message["type"], message.get("payload", {})
        if kind in ("server-started", "unrecoverable-error"):
            self._started.put(message)
        elif kind == "log":
            self.logs.append(base64.b64decode(payload["message"]).decode())
        elif kind == "end":
            self.ended.put(payload["context"]["requestId"])


def _handler(folder: Path) -> dict[str, str]:
    return {
        "VERCEL": "1",
        "VERCEL_IPC_PATH": str(folder / "ipc.sock"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "__VC_HANDLER_MODULE_NAME": "api.app",
        "__VC_HANDLER_ENTRYPOINT": "api/app.py",
        "__VC_HANDLER_ENTRYPOINT_ABS": str(ROOT / "api" / "app.py"),
        "__VC_HANDLER_VENDOR_DIR": "_vendor",
        "__VC_HANDLER_VARIABLE_NAME": "app",
    }
