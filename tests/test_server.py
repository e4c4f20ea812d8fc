"""The server answers this machine's browser with the pages of the site, and nobody with anything else."""

import contextlib
import json
import re
import socket
import time

import pytest
from served import PAGES, parsed, received, serving

from sitegen import LayoutError, OutputError
from sitegen.serve import http
from sitegen.serve import server as serving_module
from sitegen.serve.http import open_endpoint


@pytest.fixture(scope="module")
def server():
    with serving() as made:
        yield made


def token(server):
    return re.search(rb'data-token="([^"]+)"', server.ask("/")[2])[1].decode()


# What a page is.


def test_a_page_is_the_bytes_of_the_build_and_one_tag(server):
    status, heads, body = server.ask("/storm/")
    tag = re.search(rb"<script src=\"/-/client.js\" defer data-[^>]*></script>\n", body)[0]
    assert (status, body.replace(tag, b"")) == (200, PAGES["storm/index.html"])
    assert b'data-page="storm/index.html"' in tag
    assert heads["content-type"] == "text/html; charset=utf-8"


def test_without_reload_a_page_is_just_the_bytes_of_the_build():
    with serving(live=False) as plain:
        assert plain.ask("/storm/")[2] == PAGES["storm/index.html"]
        assert plain.ask("/-/client.js")[0] == plain.ask("/-/events")[0] == 404


@pytest.mark.parametrize(
    ("target", "kind"),
    [("/storm/index.json", "application/json"), ("/assets/style.0123456789.css", "text/css")],
)
def test_other_files_are_sent_as_they_are_with_their_type(server, target, kind):
    _, heads, body = server.ask(target)
    assert body == PAGES[target[1:]]
    assert heads["content-type"].startswith(kind)


@pytest.mark.parametrize(
    "target", ["/", "/storm/", "/storm/index.json", "/none", "/-/client.js", "/-/client.css"]
)
def test_the_head_of_an_answer_is_the_same_without_its_body(server, target):
    status, heads, body = server.ask(target)
    assert server.ask(target, "HEAD") == (status, heads, b"")
    assert int(heads["content-length"]) == len(body)


def test_a_page_that_the_browser_has_is_not_sent_again(server):
    etag = server.ask("/storm/")[1]["etag"]
    assert server.ask("/storm/", if_none_match=etag)[0] == 304
    assert server.ask("/storm/", if_none_match='"other"')[0] == 200


def test_a_folder_without_its_slash_leads_to_the_folder(server):
    status, heads, _ = server.ask("/storm")
    assert (status, heads["location"]) == (308, "/storm/")


def test_a_missing_page_is_the_page_of_the_site(server):
    status, heads, body = server.ask("/calm/")
    assert (status, heads["content-type"]) == (404, "text/html; charset=utf-8")
    assert body.startswith(b"<html><body>Nothing here")


@pytest.mark.parametrize("target", ["/", "/none", "/-/client.js", "/-/none"])
def test_every_answer_says_where_it_belongs(server, target):
    heads = server.ask(target)[1]
    assert heads["cache-control"] == "no-store"
    assert heads["x-content-type-options"] == "nosniff"
    assert heads["cross-origin-resource-policy"] == "same-origin"
    assert heads["x-frame-options"] == "DENY"
    assert not [name for name in heads if name.startswith("access-control")]


def test_a_page_may_load_nothing_but_files_of_the_site(server):
    policy = server.ask("/")[1]["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_page_that_cannot_be_made_says_why_and_the_server_goes_on():
    def page(name):
        if name == "storm/index.html":
            raise LayoutError("layouts/digest.html:3: unknown name 'x<y'")
        return PAGES.get(name)

    told = []
    with serving(page=page, wrong=lambda name, error: told.append((name, str(error)))) as broken:
        status, _, body = broken.ask("/storm/")
        assert (status, broken.ask("/")[0]) == (500, 200)
    assert b"unknown name 'x&lt;y'" in body
    assert told == [("storm/index.html", "layouts/digest.html:3: unknown name 'x<y'")]


def test_a_page_that_cannot_be_made_any_more_stands_as_it_was():
    pages = dict(PAGES)

    def page(name):
        if pages.get(name) is None and name in pages:
            raise LayoutError("broken")
        return pages.get(name)

    wrong, right = [], []
    hears = {"wrong": lambda name, _: wrong.append(name), "right": right.append}
    with serving(page=page, **hears) as server:
        before = server.ask("/storm/")
        with server.listen("storm/index.html", etag(server, "/storm/")) as stream:
            stream.next("problems")
            pages["storm/index.html"] = None
            assert server.ask("/storm/") == before
            assert wrong == ["storm/index.html"]
            pages["storm/index.html"] = b"<body>mended</body>"
            right.clear()
            server.tell(server.app.hub.changed)
            assert stream.next("reload")
            assert right == ["storm/index.html"]


# Who may ask, and for what.


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "localhost",
        "localhost:1",
        "localhost.evil.example:{port}",
        "127.0.0.1.:{port}",
    ],
)
def test_a_request_to_another_name_is_refused(server, host):
    assert server.ask("/", host=host.format(port=server.endpoint.port))[0] == 403


@pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "127.0.0.1:{port}", "[::1]:{port}"])
def test_the_names_of_this_machine_are_answered_to(server, host):
    assert server.ask("/", host=host.format(port=server.endpoint.port))[0] == 200


def test_a_request_without_a_name_is_refused(server):
    assert parsed(server.raw(b"GET / HTTP/1.0\r\n\r\n"))[0] == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("target", ["/", "/-/client.js"])
def test_only_get_and_head_are_answered(server, method, target):
    status, heads, _ = server.ask(target, method)
    assert (status, heads["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "target",
    [
        "/../sitegen.toml",
        "/%2e%2e/sitegen.toml",
        "/..%2fsitegen.toml",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/..%5csitegen.toml",
        "/storm/../index.html",
        "//etc/passwd",
        "/./index.html",
        "/%00",
        "/index.html%00.txt",
        "/.sitegen/memo",
        "/content/a.txt",
        "/assets/",
        "/-/../index.html",
        "/-/server.py",
        "/-/%2e%2e/live.py",
        "/%252e%252e/x",
        "/%ff%fe",
        "/index.html/",
        "/INDEX.html",
        "http://evil.example/",
        "*",
    ],
)
def test_no_address_opens_a_file(server, target):
    status, _, body = server.ask(target)
    assert status == 404
    assert b"root:" not in body


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://localhost:{port}", "http://localhost:1"]
)
def test_another_site_may_not_listen(server, origin):
    assert server.ask("/-/events", origin=origin.format(port=server.endpoint.port))[0] == 403
    assert server.ask("/-/events", sec_fetch_site="cross-site")[0] == 403


@pytest.fixture(scope="module")
def office():
    """A server with actions, and what they were asked."""
    asked = []

    def act(given):
        asked.append(given)
        return 200, {"given": dict(given)}

    with serving(actions={("POST", "/-/decide"): act, ("GET", "/-/inspect"): act}) as made:
        yield made, asked


@pytest.fixture
def acting(office):
    office[1].clear()
    return office


def test_an_action_of_a_page_of_this_run_is_carried_out(acting):
    server, asked = acting
    heads = {"origin": f"http://{server.host}", "content_type": "application/json"}
    heads["x_sitegen_token"] = token(server)
    status, _, body = server.ask("/-/decide", "POST", body=b'{"a": [1]}', **heads)
    assert (status, json.loads(body), asked) == (200, {"given": {"a": [1]}}, [{"a": [1]}])
    assert server.ask("/-/inspect?page=storm%2F&x=")[0] == 200
    assert asked[1:] == [{"page": "storm/", "x": ""}]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": None}, 403),
        ({"x_sitegen_token": "wrong"}, 403),
        ({"x_sitegen_token": None}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
        ({"body": b"[1]"}, 400),
        ({"body": b"{"}, 400),
        ({"body": b'{"a":' * 9000}, 400),
        ({"body": b'{"a": "' + b"x" * 70_000 + b'"}'}, 413),
        ({"method": "PUT"}, 405),
        ({"target": "/-/inspect"}, 405),
    ],
)
def test_an_action_of_anybody_else_is_not_carried_out(acting, change, status):
    server, asked = acting
    given = {
        "target": "/-/decide",
        "method": "POST",
        "body": b"{}",
        "origin": f"http://{server.host}",
        "content_type": "application/json",
        "x_sitegen_token": token(server),
        **change,
    }
    given = {name: value for name, value in given.items() if value is not None}
    assert server.ask(given.pop("target"), given.pop("method"), **given)[0] == status
    assert asked == []


# Requests that are meant to hurt.


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"GET\r\n\r\n",
        b"GET / HTTP/one\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: \x00\r\n\r\n",
        b"GET /\x80 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 40_000,
        b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 20_000,
    ],
)
def test_a_malformed_or_huge_request_is_refused_and_the_server_goes_on(server, data):
    answer = b""
    # It may hang up while the rest of a huge request is still on its way.
    with contextlib.suppress(ConnectionError), server.connect() as wire:
        with contextlib.suppress(ConnectionError):
            wire.sendall(data)
        answer = received(wire)
    assert answer == b"" or answer[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 431"}
    assert server.ask("/")[0] == 200


def test_requests_one_behind_the_other_are_answered_in_their_order(server):
    one = f"GET /storm/index.json HTTP/1.1\r\nHost: {server.host}\r\n\r\n"
    last = f"GET /none HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n"
    answer = server.raw((one * 40 + last).encode())
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"200"] * 40 + [b"404"]


