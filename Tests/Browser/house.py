"""Starts the real program on a database of its own, with the demo province in it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from browser import ROOT


def program() -> Path:
    """The newer of the release and the debug build; or the one that HOITU_PROGRAM names."""
    if os.environ.get("HOITU_PROGRAM"):
        return Path(os.environ["HOITU_PROGRAM"])
    built = [path for path in (ROOT / "bin/hoitu", ROOT / ".build/debug/hoitu") if path.exists()]
    if not built:
        raise FileNotFoundError("no bin/hoitu and no .build/debug/hoitu: build first")
    return max(built, key=lambda path: path.stat().st_mtime)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """One running instance. `sign_ins` maps a demo login (`bientap`) to its one-time password."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hoitu-browser-"))
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.environment = {
            **os.environ,
            "HOITU_DATABASE": f"sqlite:{self.folder / 'hoitu.db'}",
            "HOITU_DATA_DIR": str(self.folder),
            "HOITU_HTTP_PORT": str(self.port),
            "HOITU_ROOT": str(ROOT),
            "HOITU_LOG_LEVEL": "warning",
        }
        self.sign_ins = self._fill()
        self.log = (self.folder / "log").open("w")
        self.process = subprocess.Popen(
            [program(), "serve"], env=self.environment, cwd=ROOT, stdout=self.log, stderr=self.log
        )
        self._wait()

    def _fill(self) -> dict:
        """The lines of `hoitu demo` that are sign-ins: login, password, `role: name`, with tabs between."""
        filled = subprocess.run(
            [program(), "demo"], env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=300
        )
        if filled.returncode:
            raise RuntimeError(f"hoitu demo failed: {filled.stderr[-2000:]}")
        found = {}
        for line in filled.stdout.splitlines():
            parts = line.split("\t")
            if len(parts) == 3:
                found[parts[0]] = parts[1]
        return found

    def _wait(self) -> None:
        for _ in range(200):
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/ready", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        told = (self.folder / "log").read_text()[-2000:]
        self.close()
        raise RuntimeError(f"not ready: {told}")

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
        if not os.environ.get("HOITU_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)
