"""Make the pictures of the docs from the sample stories: `python tools/make_picture.py`.

The README's is a digest page as it is packaged; the gallery's are the same page in each look that
`docs/gallery.md` has a style sheet for.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
STORY = "2026-04-14/northwater-press.txt"
"""A story of the digest that is shown."""
SIZE = {"width": 1100, "height": 1000}
SMALL = {"width": 1100, "height": 620}
"""What of a page the README and the gallery show."""
LAMP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="#f0c46c" d="M8 1a5 5 0 0 1 3 9v2H5v-2a5 5 0 0 1 3-9zM6 13h4v2H6z"/></svg>'
)
"""The picture that the look *Night* has beside its style sheet."""


def looks() -> Iterator[tuple[str, str]]:
    """Name and style sheet of each look of the gallery."""
    text = (DOCS / "gallery.md").read_text("utf-8")
    for title, sheet in re.findall(r"^## (\w+)\n.*?^```css\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        yield title.lower(), sheet


def built(folder: Path) -> Path:
    """The digest's page of the sample site, built in `folder` with the layouts that stand there."""
    words = ("build", "-q", "-C", str(folder), "--content", str(ROOT / "content"))
    subprocess.run([sys.executable, "-m", "sitegen", *words], check=True, cwd=ROOT)
    for path in Path(folder, "public").glob("*/index.json"):
        if STORY in {source["source"] for source in json.loads(path.read_bytes()).get("sources", ())}:
            return path.with_name("index.html")
    sys.exit(f"no digest has {STORY}")


def taken(page: Page, folder: Path, size: dict[str, int], name: str) -> None:
    """Keep what the window shows of the page."""
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto(built(folder).as_uri())
    page.screenshot(path=DOCS / name)


def main() -> None:
    """Build the sample site in each look, open the page, keep what the window shows."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page, folder = browser.new_page(), Path(place)
        taken(page, folder, SIZE, "digest.png")
        (folder / "layouts").mkdir()
        (folder / "layouts" / "lamp.svg").write_text(LAMP, "utf-8")
        for name, sheet in looks():
            (folder / "layouts" / "theme.css").write_text(sheet, "utf-8")
            taken(page, folder, SMALL, f"gallery-{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
