"""CPU milliseconds a story costs to read: `python benchmarks/read.py [FOLDER] [--count N] [--steps]`.

Without a folder it reads stories made by corpus.py, one run for each form. The first run of each form is
not counted, so that imports and caches are not. With `--steps` it says where the time goes.
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus import write

from sitegen.read import furniture, metadata, story
from sitegen.text import datelines, sentences

FORMS = (".txt", ".md", ".html")
STEPS = (
    *((story, name) for name in ("decode", "taken_apart", "_language")),
    *((furniture, name) for name in ("judge", "judge_sentence", "trim")),
    (sentences, "split"),
    *((datelines, name) for name in ("dateline", "date_prefix")),
    (furniture, "repeats"),
    (metadata, "known"),
)


def files(folder: Path) -> dict[str, list[tuple[str, bytes]]]:
    """The stories of a folder by the ending of their names."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.setdefault(path.suffix.lower(), []).append((path.name, path.read_bytes()))
    return found


def cost(stories: list[tuple[str, bytes]]) -> float:
    """Least CPU milliseconds a story in three runs, after one that is not counted."""
    best = float("inf")
    for run in range(4):
        start = time.process_time()
        for name, raw in stories:
            story.read(name, raw)
        if run:
            best = min(best, time.process_time() - start)
    return best / len(stories) * 1000


def steps(stories: list[tuple[str, bytes]]) -> Iterator[tuple[str, float]]:
    """CPU milliseconds a story of each step, the costliest first, with the cost of measuring in it."""
    spent: Counter[str] = Counter()

    def watched(name, step):
        def run(*args, **named):
            start = time.process_time()
            result = step(*args, **named)
            spent[name] += time.process_time() - start
            return result

        return run

    originals = [(module, name, getattr(module, name)) for module, name in STEPS]
    for module, name, step in originals:
        setattr(module, name, watched(name, step))
    for name, raw in stories:
        story.read(name, raw)
    for module, name, step in originals:
        setattr(module, name, step)
    return ((name, seconds / len(stories) * 1000) for name, seconds in spent.most_common())


def report(folder: Path, *, with_steps: bool) -> None:
    for ending, stories in sorted(files(folder).items()):
        if ending not in (*FORMS, ".markdown", ".htm"):
            continue
        size = sum(len(raw) for _, raw in stories) / len(stories)
        print(f"{ending:9} {len(stories):6} stories of {size:6.0f} bytes: {cost(stories):6.3f} ms each")
        for name, spent in steps(stories) if with_steps else ():
            print(f"{'':9}   {name:16} {spent:6.3f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--steps", action="store_true")
    wanted = parser.parse_args()
    if wanted.folder:
        report(wanted.folder, with_steps=wanted.steps)
        return
    with tempfile.TemporaryDirectory() as made:
        write(Path(made), wanted.count)
        report(Path(made), with_steps=wanted.steps)


if __name__ == "__main__":
    main()
