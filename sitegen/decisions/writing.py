"""A person's decisions written into overrides.toml and taken out again, the rest of it left as it is."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

from sitegen.decisions import read
from sitegen.decisions.form import FILE, FORMS, decoded, places
from sitegen.errors import OutputError, SettingsError
from sitegen.model import Decision

WIDE = 90
"""Characters of a list of stories from which on each stands on a line of its own."""


def load(root: Path) -> str:
    """The text of a site's overrides.toml; empty where there is none."""
    try:
        return decoded((root / FILE).read_bytes())
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(f"{FILE}: cannot be read ({error.strerror}); check its permissions") from error


def save(root: Path, text: str) -> None:
    """Put `text` in the place of a site's overrides.toml, whole or not at all; where it is empty, no file."""
    target, beside = root / FILE, root / f".{FILE}.{os.getpid()}"
    try:
        if text:
            with open(beside, "xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)
        else:
            target.unlink(missing_ok=True)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(
            f"{FILE}: cannot be written ({error.strerror}); check its folder's permissions"
        ) from error


def written(text: str, decision: Decision) -> str:
    """The text of overrides.toml with `decision` behind all others.

    Raises:
        SettingsError: the file is wrong as it is, or would be with it: it contradicts another decision.
    """
    table = _table(decision)
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    added = f"{gap}[[{decision.kind}]]\n{table}"
    whole = text + (added.replace("\n", "\r\n") if "\r\n" in text else added)
    try:
        read(whole.encode())
    except SettingsError as error:
        raise SettingsError(f"not written, because then {error}") from error
    return whole


def _table(decision: Decision) -> str:
    """The keys of a decision, a line each; many stories a line each."""
    import tomlkit  # noqa: PLC0415 a build writes no decision

    table = tomlkit.document()
    if "stories" in FORMS[decision.kind]:
        stories = tomlkit.array()
        stories.extend(decision.stories)
        table["stories"] = stories.multiline(len(stories.as_string()) > WIDE)
    else:
        table["story"] = decision.stories[0]
    if decision.text:
        table["title" if decision.kind == "title" else "text"] = decision.text
    table["reason"] = decision.reason
    for key, value in (("by", decision.by), ("date", decision.date)):
        if value:
            table[key] = value
    return tomlkit.dumps(table)


def withdrawn(text: str, decision: Decision) -> str:
    """The text of overrides.toml without `decision`, the last of equal ones; comments around it stay.

    The text itself where it has no such decision.
    """
    entries = read(text.encode()).entries
    at = max((at for at, entry in enumerate(entries) if entry.decision == decision), default=None)
    if at is None:
        return text
    place = places(text)[at]
    before, behind = text[: place.start], text[place.end :]
    end = "\r\n" if "\r\n" in text else "\n"
    if not behind:
        return before.removesuffix(end)
    return before + (behind.removeprefix(end) if not before or before.endswith(end * 2) else behind)


def changes(before: str, after: str) -> tuple[str, ...]:
    """What is new in overrides.toml, line by line, as a unified diff."""
    return tuple(unified_diff(before.splitlines(), after.splitlines(), FILE, FILE, lineterm=""))
