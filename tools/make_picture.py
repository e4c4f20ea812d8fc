"""Make the README's picture of a digest page from the sample stories: `python tools/make_picture.py`."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
STORY = "2026-04-14/northwater-press.txt"
"""A story of the digest that is shown."""
SIZE = {"width": 1100, "height": 1250}


def address(public: Path) -> Path:
    """The page of the digest that has `STORY`."""
    for path in public.glob("*/index.json"):
        if STORY in {source["source"] for source in json.loads(path.read_bytes())["sources"]}:
            return path.with_name("index.html")
    sys.exit(f"no digest has {STORY}")


def main() -> None:
    """Build the sample site, open the page, keep what the window shows."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = (
            sys.executable,
            "-m",
            "sitegen",
            "build",
            "-q",
            "-C",
            folder,
            "--content",
            ROOT / "content",
        )
        subprocess.run(command, check=True, cwd=ROOT)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto(address(Path(folder, "public")).as_uri())
        page.screenshot(path=ROOT / "docs" / "digest.png")
        browser.close()


if __name__ == "__main__":
    main()
