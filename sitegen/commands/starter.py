"""What a site begins with: settings and two stories in an empty folder, and layouts to edit."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.errors import InputError, OutputError
from sitegen.pages.theme import shows
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
