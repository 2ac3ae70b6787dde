"""A database of either kind for a measurement, and the demo province on it."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

from hoitu import ROOT, Instance

ENGINES = ("sqlite", "postgres")


class Postgres:
    """A PostgreSQL server on loopback that can be killed and started again."""

    def __init__(self):
        self.top = pathlib.Path(tempfile.mkdtemp(prefix="hoitu-postgres-"))
        self.top.chmod(0o755)
        self.folder = self.top / "server"
        # Commits reach the disk, as in an installation.
        self.url = subprocess.run(
            [ROOT / "scripts/postgres", "start", self.folder], env=dict(os.environ, HOITU_TEST_FSYNC="on"),
            check=True, capture_output=True, text=True).stdout.strip()
        self.data = self.folder / "data"
        self.command = (self.data / "postmaster.opts").read_text().strip()

    def kill(self):
        """The postmaster dies without a word, and its children with it."""
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def start(self, seconds=30):
        """Starts again after a kill: tries until the dead one's memory is free."""
        as_user = ["su", "-s", "/bin/sh", "nobody", "-c"] if os.getuid() == 0 else ["sh", "-c"]
        until = time.monotonic() + seconds
        started = 0.0
        process = None
        while time.monotonic() < until:
            if process is None or process.poll() is not None:
                if time.monotonic() - started > 0.1:
                    started = time.monotonic()
                    log = open(self.top / "again.log", "ab")
                    process = subprocess.Popen(
                        [*as_user, f"exec {self.command}"], stdout=log, stderr=log, start_new_session=True)
            if self.answers():
                return
            time.sleep(0.03)
        raise RuntimeError((self.top / "again.log").read_text()[-2000:])

    def answers(self):
        address = urllib.parse.urlparse(self.url)
        return subprocess.run(["pg_isready", "-q", "-h", "127.0.0.1", "-p", str(address.port)]).returncode == 0

    def rows(self, query):
        """For looking at what lies in the tables: one text a row."""
        said = subprocess.run(["psql", "-At", self.url, "-c", query], check=True, capture_output=True, text=True).stdout
        return said.splitlines()

    def remove(self):
        subprocess.run([ROOT / "scripts/postgres", "stop", self.folder], check=False, capture_output=True)
        shutil.rmtree(self.top, ignore_errors=True)


def province(engine, ready=None, environment=None):
    """The demo province on an engine: the instance, not started, and its PostgreSQL server or nil.

    ready: a folder written by `make`, to be copied instead of making the province again.
    """
    server = Postgres() if engine == "postgres" else None
    try:
        return _filled(server, ready, {"HOITU_TRUSTED_PROXIES": "127.0.0.1", **(environment or {})}), server
    except BaseException:
        if server:
            server.remove()
        raise


def _filled(server, ready, environment):
    if ready is None:
        return Instance(database=server and server.url, environment=environment)
    instance = Instance(database=server and server.url, demo=False, environment=environment)
    try:
        _copy(pathlib.Path(ready), instance, through_export=server is not None)
    except BaseException:
        instance.remove()
        raise
    return instance


def _copy(ready, instance, through_export):
    if through_export:
        # Keys first: second factors are sealed with them, and the import seals the audit log anew.
        shutil.copytree(ready / "var" / "keys", instance.folder / "keys", dirs_exist_ok=True)
        instance.command("import", str(ready / "export"))
    else:
        shutil.copytree(ready / "var", instance.folder, dirs_exist_ok=True)
    instance.passwords = json.loads((ready / "passwords.json").read_text())


def make(folder):
    """Makes the demo province once, for several tests to copy: SQLite's files, and an export for PostgreSQL."""
    folder = pathlib.Path(folder)
    instance = Instance(folder=folder / "var")
    instance.command("export", str(folder / "export"))
    (folder / "passwords.json").write_text(json.dumps(instance.passwords))


if __name__ == "__main__":
    make(sys.argv[1])
