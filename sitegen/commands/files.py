"""Files into a site and out of it: a new site, layouts to edit, what a host needs, imports and exports.

What is published is exported, so a source that may be quoted in part only is in rows as it is on the page.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sitegen import InputError, OutputError, SettingsError
from sitegen.commands import Bars, project_of, say, tell
from sitegen.importing import Wanted
from sitegen.importing.formats import imported
from sitegen.pages import programs
from sitegen.pages.theme import shows
from sitegen.site.config import Settings, read_settings
from sitegen.site.project import layout_files, packaged_layouts

if TYPE_CHECKING:
    from sitegen.site.project import Project

SETTINGS = """\
# Every line is optional; sitegen works without this file.
title = "My digests"
# language = "en"                        # of the site's own words
# base_url = "https://news.example/"     # where the site will stand, if an absolute address is needed
# content = "content"                    # folder of the stories
# out = "public"                         # folder the site is written to
# layouts = "layouts"                    # layouts of your own, by the names of the packaged ones
# search = true                          # a search page; needs: pip install 'pagefind[bin]'
# noindex = true                         # asks search engines to leave the site out: a team's, a course's
# pictures = true                        # a picture for each digest, to be shared with; needs [pictures]
"""

IGNORED = "/public/\n/.sitegen/\n"


def started(folder: str) -> str:
    """What shows that there is a site in `folder`; empty where there is none."""
    root = Path(folder or ".")
    return next((name for name in ("sitegen.toml", "content") if (root / name).exists()), "")


def start(folder: str) -> tuple[str, ...]:
    """Make a site in `folder` and name the files made. What is there already is left as it is.

    Raises:
        InputError: there is a site in the folder already.
        OutputError: the folder cannot be written.
    """
    root = Path(folder or ".")
    taken = started(folder)
    if taken:
        raise InputError(f"{root / taken}: is there already; build the site with: sitegen build -C {root}")
    texts = {"sitegen.toml": SETTINGS}
    if not (root / ".gitignore").exists():
        texts[".gitignore"] = IGNORED
    stories = files("sitegen") / "data" / "starter"
    for name in ("harbour-post.txt", "river-weekly.md"):
        texts[f"content/{name}"] = (stories / name).read_text(encoding="utf-8")
    try:
        (root / "content").mkdir(parents=True)
        for path, text in texts.items():
            (root / path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{root}: cannot be written ({error.strerror}); choose another folder") from error
    return tuple(str(root / path) for path in texts)


def listed(project: Project) -> list[dict[str, str]]:
    """Every layout that counts for the site, by name, with where it comes from and what it shows."""
    packaged, own = layout_files(packaged_layouts()), layout_files(project.layouts)
    return [
        {
            "name": name,
            "origin": _origin(name, packaged, own),
            "shows": shows(text) or shows(packaged.get(name, b"")),
        }
        for name, text in sorted({**packaged, **own}.items())
    ]


def _origin(name: str, packaged: Mapping[str, str | bytes], own: Mapping[str, str | bytes]) -> str:
    if name not in own:
        return "packaged"
    if name not in packaged:
        return "site"
    return "site: as packaged" if own[name] == packaged[name] else "site: replaces the packaged one"


def copied(project: Project, name: str, *, force: bool) -> Path:
    """The file in the site that holds the packaged layout `name` from now on.

    Raises:
        InputError: there is no such layout, or the site has one of that name and `force` is not set.
    """
    packaged = layout_files(packaged_layouts())
    if name not in packaged:
        near = get_close_matches(name, packaged, 1)
        hint = f"did you mean {near[0]}?" if near else "see: sitegen layouts"
        raise InputError(f"{name}: no packaged layout has this name; {hint}")
    target = project.layouts / name
    if target.exists() and not force:
        raise InputError(f"{target}: is there already; --force replaces it with the packaged one")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        text = packaged[name]
        target.write_bytes(text.encode() if isinstance(text, str) else text)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written ({error.strerror})") from error
    return target


HOSTS = {
    "pages": ".github/workflows/pages.yml",
    "netlify": "netlify.toml",
    "cloudflare": "wrangler.toml",
    "s3": "deploy-s3.sh",
    "nginx": "nginx.conf",
}
"""Where the file of each host stands in a site's folder."""


INSTALLING = frozenset({"pages", "netlify"})
"""Hosts that build the site themselves, and so install sitegen."""

_PINNED = re.compile(
    r"https://[\w.:-]+(?:/[\w.~%+-]+)+(?:@[0-9a-f]{40}|\.(?:whl|tar\.gz)#sha256=[0-9a-f]{64})"
)
"""A repository at one revision, or a file with its hash: what nobody can exchange afterwards."""

