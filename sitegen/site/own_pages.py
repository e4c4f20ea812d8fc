"""The pages that a site's owner wrote in `pages/`: Markdown in the frame of the site."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.errors import InputError
from sitegen.pages import address
from sitegen.pages.view import OwnPage
from sitegen.read import frontmatter, header_fields

FOLDER = "pages"
"""Where they stand, in the site's folder and on the site."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#[ \t]++(\S.*)$", re.MULTILINE)


def own_pages(root: Path) -> tuple[OwnPage, ...]:
    """Return the pages in the site folder `root`, by name; drafts are left out.

    Raises:
        InputError: a page cannot be read or is no UTF-8 text.
    """
    files = sorted((root / FOLDER).glob("*.md")) if (root / FOLDER).is_dir() else []
    pages = (_page(file) for file in files if not file.name.startswith(".") and file.is_file())
    return tuple(page for page in pages if page)


def _page(file: Path) -> OwnPage | None:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most sites have no pages of their own

    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read as UTF-8 text ({error}); save it anew") from error
    header = frontmatter.header(file.name, text, header_fields.is_known, fenced=True)
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
    return OwnPage(f"{FOLDER}/{name}.html", title, markup)
