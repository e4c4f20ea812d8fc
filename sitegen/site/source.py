"""Where stories and own pages come from: folders scanned and read without following anything out of them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from sitegen import InputError
from sitegen.model import Problem
from sitegen.pages import address
from sitegen.pages.view import OwnPage
from sitegen.read import frontmatter, header_fields
from sitegen.read.media import ENDINGS
from sitegen.read.story import FORMATS

SUFFIXES = tuple(FORMATS)
"""File names that hold a story, lower case."""

MAX_BYTES = 16_000_000
"""Largest file that is read, in bytes. Judgement: a story has thousands; a page saved with its pictures
millions."""

MEDIUM_MAX = 64_000_000
"""Largest picture or document that is published, in bytes. An hour of speech as MP3 has 60 million."""

PASSED_OVER = (".", "~$")
"""How the names of hidden files and of an office program's lock files begin; neither are stories."""

_FOLDERS = re.compile(
    r"node_modules|bower_components|site-packages|__pycache__|__macosx|@eadir|vendor|archetypes|licen[cs]es"
    r"|\$recycle\.bin|_?templates|_layouts|_includes|_site",
    re.IGNORECASE,
)
"""Folders that package managers, systems and other generators fill, or that hold patterns."""
_SAVED = re.compile(
    r"\A(.+)(?:_files?|_fichiers|_archivos|_arquivos|_ficheiros|_bestanden|_pliki|-dateien)",
    re.IGNORECASE | re.DOTALL,
)
"""A saved page, and how browsers of several languages end the name of the folder beside it."""
_PAGES = (".html", ".htm", ".xhtml", ".mht")
_NO_STORY = re.compile(
    r"\A(?:(?:read-?me|licen[cs]es?|copying|changelog|contributing|code[_-]of[_-]conduct)(?:[-_.].*)?\.\w+"
    r"|(?:robots|ads|app-ads|humans|security|llms|llms-full|cmakelists|(?:[\w-]+-)?requirements(?:[-_]\w+)?)\.txt"
    r"|google[0-9a-f]{10,}\.html|yandex_[0-9a-f]{10,}\.html|bingsiteauth\.\w+|(?:404|500|offline)\.html?)",
    re.IGNORECASE,
)
_IN_CAPITALS = re.compile(
    r"(?:NOTICE|AUTHORS|SECURITY|SUPPORT|INSTALL|TODO|CHANGES|HISTORY|MAINTAINERS|CODEOWNERS|GOVERNANCE|CITATION"
    r"|CONTRIBUTORS|AGENTS)\.\w+"
)
"""Names that tell of a project; in other letters they could be a story's."""

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class File(Struct, frozen=True, gc=False):
    """A story file as the file system shows it, without its bytes."""

    path: str
    """Under the content folder, with forward slashes."""
    size: int
    modified: int
    """Nanoseconds; with `changed` and `inode` a sign that the bytes may have changed."""
    changed: int
    inode: int


class Scan(Struct, frozen=True):
    """What a content folder holds."""

    files: tuple[File, ...]
    """Sorted by path."""
    problems: tuple[Problem, ...]
    others: tuple[str, ...]
    """Files of a form that holds no story, in order of their paths."""
    passed: tuple[str, ...] = ()
    """Files and, with a slash behind, whole folders that by their names are no stories, sorted."""
    media: tuple[File, ...] = ()
    """Pictures and documents that stories may refer to, in order of their paths; `others` counts them too."""