_INSIDE = re.compile(r"(?:\./)?(?!\.\.?(?:/|\Z))[\w.-]+(?:/(?!\.\.?(?:/|\Z))[\w.-]+)*/?")
"""A folder or file below the site's own."""


def package(folder: str, host: str, source: str) -> str:
    """Return what `host` asks pip to install for the site in `folder`: `source` with the site's extras.

    Empty for a host that is given the built site.

    Raises:
        SettingsError: `source` is missing, is neither pinned nor inside the folder, or is not needed.
    """
    if host not in INSTALLING:
        if source:
            raise SettingsError(f"--from: {host} installs nothing; leave it out")
        return ""
    if not source:
        raise SettingsError(
            f"--deploy {host}: this host installs sitegen, which no registry has yet; say from where, with"
            " --from https://code.example/sitegen@REVISION (40 hexadecimal digits) or --from vendor/sitegen"
            " (a copy of it in the site's repository)"
        )
    settings, _ = read_settings(Path(folder or "."))
    names = ",".join(name for name in ("pictures", "search") if getattr(settings, name))
    extras = f"[{names}]" if names else ""
    if _PINNED.fullmatch(source):
        return f"sitegen-digest{extras} @ {source if '#' in source else f'git+{source}'}"
    if _INSIDE.fullmatch(source) and Path(folder, source).exists():
        return f"./{source.removeprefix('./').rstrip('/')}{extras}"
    raise SettingsError(
        f"--from: {source!r} must be a repository at one revision (https://code.example/sitegen@ and 40"
        " hexadecimal digits), a file with its hash (https://files.example/sitegen.whl#sha256= and 64), or"
        " a folder that is there below the site's own (vendor/sitegen)"
    )


def deploy(folder: str, host: str, wanted: str = "") -> str:
    """Write the file that `host` needs for the site in `folder`; its path. `wanted` is what pip installs.

    Raises:
        InputError: there is such a file already.
        OutputError: the folder cannot be written.
    """
    root = Path(folder or ".")
    file = root / HOSTS[host]
    settings, _ = read_settings(root)
    packaged = files("sitegen") / "data" / "deploy" / file.name
    text = filled(packaged.read_text(encoding="utf-8"), settings, wanted)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise InputError(
            f"{file}: is there already and was left as it is; move it away to have it made anew"
        ) from error
    except OSError as error:
        raise OutputError(f"{file}: cannot be written ({error.strerror}); change its permissions") from error
    return str(file)


