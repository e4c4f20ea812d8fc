"""The bytes of every page of some sites, so that a change that should alter no page alters none.

``python tests/net.py`` writes the hashes anew, after a change that alters pages on purpose.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
HASHES = Path(__file__).parent / "net"
SITES = ("samples", "seeds", "corpus")
STORIES = 500
"""Stories of the corpus: enough for lists in several parts, names with pages and events of many sources."""
WORDED_BY = ("babel", "chardet", "jinja2", "lxml", "markdown-it-py", "pystemmer", "sentencex", "trafilatura")
"""Libraries whose versions show in the bytes of pages."""


def versions() -> str:
    """The libraries that pages depend on, in one line."""
    return "# " + " ".join(f"{name}=={version(name)}" for name in WORDED_BY)


def lay(site: str, folder: Path) -> None:
    """Put the stories of a site into a folder."""
    if site == "corpus":
        sys.path.insert(0, str(ROOT / "benchmarks"))
        from corpus import write

        write(folder / "content", STORIES)
    elif site == "seeds":
        os.symlink(Path(os.environ["SITEGEN_SHARED"]) / "seeds", folder / "content")
    else:
        os.symlink(ROOT / "content", folder / "content")


def pages(site: str) -> dict[str, str]:
    """The hash of each page of the samples by its path; of the other sites, by the kind of page.

    Addresses of pages are words of stories, and those of the seeds do not belong to the project.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay(site, folder)
        (folder / "sitegen.toml").write_text(
            'title = "Net"\nbase_url = "https://news.example/"\n', encoding="utf-8"
        )
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1780000000"}
        build = (sys.executable, "-m", "sitegen", "build", "-q", "-C", str(folder))
        subprocess.run(build, env=environment, check=True)
        found: dict[str, list[bytes]] = {}
        out = folder / "public"
        for path in sorted(path for path in out.rglob("*") if path.is_file()):
            inside = path.relative_to(out)
            if inside.parts[0] != ".sitegen":
                data = path.read_bytes()
                found.setdefault(inside.as_posix() if site == "samples" else _kind(inside), []).append(data)
        return {kind: hashlib.sha256(b"\0".join(each)).hexdigest()[:12] for kind, each in found.items()}


def _kind(path: Path) -> str:
    """What kind of page stands at a path."""
    lists = ("archive", "assets", "names", "newsletter", "outlets", "schema", "stories", "topics")
    if len(path.parts) == 1:
        return path.name if path.suffix != ".html" or path.stem in ("index", "404") else "*.html"
    return path.parts[0] if path.parts[0] in lists else f"*/{'/'.join(path.parts[1:])}"


def text(site: str) -> str:
    """What the file of a site's hashes should hold."""
    return "".join(
        f"{line}\n"
        for line in (versions(), *[f"{name} {path}" for path, name in sorted(pages(site).items())])
    )


if __name__ == "__main__":
    HASHES.mkdir(exist_ok=True)
    for each in SITES:
        if each == "seeds" and "SITEGEN_SHARED" not in os.environ:
            print("seeds: left as they are, for want of SITEGEN_SHARED")
            continue
        (HASHES / f"{each}.txt").write_text(text(each), encoding="utf-8")
