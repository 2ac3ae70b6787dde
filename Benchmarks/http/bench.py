#!/usr/bin/env python3
"""Measures cached pages of hoitu beside nginx serving the same bytes from a file.

    Benchmarks/http/bench.py                                             starts the demo province itself
    Benchmarks/http/bench.py --pid $(pidof hoitu) --address 127.0.0.1:8080 [--host bao.example] [--path /]

Both servers are pinned to core 0 and wrk to core 1; rounds are interleaved, so that noise of the machine meets both.
The figure that counts is server CPU per request (from /proc), which other work on the machine hardly touches; requests
per second are given beside it. Results go to Benchmarks/out/http.json,
every round of them to http-rounds.json. Needs nginx, wrk and taskset.
"""
import argparse
import datetime
import http.client
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

GOALS = {"cached page, gzip": 1.0, "cached page, not compressed": 1.0, "not modified": 0.7, "short-lived connections": None}
TICK = os.sysconf("SC_CLK_TCK")


sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from engines import province  # noqa: E402
from hoitu import save  # noqa: E402


def main():
    options = read_options()
    if options.pid:
        return run(options)
    instance, _ = province("sqlite", environment={"NIO_SINGLETON_GROUP_LOOP_COUNT": "1"})
    try:
        instance.start(core=options.server_core)
        instance.rest()
        options.pid = instance.process.pid
        options.address = options.host = f"127.0.0.1:{instance.port}"
        run(options)
    finally:
        instance.remove()


def run(options):
    for tool in ("nginx", "wrk", "taskset"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing: apt install nginx wrk util-linux")
    page, etag = fetch(options.address, options.host, options.path)
    packed, _ = fetch(options.address, options.host, options.path, "gzip")
    print(f"page: {len(page)} bytes, etag {etag}")
    with tempfile.TemporaryDirectory(prefix="hoitu-bench-") as folder:
        nginx = Nginx(pathlib.Path(folder), page, packed, options.server_core)
        try:
            _, nginx_etag = fetch(nginx.address, "localhost", "/page.html")
            pin(options.pid, options.server_core)
            servers = {
                "hoitu": Server(options.pid, options.address, options.path, options.host, etag),
                "nginx": Server(nginx.worker, nginx.address, "/page.html", "localhost", nginx_etag),
            }
            results = measure(servers, options)
        finally:
            nginx.stop()
            pin(options.pid, None)
    report(results, options, len(page), len(packed))


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pid", type=int, help="process of a release server that runs already")
    parser.add_argument("--address", default="127.0.0.1:8080")
    parser.add_argument("--host", help="Host header; by default the address")
    parser.add_argument("--path", default="/", help="a cached public page of about 20 KB")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--server-core", type=int, default=0)
    parser.add_argument("--client-core", type=int, default=1)
    out = pathlib.Path(__file__).resolve().parents[1] / "out" / "http-rounds.json"
    parser.add_argument("--out", default=str(out))
    options = parser.parse_args()
    options.host = options.host or options.address
    return options


class Server:
    """One of the two, and what to ask it."""

    def __init__(self, pid, address, path, host, etag):
        self.pid, self.url, self.host, self.etag = pid, f"http://{address}{path}", host, etag

    def headers(self, case):
        headers = [f"Host: {self.host}"]
        if case == "cached page, gzip":
            headers.append("Accept-Encoding: gzip")
        if case == "not modified":
            headers.append(f"If-None-Match: {self.etag}")
        if case == "short-lived connections":
            headers.append("Connection: close")
        return headers


class Nginx:
    """One worker, as fast as nginx serves a file."""

    def __init__(self, folder, page, packed, core):
        (folder / "page.html").write_bytes(page)
        (folder / "page.html.gz").write_bytes(packed)
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        config = folder / "nginx.conf"
        config.write_text(f"""
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr crit;
{"user root;" if os.geteuid() == 0 else ""}
events {{ worker_connections 2048; }}
http {{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; etag on; server_tokens off; gzip_static on;
  open_file_cache max=100 inactive=1h; open_file_cache_valid 1h;
  keepalive_timeout 65; keepalive_requests 1000000000; default_type "text/html; charset=utf-8";
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port} backlog=1024; root {folder}; }}
}}
""")
        self.process = subprocess.Popen(["taskset", "-c", str(core), "nginx", "-e", "stderr", "-c", str(config)])
        wait_for(self.address, self.process)
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        self.worker = int(children.stdout.split()[0])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=10)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, process):
    host, port = address.split(":")
    for _ in range(100):
        if process.poll() is not None:
            sys.exit("nginx did not start")
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.05)
    sys.exit("nginx does not answer")


def fetch(address, host, path, encoding="identity"):
    """The plain page and its tag; asked twice, so that it is in the cache."""
    for _ in range(2):
        connection = http.client.HTTPConnection(address, timeout=10)
        connection.request("GET", path, headers={"Host": host, "Accept-Encoding": encoding})
        answer = connection.getresponse()
        page = answer.read()
        connection.close()
        if answer.status != 200:
            sys.exit(f"http://{address}{path} answers {answer.status}")
    return page, answer.getheader("ETag")


