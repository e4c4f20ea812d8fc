"""`sitegen serve` from the first page to the last thread: real folder, real watcher, real sockets."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import pytest
from served import DEADLINE, Events, parsed, received

from sitegen.serve.http import open_endpoint
from sitegen.serve.live import Live, Terminal
from sitegen.site.live_site import LiveSite

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "sitegen")
HEAD = "---\ntitle: {}\ndate: 2026-04-{:02}\n---\n\n"
MILL = "The mill at Oddersley turned again on Tuesday after nine years. It ground 12 sacks by noon.\n"
A = HEAD.format("Mill reopens", 7) + MILL
B = HEAD.format("Mill reopens", 8) + MILL.replace("noon", "dusk") + "A crowd of forty came to cheer.\n"
C = HEAD.format("Ferry stops", 9) + "The ferry to Quillbay was laid up for want of a captain.\n"


class Said:
    """What the terminal shows, as it comes."""

    def __init__(self):
        self._lines = Queue()

    def write(self, text):
        if text.strip():
            self._lines.put(text)

    def flush(self):
        pass

    def event(self, *names):
        """The next event of one of these names."""
        while True:
            try:
                event = json.loads(self._lines.get(timeout=DEADLINE))
            except Empty:
                raise AssertionError(f"no {names}") from None
            if event["event"] in names:
                return event


class Running(Said):
    """A live site."""

    def __init__(self, root):
        super().__init__()
        self.root = root

    def get(self, target):
        with self.connect() as wire:
            wire.sendall(f"GET {target} HTTP/1.1\r\nHost: {self.host}\r\nConnection: close\r\n\r\n".encode())
            return parsed(received(wire))

    @property
    def host(self):
        return f"localhost:{self.port}"

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=DEADLINE)

    @contextmanager
    def listen(self, page, etag):
        with self.connect() as wire:
            target = f"/-/events?page={page}&etag={etag}"
            wire.sendall(f"GET {target} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
            yield Events(wire)

    def save(self, path, text):
        file = self.root / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


@contextmanager
def live(root, *, reload=True):
    """The site in `root`, served by this process."""
    running = Running(root)
    endpoint = open_endpoint(None, 0)
    running.port = endpoint.port
    made = Live(
        LiveSite(root, {}, 1, lambda _step, _items: None),
        endpoint,
        Terminal(as_json=True, quiet=False, out=running),
        reload=reload,
    )
    made.start()
    thread = threading.Thread(target=made.go_on)
    thread.start()
    try:
        yield running
    finally:
        made.stop()
        thread.join(DEADLINE)
        made.close()
        assert not thread.is_alive()


@contextmanager
def process(root, *options):
    """`sitegen serve` in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    with subprocess.Popen(
        [*COMMAND, "serve", *options],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        # Whoever runs the tests in the background has Ctrl-C ignored, which a process inherits.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as made:
        yield made
        made.kill()


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(A)
    return tmp_path


@pytest.fixture
def server(site):
    with live(site) as made:
        yield made


def etag(answer):
    return answer[1]["etag"].strip('"')


def test_a_save_is_on_the_page_when_the_browser_is_told_of_it(server):
    page = server.get("/mill-reopens/")
    assert b"forty" not in page[2]
    with server.listen("mill-reopens/index.html", etag(page)) as stream:
        stream.next("problems")
        server.save("content/b.md", B)
        told = stream.next("reload")[1]
    fresh = server.get("/mill-reopens/")
    assert b"A crowd of forty came to cheer." in fresh[2]
    assert told == {"page": "mill-reopens/index.html", "etag": etag(fresh)}


def test_a_page_that_a_save_does_not_touch_is_left_alone(server):
    server.save("content/c.md", C)
    server.event("change")
    page = server.get("/mill-reopens/")
    with server.listen("mill-reopens/index.html", etag(page)) as stream:
        stream.next("problems")
        server.save("content/c.md", C.replace("a captain", "a crew"))
        server.event("change")
        server.save("content/a.md", A.replace("12 sacks", "14 sacks"))
        server.event("change")
        assert stream.next("reload")[1]["etag"] == etag(server.get("/mill-reopens/"))


def test_the_terminal_says_what_changed_and_what_it_touched(server):
    server.save("content/b.md", B)
    told = server.event("change")
    assert (told["stories"], told["gone"]) == (["b.md"], [])
    assert told["joined"] == [{"address": "mill-reopens", "title": "Mill reopens"}]
    assert told["pages"] > 0
    (server.root / "content/b.md").unlink()
    told = server.event("change")
    assert (told["gone"], [each["address"] for each in told["left"]]) == (["b.md"], ["mill-reopens"])


def test_what_is_served_after_many_changes_is_what_a_build_writes(site):
    with live(site, reload=False) as server:
        server.save("content/b.md", B)
        server.event("change")
        server.save("content/d/c.md", C)
        server.event("change")
        (site / "content/d").rename(site / "content/e")
        server.event("change")
        server.save("sitegen.toml", 'title = "Harbour News"\n')
        server.event("change")
        server.save("content/b.md", B.replace("forty", "fifty"))
        server.event("change")
        subprocess.run(
            [*COMMAND, "build", "-q"],
            cwd=site,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True,
        )
        built = {path.relative_to(site / "public").as_posix(): path for path in (site / "public").rglob("*")}
        pages = {name: path for name, path in built.items() if path.is_file() and name[0] not in "._"}
        assert len(pages) > 10
        for name, path in pages.items():
            assert server.get(f"/{name}")[2] == path.read_bytes(), name


@pytest.mark.parametrize(
    ("path", "broken", "mended", "where"),
    [
        ("layouts/digest.html", "{% for %}", None, ("layouts/digest.html", 1)),
        ("layouts/report.html", "<p>\n{{ nonsense.x }}", None, ("layouts/report.html", 2)),
        ("layouts/about.html", "{{ 1 / 0 }}", None, ("layouts/about.html", 1)),
        ("sitegen.toml", "titel = 'x'", "title = 'x'", ("sitegen.toml", 1)),
        ("overrides.toml", "apart = 3", "", ("overrides.toml", 1)),
    ],
)
def test_a_fault_leaves_the_last_good_site_until_it_is_mended(server, path, broken, mended, where):
    before = server.get("/mill-reopens/")
    with server.listen("mill-reopens/index.html", etag(before)) as stream:
        stream.next("mended")
        server.save(path, broken)
        told = stream.next("fault")[1]
        assert (told["file"], told["line"]) == where
        assert server.event("fault")["file"] == path
        assert server.get("/mill-reopens/") == before
        if mended is None:
            (server.root / path).unlink()
        else:
            server.save(path, mended)
        stream.next("mended")
        server.event("mended")


def test_a_story_is_taken_in_while_a_layout_is_broken(server):
    server.save("layouts/digest.html", "{% for %}")
    server.event("fault")
    server.save("content/b.md", B)
    server.event("change")
    assert b"A crowd of forty" in server.get("/mill-reopens/")[2]


def test_the_content_folder_may_go_and_come_back(server):
    before = server.get("/mill-reopens/")
    (server.root / "content").rename(server.root / "away")
    assert "content" in server.event("fault")["what"]
    assert server.get("/mill-reopens/") == before
    (server.root / "away").rename(server.root / "content")
    server.event("mended")
    server.save("content/b.md", B)
    assert server.event("change")["stories"] == ["b.md"]


def test_a_setting_can_name_another_content_folder(server):
    server.save("other/c.md", C)
    server.save("sitegen.toml", 'content = "other"\n')
    server.event("change")
    assert server.get("/mill-reopens/")[0] == 404
    server.save("other/c.md", C.replace("a captain", "a crew"))
    assert server.event("change")["stories"] == ["c.md"]
    assert b"a crew" in server.get("/ferry-stops/")[2]


def test_problems_of_stories_are_told_and_go(server):
    with server.listen("index.html", "") as stream:
        (server.root / "content/link.txt").symlink_to(server.root / "content/a.md")
        while not (told := stream.next("problems")[1]["problems"]):
            pass
        assert told[0]["path"] == "content/link.txt"
        assert "not followed" in server.event("problem")["message"]
        (server.root / "content/link.txt").unlink()
        assert stream.next("problems")[1] == {"problems": []}


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_the_server_stops_with_nothing_left_behind(site, name):
    with process(site, "--json", "--port", "0") as command:
        server = Running(site)
        server.port = json.loads(command.stdout.readline())["port"]
        assert json.loads(command.stdout.readline())["event"] == "ready"
        # The first page that is asked for keeps its layouts compiled.
        assert server.get("/")[0] == 200
        with server.connect() as idle, server.listen("index.html", "") as stream:
            stream.next("problems")
            before = sorted(site.rglob("*"))
            command.send_signal(getattr(signal, name))
            assert command.wait(DEADLINE) == 0
            assert stream.ended()
            assert idle.recv(1) == b""
        assert command.stdout.read() == '{"event": "stopped"}\n'
        assert command.stderr.read() == ""
        assert [path for path in sorted(site.rglob("*")) if path not in before] == []
        with pytest.raises(ConnectionRefusedError):
            server.connect()


def test_a_person_reads_the_address_first_and_then_a_line_for_each_change(site):
    endpoint = open_endpoint(None, 0)
    with process(site, "--port", str(endpoint.port), "--bind", "0.0.0.0") as command:
        url = command.stdout.readline().strip()
        assert f"port {endpoint.port} is taken" in command.stderr.readline()
        assert "other machines" in command.stderr.readline()
        assert "stop with Ctrl-C" in command.stdout.readline()
        (site / "content/b.md").write_text(B)
        line = command.stdout.readline()
    for each in endpoint.sockets:
        each.close()
    assert url.startswith("http://localhost:")
    assert url != endpoint.url
    assert line.startswith(f"b.md: joined “Mill reopens” {url}mill-reopens/; ")
    assert " pages, " in line


def test_a_port_that_is_none_is_refused(site):
    with process(site, "--port", "70000") as command:
        assert "is not a port" in command.stderr.read()
        assert command.wait(DEADLINE) == 2
