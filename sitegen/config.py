"""Settings: few, typed, every one optional; from sitegen.toml or [tool.sitegen] in pyproject.toml."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path

import msgspec

from sitegen.errors import SettingsError

FILES = ("sitegen.toml", "pyproject.toml")
"""Where settings stand; the first that has any counts."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a site can set."""

    title: str = "Digests"
    """Name of the site."""
    language: str = "en"
    """Language of the site's own words, an ISO 639-1 code."""
    base_url: str | None = None
    """Address the site will have, where an absolute one is needed; http or https."""
    content: str = "content"
    """Folder of the stories."""
    out: str = "public"
    """Folder the site is written to."""
    layouts: str = "layouts"
    """Folder of layouts that replace the packaged ones by name."""


FORMS = {
    "title": 'text, such as title = "Harbour News"',
    "language": 'a language code, such as language = "en"',
    "base_url": 'an address, such as base_url = "https://news.example/"',
    "content": 'a folder, such as content = "content"',
    "out": 'a folder, such as out = "public"',
    "layouts": 'a folder, such as layouts = "layouts"',
}
"""The expected form of each key, with an example."""


def settings(files: dict[str, bytes]) -> Settings:
    """The settings that the bytes of a site's `FILES` state.

    Raises:
        SettingsError: the file is no TOML, or a key is unknown or of the wrong form.
    """
    for name in FILES:
        if name in files:
            table = _table(name, files[name])
            if table is not None:
                return checked(table, name)
    return Settings()


def checked(table: dict[str, object], name: str) -> Settings:
    """The settings of one table; `name` is what errors call it.

    >>> checked({"title": "Harbour News"}, "sitegen.toml").title
    'Harbour News'
    """
    for key, value in table.items():
        if key not in FORMS:
            near = get_close_matches(key, FORMS, 1, 0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(FORMS)}"
            raise SettingsError(f"{name}: unknown key '{key}'; {hint}")
        _check(name, key, value)
    return msgspec.convert(table, Settings)


def _check(name: str, key: str, value: object) -> None:
    """Raise where the value of a key is not of its form."""
    good = isinstance(value, str) and (value.strip() or key == "base_url")
    if good and key == "base_url":
        good = str(value).startswith(("http://", "https://")) and not any(c.isspace() for c in str(value))
    if good and key == "language":
        good = 2 <= len(str(value)) <= 3 and str(value).isascii() and str(value).islower()
    if not good:
        raise SettingsError(f"{name}: '{key}' is {value!r}; it must be {FORMS[key]}")


def _table(name: str, raw: bytes) -> dict[str, object] | None:
    """The settings of one file; None where it has none."""
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: is not UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name}: is not valid TOML: {error}") from error
    if name == "sitegen.toml":
        return table
    tool = table.get("tool", {})
    found = tool.get("sitegen") if isinstance(tool, dict) else None
    if found is not None and not isinstance(found, dict):
        raise SettingsError(f"{name}: [tool.sitegen] is {found!r}; it must be a table of keys")
    return found


def read_settings(root: Path) -> tuple[Settings, dict[str, bytes]]:
    """The settings of the site in `root`, and the bytes they were read from."""
    files = {name: (root / name).read_bytes() for name in FILES if (root / name).is_file()}
    return settings(files), files
