"""Brings the catalogues in sitegen/texts up to date with the layouts.

``python tools/texts.py``: new texts are added untranslated, texts that no layout has any more are dropped,
and what is left to translate is listed. ``--new xx`` starts the catalogue of another language.
"""

from __future__ import annotations

import argparse
import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
TEXTS = ROOT / "sitegen" / "texts"
LAYOUTS = ROOT / "layouts"
SCRIPTS = [ROOT / "sitegen" / "serve" / name for name in ("client.js", "inspector.js")]
OPTIONS = {"trimmed": "true", "newstyle_gettext": "true"}
WIDTH = 110
ONE_OR_MORE = "nplurals=2; plural=(n != 1);"
"""The plural rule of a new catalogue; whoever translates it puts that of its language in its head."""


def wanted() -> Catalog:
    """Every text of the packaged layouts and of the live server's scripts, with the files it stands in."""
    found = Catalog(project="sitegen", fuzzy=False)
    for layout in sorted(path for ending in ("html", "md", "txt") for path in LAYOUTS.glob(f"*.{ending}")):
        texts = extract("jinja2.ext:babel_extract", BytesIO(layout.read_bytes()), options=OPTIONS)
        for _, english, _, context in texts:
            found.add(english, locations=[(layout.name, None)], context=context)
    for script in SCRIPTS:
        for _, english, _, _ in extract("javascript", BytesIO(script.read_bytes()), keywords={"t": None}):
            # A call gives its values behind the text.
            text = english if isinstance(english, str) else english[0]
            found.add(text, locations=[(script.name, None)])
    return found


def updated(path: Path, texts: Catalog) -> Catalog:
    """The catalogue at `path` with `texts` and the translations it has."""
    language = path.stem
    known = read_po(BytesIO(path.read_bytes())) if path.is_file() else Catalog(locale=language)
    fresh = Catalog(locale=language.replace("-", "_"), project="sitegen", fuzzy=False)
    # The rule that the file states counts: what Babel ships changes from one version to another.
    fresh.mime_headers = [("Plural-Forms", _rule(path) or ONE_OR_MORE)]
    for message in texts:
        if message.id:
            old = known.get(message.id[0] if message.pluralizable else message.id, message.context)
            kept = old.string if old and old.pluralizable == message.pluralizable else None
            fresh.add(message.id, kept, locations=message.locations, context=message.context)
    return fresh


def _rule(path: Path) -> str:
    """The plural rule in the head of the catalogue at `path`; empty where there is none."""
    stated = (
        re.search(r'^"Plural-Forms: (.*)\\n"$', path.read_text("utf-8"), re.MULTILINE)
        if path.is_file()
        else None
    )
    return stated[1] if stated else ""


def plain(catalogue: Catalog, rule: str) -> bytes:
    """The catalogue as a file without the day it was written on; `rule` is its plural rule."""
    language = catalogue.locale_identifier or ""
    written = BytesIO()
    write_po(written, catalogue, width=WIDTH, omit_header=True, sort_output=False, no_location=False)
    header = (
        f"# The texts of the layouts. Written by tools/texts.py; the translations are made by hand.\n"
        f'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        f'"Plural-Forms: {rule}\\n"\n'
        f'"MIME-Version: 1.0\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return header.encode() + written.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """The texts of the catalogue that have no translation."""
    left = []
    for message in catalogue:
        texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        if message.id and not all(texts):
            left.append(str(message.id))
    return left


def main() -> int:
    """Write every catalogue anew; 1 where something is left to translate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--new", metavar="LANGUAGE")
    started = parser.parse_args().new
    texts, left = wanted(), 0
    paths = sorted(TEXTS.glob("*.po")) + ([TEXTS / f"{started}.po"] if started else [])
    for path in paths:
        catalogue = updated(path, texts)
        path.write_bytes(plain(catalogue, _rule(path) or ONE_OR_MORE))
        todo = missing(catalogue)
        left += len(todo)
        print(f"{path.name}: {len(catalogue)} texts, {len(todo)} to translate")
        print("".join(f"  {text}\n" for text in todo), end="")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