def test_a_second_request_smuggled_into_a_body_is_not_answered(server):
    inner = f"GET /storm/index.json HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode()
    answer = server.ask("/", "GET", body=inner)[2]
    assert b"HTTP/1.1" not in answer


def test_an_upgrade_is_not_followed(server):
    assert server.ask("/", upgrade="websocket", sec_websocket_version="13")[0] == 200


def test_a_client_that_sends_nothing_is_let_go(server, monkeypatch):
    monkeypatch.setattr(http, "HEAD_SECONDS", 0.0)
    with server.connect() as silent, server.connect() as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHos")
        assert hung_up(silent)
        assert hung_up(slow)


def hung_up(wire):
    try:
        return wire.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_body_that_never_comes_is_not_waited_for(acting, monkeypatch):
    monkeypatch.setattr("sitegen.serve.http.BODY_SECONDS", 0.05)
    server, asked = acting
    with server.connect() as wire:
        lines = [
            "POST /-/decide HTTP/1.1",
            f"Host: {server.host}",
            f"Origin: http://{server.host}",
            f"X-Sitegen-Token: {token(server)}",
            "Content-Type: application/json",
            "Content-Length: 10",
            "",
            "{",
        ]
        wire.sendall("\r\n".join(lines).encode())
        assert wire.recv(65536).startswith(b"HTTP/1.1 408")
        assert asked == []


