"""Google's own Firestore emulator, when it is on this machine."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

PACKAGE = "google-cloud-cli-firestore-emulator"
JAR = Path("platform/cloud-firestore-emulator/cloud-firestore-emulator.jar")
MAIN_CLASS = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
START_S = 40


class EmulatorFailed(RuntimeError):
    """The emulator ended, or did not listen in time."""


def find_jar() -> Path | None:
    """The jar of the Google Cloud SDK, by `gcloud` or by its Debian package."""
    if shutil.which("java") is None:
        return None
    return next((jar for jar in _candidates() if jar.is_file()), None)


def required() -> bool:
    return os.environ.get("REQUIRE_FIRESTORE_EMULATOR") == "1"


class Emulator:
    """One emulator process on a free loopback port."""

    def __init__(self, jar: Path) -> None:
        self.port = _free_port()
        self.host = f"127.0.0.1:{self.port}"
        command = ["java", "-Duser.language=en", "-Xmx512m", "-cp", str(jar), MAIN_CLASS, "start"]
        self._process = subprocess.Popen(
            [*command, "--host=127.0.0.1", f"--port={self.port}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._await_port()

    def reset(self, project: str, database: str) -> None:
        """Forget every document of one database."""
        url = f"http://{self.host}/emulator/v1/projects/{project}/databases/{database}/documents"
        with urllib.request.urlopen(urllib.request.Request(url, method="DELETE"), timeout=10):
            pass

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _await_port(self) -> None:
        """A dead emulator is seen at once; clients would retry for minutes."""
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise EmulatorFailed(f"the emulator ended with {self._process.returncode}")
            try:
                with urllib.request.urlopen(f"http://{self.host}/", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise EmulatorFailed("the emulator did not listen in time")


def _candidates() -> list[Path]:
    gcloud = shutil.which("gcloud")
    roots = [Path(gcloud).resolve().parents[1]] if gcloud else []
    if shutil.which("dpkg"):
        listed = subprocess.run(["dpkg", "-L", PACKAGE], capture_output=True, text=True)
        roots += [
            Path(line).parents[2] for line in listed.stdout.splitlines() if line.endswith(JAR.name)
        ]
    return [root / JAR for root in roots]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