def filled(text: str, settings: Settings, wanted: str = "") -> str:
    """Return the text of a host's file for a site with these settings; `wanted` is what pip installs."""
    values = {
        "@OUT@": settings.out,
        "@PACKAGE@": wanted,
        "@FOR_EVER@": programs.FOR_EVER,
        "@HEADERS@": "\n".join(f'    add_header {name} "{value}" always;' for name, value in programs.ALWAYS),
        "@POLICIES@": "\n".join(f'    {where} "{programs.policy(more)}";' for where, more in POLICIES),
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text


POLICIES: tuple[tuple[str, dict[str, str]], ...] = (
    ("default", {}),
    ("~^/newsletter/", programs.STYLED),
    ("~^/search/", programs.SEARCHING),
)
"""What pages may load beside the usual, by where they stand."""


def init(options: argparse.Namespace) -> int:
    """Make a site, or give one that is there what a host needs."""
    folder, host = os.path.join(options.root, options.folder or ""), options.deploy
    if options.source and not host:
        raise SettingsError("--from: is for --deploy, which names the host")
    wanted = package(folder, host, options.source) if host else ""
    made = () if host and started(folder) else start(folder)
    if host:
        made = (*made, deploy(folder, host, wanted))
    here = "" if os.path.abspath(folder) == os.getcwd() else f" -C {shlex.quote(os.path.normpath(folder))}"
    return tell(options, {"files": list(made)}, (*made, f"next: sitegen build{here}"))


def layouts(options: argparse.Namespace) -> int:
    """List the layouts, or copy one into the site."""
    project = project_of(options)
    if options.action == "copy":
        if not options.name:
            raise InputError("layouts copy: name the layout, such as: sitegen layouts copy digest.html")
        file = str(copied(project, options.name, force=options.force))
        return tell(options, {"file": file}, [file])
    found = listed(project)
    return tell(
        options,
        {"layouts": found},
        [f"{one['name']:<18}{one['origin']:<34}{one['shows']}".rstrip() for one in found],
        asked=True,
    )


Row = dict[str, Any]

TABLES = ("events", "statements", "passages", "points", "differences")
"""Every table; in JSONL the name of a row's table is its ``table``."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would work out as a formula."""


def rows(out: Path) -> Iterator[tuple[str, Row]]:
    """Yield each row of the site in `out` with the name of its table, digests in the order of the index.

    Raises:
        InputError: there is no site in `out`.
    """
    listing = _loaded(out / "index.json", f"{out}: holds no site; build it first with: sitegen build")
    for each in listing["digests"]:
        path = out / each["address"] / "index.json"
        missing = f"{path}: is missing or damaged; build the site anew with: sitegen build"
        yield from _digest_rows(_loaded(path, missing), each)


def _loaded(path: Path, message: str) -> Row:
    try:
        found: Row = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(message) from error
    return found


def _digest_rows(digest: Row, listed: Row) -> Iterator[tuple[str, Row]]:
    """The rows of one digest; all but the first name it by its id, as `event`."""
    event = {"event": digest["id"]}
    point_of = {member: point["lead"] for point in digest["points"] for member in point["members"]}
    from_source = {
        each["source"]: {"letter": each["siglum"], **_of(each, "outlet", "published")}
        for each in digest["sources"]
    }
    counts = ("address", "voices", "statements", "shared", "unique", "differences", "sources")
    yield "events", event | _of(digest, "title", "published", "language", "lede") | _of(listed, *counts)
    for statement in digest["statements"]:
        told = event | {"statement": statement["id"]}
        letters = dict.fromkeys(from_source[one["source"]]["letter"] for one in statement["sources"])
        point = {"point": point_of.get(statement["id"]), "sources": list(letters)}
        yield "statements", told | _of(statement, "kind") | point | _of(statement, "text")
        for passage in statement["sources"]:
            place = _of(passage, "source", "start", "end", "partial", "folded")
            words = {"exact": passage.get("exact", True), "text": passage["text"]}
            yield "passages", told | from_source[passage["source"]] | place | words
    for point in digest["points"]:
        yield "points", event | _of(point, "lead", "voices", "listed", "members")
    for number, difference in enumerate(digest["differences"], 1):
        about = {"difference": number, **_of(difference, "kind", "about")}
        for side in difference["sides"]:
            words = _of(side, "statement", "source", "start", "end", "text")
            yield "differences", event | about | from_source[side["source"]] | words


def _of(row: Row, *keys: str) -> Row:
    return {key: row[key] for key in keys}


def write_csv(found: Iterable[tuple[str, Row]], folder: Path) -> tuple[Path, ...]:
    """Write a file for each table into `folder` and name the files.

    A list is its members parted by blanks. A cell that a spreadsheet would take for a formula has an
    apostrophe before it; JSONL has every text as it is.

    Raises:
        OutputError: the folder cannot be written.
    """
    texts = {table: io.StringIO(newline="") for table in TABLES}
    writers: dict[str, csv.DictWriter[str]] = {}
    for table, row in found:
        if table not in writers:
            writers[table] = csv.DictWriter(texts[table], list(row))
            writers[table].writeheader()
        writers[table].writerow({key: _cell(value) for key, value in row.items()})
    paths = tuple(folder / f"{table}.csv" for table in TABLES)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(paths, texts.values(), strict=True):
            path.write_text(text.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); name another folder") from error
    return paths


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = " ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def take(options: argparse.Namespace) -> int:
    """Take stories out of files of other kinds."""
    fields = ("teasers", "split", "text", "title", "date", "source")
    with Bars(quiet=options.quiet or options.json) as bars:
        found = imported(
            project_of(options).content,
            options.files,
            Wanted(**{field: getattr(options, field) for field in fields}),
            into=options.into,
            dry_run=options.dry_run,
            update=options.update,
            progress=bars,
        )
    for taken in found:
        for each in taken.left_out:
            place = each.what.replace(f" of {Path(taken.container).name}", "", 1)
            what = "" if place == taken.container else f"{place}: "
            say(f"{taken.container}: {what}{each.why.removeprefix(f'{taken.container}: ')}")
    lines = []
    for taken in found:
        would = [f"would write {path}" for path in taken.written] if options.dry_run else []
        done = taken.summary.replace("written", "would be written", 1) if options.dry_run else taken.summary
        lines += [*would, done]
    return tell(options, {"containers": msgspec.to_builtins(found)}, lines)


def export(options: argparse.Namespace) -> int:
    """Write the published digests as rows."""
    if options.folder and options.to == "jsonl":
        raise SettingsError(f"export {options.folder}: a folder is for --to csv; JSONL goes to stdout")
    project = project_of(options)
    found = rows(project.out)
    if options.to == "jsonl":
        for table, row in found:
            sys.stdout.write(json.dumps({"table": table, **row}, ensure_ascii=False) + "\n")
        return 0
    paths = [str(path) for path in write_csv(found, project.root / (options.folder or "export"))]
    return tell(options, {"files": paths}, paths)