def test_a_client_that_never_reads_is_let_go_and_hinders_nobody(monkeypatch):
    monkeypatch.setattr(http, "DEAF_SECONDS", 0.0)
    with serving({"big.json": bytes(30_000_000), "index.html": PAGES["index.html"]}) as server:
        deaf = socket.socket()
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.settimeout(10)
        deaf.connect(("127.0.0.1", server.endpoint.port))
        with deaf:
            deaf.sendall(f"GET /big.json HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
            assert server.ask("/")[0] == 200
            until(lambda: not server.server.server_state.connections)


def until(claim):
    """Wait until something holds."""
    deadline = time.monotonic() + 10
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_connections_beyond_the_limit_are_not_taken(monkeypatch):
    monkeypatch.setattr(http, "MOST_CONNECTIONS", 3)
    with serving() as server, contextlib.ExitStack() as stack:
        wires = [stack.enter_context(server.connect()) for _ in range(3)]
        until(lambda: len(server.server.server_state.connections) == 3)
        assert hung_up(stack.enter_context(server.connect()))
        wires[0].sendall(f"GET /-/none HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
        assert wires[0].recv(100).startswith(b"HTTP/1.1 404")


# Event streams.


def etag(server, target="/"):
    return server.ask(target)[1]["etag"].strip('"')


def test_a_page_is_told_to_reload_when_its_bytes_changed_and_no_other_is():
    with (
        serving() as server,
        server.listen("index.html", etag(server)) as one,
        server.listen("storm/index.html", etag(server, "/storm/")) as other,
    ):
        one.next("problems")
        other.next("problems")
        server.pages["storm/index.html"] = b"<html><body><h1>Storm grows</h1></body></html>"
        server.tell(server.app.hub.changed)
        server.tell(server.app.hub.problems, [{"path": "a.txt", "line": 0, "message": "odd"}])
        name, told = other.next("reload", "css")
        assert (name, told["page"]) == ("reload", "storm/index.html")
        assert told["etag"] == etag(server, "/storm/")
        assert one.next("reload", "css", "problems")[0] == "problems"


def test_a_page_that_comes_late_with_old_bytes_is_told_at_once(server):
    with server.listen("index.html", "0-0") as stream:
        assert stream.next("reload")[1]["etag"] == etag(server)


def test_only_the_style_sheet_is_exchanged_when_nothing_else_changed():
    with serving() as server, server.listen("index.html", etag(server)) as stream:
        stream.next("problems")
        server.pages["index.html"] = PAGES["index.html"].replace(b"0123456789", b"9876543210")
        server.tell(server.app.hub.changed)
        name, told = stream.next("reload", "css")
        assert (name, told["hrefs"]) == ("css", ["/assets/style.9876543210.css"])
        assert told["etag"] == etag(server)


def test_a_missing_page_is_told_when_it_is_there(server):
    with serving() as server:
        known = etag(server, "/calm/")
        with server.listen("calm/index.html", known) as stream:
            stream.next("problems")
            server.pages["calm/index.html"] = b"<body>Calm</body>"
            server.tell(server.app.hub.changed)
            assert stream.next("reload")[1]["page"] == "calm/index.html"


def test_a_fault_is_told_and_that_it_is_mended():
    with serving() as server:
        server.tell(server.app.hub.fault, {"what": "a brace is open"})
        with server.listen("index.html", etag(server)) as stream:
            assert stream.next("fault", "mended") == ("fault", {"what": "a brace is open"})
            server.tell(server.app.hub.fault, None)
            assert stream.next("fault", "mended") == ("mended", {})


def test_two_hundred_idle_streams_hinder_nobody():
    with serving() as server, contextlib.ExitStack() as stack:
        known = etag(server)
        streams = [stack.enter_context(server.listen("index.html", known)) for _ in range(200)]
        for stream in streams:
            stream.next("problems")
        server.pages["index.html"] = b"<body>new</body>"
        server.tell(server.app.hub.changed)
        assert {stream.next("reload")[1]["etag"] for stream in streams} == {etag(server)}


def test_streams_beyond_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(serving_module, "MOST_STREAMS", 1)
    with serving() as server, server.listen("index.html", etag(server)) as stream:
        stream.next("problems")
        assert server.ask("/-/events")[0] == 503


def test_a_stream_that_nobody_reads_holds_up_no_other():
    pages = {f"{number}.html": b"<body>" for number in range(2)}
    with serving(pages) as server, server.listen("0.html") as deaf, server.listen("1.html") as stream:
        for number in range(300):
            server.tell(server.app.hub.problems, [{"message": "x" * 20_000, "line": number}])
        server.pages["1.html"] = b"<body>new</body>"
        server.tell(server.app.hub.changed)
        fresh = etag(server, "/1.html")
        while stream.next("reload")[1]["etag"] != fresh:
            pass
        assert deaf.next("problems")


def test_a_stream_ends_with_the_server():
    with serving() as server:
        wire = server.connect()
        wire.sendall(f"GET /-/events HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
        wire.recv(10)
    with wire, contextlib.suppress(ConnectionResetError):
        received(wire)


# Where it listens.


def test_the_next_free_port_is_taken():
    first = open_endpoint(None, 0)
    second = open_endpoint(None, first.port)
    assert first.port < second.port
    assert {each.getsockname()[1] for each in second.sockets} == {second.port}
    close(first, second)


def close(*doors):
    for endpoint in doors:
        for each in endpoint.sockets:
            each.close()


def test_only_this_machine_is_listened_to_unless_asked():
    here, anywhere = open_endpoint(None, 0), open_endpoint("0.0.0.0", 0)
    assert here.local
    assert not anywhere.local
    assert {each.getsockname()[0] for each in here.sockets} <= {"127.0.0.1", "::1"}
    close(here, anywhere)


def test_bound_to_every_address_the_one_that_was_reached_may_be_named():
    endpoint = open_endpoint("0.0.0.0", 0)
    assert endpoint.admits(f"192.0.2.7:{endpoint.port}", "192.0.2.7")
    assert not endpoint.admits(f"evil.example:{endpoint.port}", "192.0.2.7")
    assert not endpoint.admits("192.0.2.7:1", "192.0.2.7")
    close(endpoint)


@pytest.mark.parametrize("bind", ["no.such.name.invalid", "192.0.2.7", "a\0b"])
def test_an_address_that_is_not_here_is_named(bind):
    with pytest.raises(OutputError):
        open_endpoint(bind, 0)


def test_a_name_that_a_person_allows_is_answered_to_with_any_port():
    endpoint = open_endpoint(None, 0, ["Dev.Example", "box:9000"])
    for each in endpoint.sockets:
        each.close()
    answered = ["dev.example", "dev.example:8080", "box:9000", f"localhost:{endpoint.port}"]
    refused = ["box", "box:9001", "evil.dev.example", "dev.example:x", "example"]
    assert [host for host in answered if not endpoint.admits(host, "127.0.0.1")] == []
    assert [host for host in refused if endpoint.admits(host, "127.0.0.1")] == []


def test_pages_are_found_below_the_path_that_they_have_on_their_host():
    with serving(top=lambda: "/news/") as server:
        assert server.ask("/news/")[2] == server.ask("/")[2]
        assert server.ask("/news/storm/index.json")[0] == 200
        assert server.ask("/news/assets/style.0123456789.css")[0] == 200
        assert server.ask("/news/none")[0] == 404
        assert server.ask("/newsreel/")[0] == 404