def scan(root: Path, below: str = "", ignore: Sequence[str] = ()) -> Scan:
    """What the content folder `root` holds, or its folder `below`; hidden files are passed over.

    `ignore` are patterns as version control has them, such as ``archive/`` or ``*.tmp.md``; ``!name`` takes
    back what is passed over for its name.

    Raises:
        InputError: the folder is missing or cannot be listed.
    """
    if not root.is_dir():
        raise InputError(
            f"{root}: no such folder; name the folder of stories with --content DIR, or run: sitegen init"
        )
    files: list[File] = []
    problems: list[Problem] = []
    others: list[str] = []
    passed: list[str] = []
    media: list[File] = []
    ignored = _ignored(tuple(ignore))
    for path, entry, is_part in _walk(root, below, problems, _NamesApart(root, tuple(ignore), passed)):
        try:
            info = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        found = _judged(path, info)
        if isinstance(found, str) and found in ENDINGS and not ignored(path) and _is_medium(root, path, info):
            media.append(_file(path, info))
        if is_part:
            continue
        if isinstance(found, File):
            files.append(found)
        elif isinstance(found, Problem):
            problems.append(found)
        else:
            others.append(path)
    files.sort(key=lambda file: file.path)
    media.sort(key=lambda file: file.path)
    told = tuple(sorted(problems)), tuple(sorted(others)), tuple(sorted(passed))
    return Scan(tuple(files), *told, tuple(media))


def look(root: Path, path: str, ignore: Sequence[str] = ()) -> File | Problem | None:
    """The one file `path` as the file system shows it now, or why it is no story; None where nothing is.

    Says of a file what `scan` says; a path through a hidden folder or a link leads to nothing.
    """
    folder, _, name = path.rpartition("/")
    parts = folder.split("/") if folder else []
    if any(part.startswith(PASSED_OVER) for part in (*parts, name)):
        return None
    apart = _NamesApart(root, tuple(ignore), [])
    if apart.file(path) or any(apart.folder("/".join(parts[: end + 1])) for end in range(len(parts))):
        return None
    if any(os.path.islink(root / "/".join(parts[: end + 1])) for end in range(len(parts))):
        return None
    try:
        info = os.lstat(root / path)
    except (OSError, ValueError):
        return None
    found = None if stat.S_ISDIR(info.st_mode) else _judged(path, info)
    return None if isinstance(found, str) else found


def load(root: Path, path: str, most: int = MAX_BYTES) -> bytes | Problem:
    """The bytes of a file, or why they cannot be had. A link put in its place is not followed."""
    try:
        handle = os.open(root / path, _READ)
    except OSError as error:
        what = f"cannot be read ({error.strerror}); check its permissions"
        return Problem(path, 0, what, lost=True, fault=True)
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return Problem(path, 0, "is not a regular file; put a copy of the story here", lost=True)
        return file.read(most + 1)


@lru_cache(maxsize=4)
def _ignored(patterns: tuple[str, ...]) -> Callable[[str], bool | None]:
    """Return whether the patterns leave a path out, take it back in (False), or say nothing of it (None)."""
    if not patterns:
        return lambda _: None
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most sites have no patterns

    spec = GitIgnoreSpec.from_lines(patterns)
    return lambda path: spec.check_file(path).include


class _NamesApart:
    """Tells by their names which files and folders are no stories, and takes down what it told."""

    def __init__(self, root: Path, ignore: tuple[str, ...], passed: list[str]) -> None:
        self._root = root
        self._ignored = _ignored(ignore)
        self._passed = passed

    def file(self, path: str) -> bool:
        """Return whether a file of a story's ending is none by its name."""
        if not path.lower().endswith(SUFFIXES):
            return False
        said, name = self._ignored(path), path.rpartition("/")[2]
        apart = said or (said is None and bool(_NO_STORY.fullmatch(name) or _IN_CAPITALS.fullmatch(name)))
        if apart:
            self._passed.append(path)
        return apart

    def folder(self, path: str) -> bool:
        """Return whether nothing in a folder is a story."""
        said, name = self._ignored(f"{path}/"), path.rpartition("/")[2]
        apart = said or (said is None and bool(_FOLDERS.fullmatch(name) or self.is_of_saved_page(path)))
        if apart:
            self._passed.append(f"{path}/")
        return apart

    def is_of_saved_page(self, path: str) -> bool:
        """Return whether the page whose parts a folder holds stands beside it."""
        stem = found[1] if (found := _SAVED.fullmatch(path)) else ""
        return bool(stem) and any((self._root / f"{stem}{page}").is_file() for page in ("", *_PAGES))