def pin(pid, core):
    """All threads of a process to one core, or to all again."""
    cores = str(core) if core is not None else f"0-{os.cpu_count() - 1}"
    subprocess.run(["taskset", "-acp", cores, str(pid)], check=False, stdout=subprocess.DEVNULL)


def cpu_seconds(pid):
    """User and system time of a process with all its threads."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) / TICK, int(fields[12]) / TICK)


def run_once(server, case, options):
    command = ["taskset", "-c", str(options.client_core), "wrk", "-t1", f"-c{options.connections}",
               f"-d{options.seconds}s", "--latency"]
    for header in server.headers(case):
        command += ["-H", header]
    before = cpu_seconds(server.pid)
    output = subprocess.run(command + [server.url], capture_output=True, text=True, check=True).stdout
    after = cpu_seconds(server.pid)
    requests = int(re.search(r"(\d+) requests in", output).group(1))
    if requests == 0:
        sys.exit(f"no answers from {server.url}:\n{output}")
    errors = re.search(r"Socket errors: (.*)", output)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if failed:
        sys.exit(f"{failed.group(1)} answers of {server.url} were errors")
    return {
        "requests": requests,
        "requests_per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1)),
        "cpu_us": (sum(after) - sum(before)) * 1e6 / requests,
        "user_us": (after[0] - before[0]) * 1e6 / requests,
        "latency_99": re.search(r"99%\s+(\S+)", output).group(1),
        "socket_errors": errors.group(1) if errors else None,
    }


def measure(servers, options):
    results = {case: {name: [] for name in servers} for case in GOALS}
    for case in GOALS:
        for server in servers.values():
            run_once(server, case, argparse.Namespace(**{**vars(options), "seconds": 1}))
        for number in range(options.rounds):
            # Who goes first changes, so that a drift of the machine favours nobody.
            order = list(servers) if number % 2 == 0 else list(reversed(servers))
            for name in order:
                results[case][name].append(run_once(servers[name], case, options))
                print(".", end="", flush=True)
    print()
    return results


def median(rounds, key):
    return statistics.median(entry[key] for entry in rounds)


def report(results, options, size, packed):
    table = {}
    print(f"{'':30}{'CPU µs/request':>22}{'ratio':>8}{'goal':>7}{'requests/s':>22}{'ratio':>8}")
    print(f"{'':30}{'hoitu':>11}{'nginx':>11}{'':15}{'hoitu':>11}{'nginx':>11}")
    for case, rounds in results.items():
        ours, theirs = median(rounds["hoitu"], "cpu_us"), median(rounds["nginx"], "cpu_us")
        speed, their_speed = (median(rounds[name], "requests_per_second") for name in ("hoitu", "nginx"))
        goal = GOALS[case]
        table[case] = {
            "hoitu_cpu_us": ours, "nginx_cpu_us": theirs, "cpu_ratio": ours / theirs, "cpu_ratio_goal": goal,
            "hoitu_requests_per_second": speed, "nginx_requests_per_second": their_speed, "speed_ratio": speed / their_speed,
        }
        print(f"{case:30}{ours:11.2f}{theirs:11.2f}{ours / theirs:8.2f}{'≤ ' + str(goal) if goal else '':>7}"
              f"{speed:11.0f}{their_speed:11.0f}{speed / their_speed:8.2f}")
    out = pathlib.Path(options.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    (out.parent / ".gitignore").write_text("*\n")
    out.write_text(json.dumps({
        "measured": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "machine": {"kernel": platform.release(), "processors": os.cpu_count(), "processor": processor()},
        "peer": subprocess.run(["nginx", "-v"], capture_output=True, text=True).stderr.strip(),
        "page_bytes": size, "page_bytes_gzip": packed, "rounds": options.rounds, "seconds": options.seconds, "connections": options.connections,
        "summary": table, "all_rounds": results,
    }, indent=2, ensure_ascii=False) + "\n")
    save("http", [row(case, figures, packed if "gzip" in case else size, results[case]) for case, figures in table.items()])


def row(case, figures, size, rounds):
    """A line of Benchmarks/RESULTS.md. Processor time is what counts; requests per second stand beside it."""
    goal = figures["cpu_ratio_goal"]
    failed = [entry["socket_errors"] for entries in rounds.values() for entry in entries if entry["socket_errors"]]
    return {
        "what": f"{case}{'' if 'modified' in case else f', {size} bytes'}, 64 connections, one core: CPU per request"
                + (f" (socket errors: {failed[0]})" if failed else ""),
        "measured": f"{figures['hoitu_cpu_us']:.1f} µs, {figures['hoitu_requests_per_second']:.0f}/s "
                    f"({figures['cpu_ratio']:.2f} ×)",
        "peer": f"nginx {figures['nginx_cpu_us']:.1f} µs, {figures['nginx_requests_per_second']:.0f}/s",
        "goal": f"≤ {goal} ×" if goal else "", "met": goal is None or figures["cpu_ratio"] <= goal}


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
