"""The layouts of a site as a person sees them: what each shows, where it comes from, and one to edit."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.errors import InputError, OutputError
from sitegen.pages.theme import shows
from sitegen.site.project import layout_files, packaged_layouts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sitegen.site.project import Project


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
