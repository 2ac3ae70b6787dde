"""Starts Hội Tụ for a measurement and talks to it as a person's browser would."""
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("HOITU_PROGRAM", ROOT / "bin" / "hoitu"))
OUT = ROOT / "Benchmarks" / "out"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def save(name, rows):
    """Keeps a measurement for Benchmarks/RESULTS.md. A row: what, measured, peer, goal, met."""
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    for row in rows:
        print(" · ".join(str(row.get(key, "")) for key in ("what", "measured", "peer", "goal", "met")), flush=True)


class Instance:
    """One running program with a data folder of its own."""

    def __init__(self, database=None, demo=True, folder=None, environment=None):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="hoitu-bench-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.environment = dict(
            os.environ, HOITU_DATABASE=database or f"sqlite:{self.folder}/hoitu.db", HOITU_DATA_DIR=str(self.folder),
            HOITU_HTTP_PORT=str(self.port), HOITU_ROOT=str(ROOT), HOITU_LOG_LEVEL="warning",
            HOITU_ALLOW_PRIVATE_FEEDS="yes", **(environment or {}))
        self.process = None
        self.passwords = {}
        self.cookies = {}
        if demo:
            self.passwords = dict(
                line.split("\t")[:2] for line in self.command("demo").splitlines() if line.count("\t") >= 2)

    def command(self, *arguments, check=True):
        done = subprocess.run([PROGRAM, *arguments], env=self.environment, cwd=ROOT, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise RuntimeError(f"hoitu {' '.join(arguments)}: {done.stderr[-2000:]}")
        return done.stdout

    def start(self, wait=True, core=None):
        """core: the only one the program may use; it then has one event loop, as nginx with one worker."""
        log = open(self.folder / "serve.log", "ab")
        command = [*(["taskset", "-c", str(core)] if core is not None else []), PROGRAM, "serve"]
        self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        if wait:
            self.wait()
        return self

    def wait(self, seconds=30):
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            try:
                if self.get("/health")[0] == 200:
                    return time.monotonic() - began
            except OSError:
                time.sleep(0.005)
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "serve.log").read_text()[-2000:])
        raise RuntimeError("the program did not answer")

    def rest(self, seconds=120):
        """Waits until what a start brings with it (renditions of pictures, the search index) is done."""
        def spent():
            fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return sum(int(field) for field in fields[11:15])
        began, before, quiet = time.monotonic(), spent(), 0
        while quiet < 3 and time.monotonic() - began < seconds:
            time.sleep(1)
            now = spent()
            quiet = quiet + 1 if now - before <= 3 else 0
            before = now

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def connection(self, timeout=30):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def get(self, path, headers=None):
        connection = self.connection()
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body, answer.headers

    def rss_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def person(self, login):
        return Person(self, login)


class Person:
    """Somebody signed in: keeps the cookie and the token, uses one connection."""

    def __init__(self, instance, login):
        self.instance = instance
        self.link = instance.connection()
        self.cookie = ""
        self.token = ""
        status, body, _ = self.form("/dang-nhap", {"login": login, "password": instance.passwords[login]})
        if status != 303:
            raise RuntimeError(f"sign-in of {login}: {status} {body[:300]!r}")
        status, body, _ = self.request("GET", "/lam-viec")
        if status != 200:
            raise RuntimeError(f"desk of {login}: {status}")
        self.token = re.search(rb'name="_csrf" value="([^"]+)"', body).group(1).decode()

    def request(self, method, path, body=None, headers=None):
        origin = f"http://127.0.0.1:{self.instance.port}"
        sent = {"Origin": origin, "Cookie": self.cookie, "X-CSRF-Token": self.token, **(headers or {})}
        for attempt in (0, 1):
            try:
                self.link.request(method, path, body=body, headers=sent)
                answer = self.link.getresponse()
                data = answer.read()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                if attempt or method != "GET":
                    raise
                self.link.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = cookie.split(";")[0] if "=" in cookie.split(";")[0] else self.cookie
        return answer.status, data, answer.headers

    def form(self, path, fields):
        body = urllib.parse.urlencode({"_csrf": self.token, **fields})
        return self.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def json(self, method, path, value=None):
        body = json.dumps(value) if value is not None else None
        status, data, headers = self.request(method, path, body, {"Content-Type": "application/json"})
        return status, json.loads(data) if data else None


def median(values):
    return statistics.median(values)
