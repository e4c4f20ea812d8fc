"""Measure grouping: `python benchmarks/grouping.py DOCS CLUSTERS.json [--beside FOLDER]`.

DOCS holds stories, CLUSTERS.json maps the name of each event to its files; files under ``borderline`` do
not count. Prints B-Cubed precision, recall and F1 of the whole folder, and the mean F1 of each event
alone in a folder. With --beside, the stories of another folder, all of one event, are dropped in.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sitegen.group import Features, Index, features
from sitegen.read import read


def bcubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of B-Cubed (Bagga and Baldwin 1998)."""
    both, true, made = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    precision = sum(count**2 / made[group] for (_, group), count in both.items()) / len(gold)
    recall = sum(count**2 / true[event] for (event, _), count in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def measured(stories: Sequence[Features], events: Mapping[str, str]) -> tuple[float, float, float]:
    """B-Cubed of the groups that the program's defaults find."""
    index = Index()
    index.update(stories)
    group = {path: group[0] for group in index.groups() for path in group}
    paths = [path for path in sorted(group) if path in events]
    return bcubed([events[path] for path in paths], [group[path] for path in paths])


def taken(folder: Path) -> list[Features]:
    """The stories of a folder as grouping sees them."""
    return [features(read(path.name, path.read_bytes())) for path in sorted(folder.iterdir())]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("docs", type=Path)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("--beside", type=Path, help="a folder of stories of one further event")
    arguments = parser.parse_args()
    clusters = json.loads(arguments.clusters.read_text("utf-8"))
    unclear = {path for case in clusters.pop("borderline", []) for path in case["files"]}
    events = {path: event for event, paths in clusters.items() for path in paths if path not in unclear}
    stories = taken(arguments.docs)
    if arguments.beside:
        further = taken(arguments.beside)
        stories += further
        events |= {story.path: "beside" for story in further}
    print("all     precision {:.3f}  recall {:.3f}  F1 {:.4f}".format(*measured(stories, events)))
    alone = []
    for event in sorted(set(events.values())):
        own = [story for story in stories if events.get(story.path) == event]
        alone.append(measured(own, events)[2])
    print(f"alone   mean F1 {sum(alone) / len(alone):.4f} of {len(alone)} events, lowest {min(alone):.3f}")


if __name__ == "__main__":
    sys.exit(main())