def _walk(
    root: Path, below: str, problems: list[Problem], apart: _NamesApart
) -> Iterator[tuple[str, os.DirEntry[str], bool]]:
    """Every entry below `below` that is no folder, with its path; unlisted folders become problems.

    The last value says whether it is of the folder beside a saved page, where pictures count and no stories.
    """
    folders = [(below, False)]
    while folders:
        folder, is_part = folders.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
        except OSError as error:
            if folder and isinstance(error, FileNotFoundError):
                continue
            if not folder:
                raise InputError(f"{root}: cannot be listed ({error.strerror})") from error
            message = f"cannot be listed ({error.strerror}); check its permissions"
            problems.append(Problem(folder, 0, message, lost=True, fault=True))
            continue
        for entry in (entry for entry in entries if not entry.name.startswith(PASSED_OVER)):
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if is_part or not apart.folder(path):
                    folders.append((path, is_part))
                elif apart.is_of_saved_page(path):
                    folders.append((path, True))
            elif is_part or not apart.file(path):
                yield path, entry, is_part


def _judged(path: str, info: os.stat_result) -> File | Problem | str:
    """A story file, or what keeps it from being one, or the ending of a file that holds no story."""
    suffix = os.path.splitext(path)[1].lower()
    if fault := _fault(path, info, suffix):
        return Problem(path, 0, fault, lost=True)
    return _file(path, info) if suffix in FORMATS else suffix


def _is_medium(root: Path, path: str, info: os.stat_result) -> bool:
    return info.st_size <= MEDIUM_MAX and os.access(root / path, os.R_OK)


def _file(path: str, info: os.stat_result) -> File:
    return File(path, info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)


def _fault(path: str, info: os.stat_result, suffix: str) -> str | None:
    """Why this entry cannot be a story, or None."""
    if not path.isascii() and path != path.encode(errors="ignore").decode():
        return "the file name is not valid UTF-8; rename the file"
    if stat.S_ISLNK(info.st_mode):
        return "is a link, and links are not followed; put a copy of the story here"
    if not stat.S_ISREG(info.st_mode):
        return "is not a regular file (a pipe, socket or device); remove it"
    if info.st_size > MAX_BYTES and suffix in FORMATS:
        most = f"{MAX_BYTES / 1e6:.0f} MB; split or remove it"
        return f"holds {info.st_size / 1e6:.0f} MB and a story has at most {most}"
    return None


def static(root: Path) -> tuple[dict[str, Path], tuple[Problem, ...]]:
    """Return the files of a folder that a site shows as they are, by path, and what is wrong with others.

    Hidden files are left out; links are not followed. There are none where there is no folder.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            path = file.relative_to(root).as_posix()
            if name.startswith("."):
                continue
            if file.is_file() and not file.is_symlink():
                found[path] = file
            else:
                problems.append(Problem(path, 0, "is no regular file and is left out; put a copy here"))
    return found, tuple(problems)


PAGES = "pages"
"""Where the pages that the owner wrote stand, in the site's folder and on the site."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#[ \t]++(\S.*)$", re.MULTILINE)


def own_pages(root: Path) -> tuple[OwnPage, ...]:
    """Return the pages in the site folder `root`, by name; drafts are left out.

    Raises:
        InputError: a page cannot be read or is no UTF-8 text.
    """
    files = sorted((root / PAGES).glob("*.md")) if (root / PAGES).is_dir() else []
    pages = (_page(file) for file in files if not file.name.startswith(".") and file.is_file())
    return tuple(page for page in pages if page)


def _page(file: Path) -> OwnPage | None:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most sites have no pages of their own

    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read as UTF-8 text ({error}); save it anew") from error
    header = frontmatter.header(file.name, text, fenced=True)
    stated = header_fields.fields(file.name, header)
    name = address.slug(file.stem)
    if stated.draft or not name or name == "index":
        return None
    body = _COMMENT.sub("", text[header.end :])
    heading = _HEADING.search(body)
    title = stated.values.get("title") or (heading[1].strip().rstrip("#").rstrip() if heading else file.stem)
    if not heading:
        body = f"# {title}\n\n{body}"
    # Markup in the text is shown as it is written, links that run a script are none.
    markup = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(body)
    return OwnPage(f"{PAGES}/{name}.html", title, markup)
