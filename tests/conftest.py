"""What tests may need beyond Python: a browser, Java, and the data the program was tuned on.

Without them these tests are skipped; with SITEGEN_REQUIRE=chromium,java,shared a skip for that reason fails.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says only how busy the machine is. A law is tried on the same examples each time,
# so that a failing run speaks of the change at hand; `just search` looks for others.
hypothesis.settings.register_profile("laws", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("laws")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = tuple(filter(None, os.environ.get("SITEGEN_REQUIRE", "").split(",")))
REASONS = {
    "chromium": "no Chromium on PATH",
    "java": "no Java on PATH",
    "shared": "SITEGEN_SHARED does not name a folder",
}

SLOW = {
    *("test_browser", "test_build", "test_checkers", "test_cli", "test_export", "test_feeds", "test_hosting"),
    *("test_inspector", "test_keys", "test_licence", "test_live_site", "test_media", "test_net"),
    *("test_overrides", "test_patterns", "test_project", "test_redirects", "test_robust", "test_samples"),
    *("test_search", "test_sections", "test_serve", "test_server", "test_store", "test_vault", "test_watch"),
    "test_workers",
}
"""Modules whose tests build whole sites, serve or look at them, check the project, try hostile patterns."""


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Compile a layout once for all tests that fill it: some hundred sites have the packaged ones."""
    from sitegen.pages import template

    held: dict[tuple[object, ...], object] = {}
    compiled = template._Environment.compile

    def compile_once(self: template._Environment, *told: object, **named: object) -> object:
        key = (self._texts.key, *told, *sorted(named.items()))
        if key not in held:
            held[key] = compiled(self, *told, **named)
        return held[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template._Environment, "compile", compile_once)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the data the program was tuned on: seeds, fiction, events, gold and scorers."""
    folder = Path(os.environ.get("SITEGEN_SHARED") or os.devnull)
    if not folder.is_dir():
        pytest.skip(REASONS["shared"])
    return folder


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """A headless Chromium of the system, driven by playwright."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(REASONS["chromium"])
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count tests of whole sites, servers, browsers and checkers among the slow ones."""
    for item in items:
        if item.path.stem in SLOW or "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """A skip for want of something required is a failure."""
    report = yield
    if report.skipped and any(REASONS[name] in str(report.longrepr) for name in REQUIRED):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: required, but {call.excinfo.value}"
    return report
