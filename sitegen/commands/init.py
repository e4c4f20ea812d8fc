"""What a site begins with: settings and two stories, layouts to edit, and the file that its host needs."""

from __future__ import annotations

import argparse
import os
import re
import shlex
from collections.abc import Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from sitegen.commands import project_of, tell
from sitegen.errors import InputError, OutputError, SettingsError
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


class Layout(Struct, frozen=True):
    """A file that pages are made with."""

    name: str
    origin: str
    """packaged; site, which is its own; site: as packaged; or site: replaces the packaged one."""
    shows: str
    """One sentence."""


def listed(project: Project) -> tuple[Layout, ...]:
    """Every layout that counts for the site, by name."""
    packaged, own = layout_files(packaged_layouts()), layout_files(project.layouts)
    found = []
    for name, text in sorted({**packaged, **own}.items()):
        found.append(
            Layout(name, _origin(name, packaged, own), shows(text) or shows(packaged.get(name, b"")))
        )
    return tuple(found)


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
        "@POLICIES@": "\n".join(f'    {where} "{policy}";' for where, policy in _policies()),
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _policies() -> tuple[tuple[str, str], ...]:
    """What pages may load, by where they stand."""
    return (
        ("default", programs.policy({})),
        ("~^/newsletter/", programs.policy(programs.STYLED)),
        ("~^/search/", programs.policy(programs.SEARCHING)),
    )


def init(options: argparse.Namespace) -> int:
    """Make a site, or write the file that a host needs."""
    folder = os.path.join(options.root, options.folder or "")
    made = _made(folder, options.deploy, options.source)
    here = "" if os.path.abspath(folder) == os.getcwd() else f" -C {shlex.quote(os.path.normpath(folder))}"
    return tell(options, {"files": list(made)}, (*made, f"next: sitegen build{here}"))


def _made(folder: str, host: str | None, source: str) -> tuple[str, ...]:
    """Make a site, or give one that is there what `host` needs; the files made."""
    if host is None:
        if source:
            raise SettingsError("--from: is for --deploy, which names the host")
        return start(folder)
    wanted = package(folder, host, source)
    made = () if started(folder) else start(folder)
    return (*made, deploy(folder, host, wanted))


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
        {"layouts": [asdict(one) for one in found]},
        [f"{one.name:<18}{one.origin:<34}{one.shows}".rstrip() for one in found],
        asked=True,
    )
