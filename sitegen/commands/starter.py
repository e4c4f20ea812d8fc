"""A working site in an empty folder: settings, and two example stories on one event."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from sitegen.errors import InputError, OutputError

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
