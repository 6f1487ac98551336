"""A server of ``akaji open`` in a process of its own, and how a program asks it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).parents[2]


@dataclass
class Server:
    """A server that runs; ``address`` ends in a slash."""

    address: str
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """Return the status and the body of an answer; underscores in a header's name are hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(path if "://" in path else self.address + path, body, named)  # noqa: S310 - ours
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - ours
                return answer.status, answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8")

    def put(self, path: Path, name: str | None = None) -> dict[str, Any]:
        _, told = self.ask("files?lang=en", path.read_bytes(), X_Name=quote(name or path.name))
        answer: dict[str, Any] = json.loads(told)
        return answer

    def compare(self, *paths: Path) -> dict[str, Any]:
        """Drop files, compare them, and return what is said when the job has ended."""
        identifiers = [self.put(path)["file"] for path in paths]
        return self.follow(self.begin(identifiers))

    def begin(self, identifiers: list[str]) -> str:
        _, told = self.ask("jobs", json.dumps({"files": identifiers}).encode())
        return str(json.loads(told)["job"])

    def follow(self, job: str) -> dict[str, Any]:
        for _ in range(600):
            told: dict[str, Any] = json.loads(self.ask(f"jobs/{job}?lang=en")[1])
            if told["state"] in {"done", "failed"}:
                return {**told, "job": job}
            time.sleep(0.1)
        raise AssertionError(f"the job does not end: {told}")

    def stop(self) -> int:
        """Press Ctrl-C, and return how it ended."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Start ``akaji open`` in a folder, with its temporary files in ``folder/tmp``."""
    (folder / "tmp").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TMPDIR": str(folder / "tmp")}
    command = [sys.executable, "-m", "pipeline", "open", "--no-browser"]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/", address), address
        server = Server(address, process)
        try:
            yield server
        finally:
            process.kill()
