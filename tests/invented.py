"""An invented event in four reports, as the steps before the pages would hand it over."""

from __future__ import annotations

from msgspec.structs import replace

from sitegen.digest.points import outline
from sitegen.model import (
    Aside,
    Citation,
    Difference,
    Digest,
    Dropped,
    Sentence,
    Side,
    Source,
    Statement,
    Story,
)

ENGLISH = {
    "harbour.txt": [
        ("head", "Crane topples on Vessa quay, two hurt"),
        ("meta/byline", "By Ola Brandt"),
        ("s1", "A loading crane toppled on the north quay of Vessa on Monday evening, injuring two dockers."),
        ("s2", "The operator climbed out of the cabin unaided."),
        ("s3", "Gusts of 97 kilometres an hour were measured at the lighthouse."),
        ("furniture/sign-up", "Sign up for our Harbour Letter."),
        ("s4", "“We heard it groan for a full minute,” said tug captain Merete Lund."),
        ("repeat of 0", "Crane topples on Vessa quay, two hurt"),
    ],
    "wire.html": [
        ("head", "Two injured as crane falls in Vessa"),
        ("s1", "Two dockers were injured when a crane fell over in the port of Vessa on Monday."),
        ("s3", "The lighthouse recorded gusts of 79 kilometres an hour."),
        ("s5", "The port authority closed both quays until an inspection on Thursday."),
    ],
    "echo.txt": [
        ("s1", "Two dockers were injured when a crane fell over in the port of Vessa on Monday."),
        ("s5", "The port authority closed both quays."),
        ("caption", "The crane lies across two barges."),
    ],
    "hafenblatt.md": [
        ("s6", "Der Kran war erst im März gewartet worden, sagt die Werft."),
        ("furniture/share", "Teilen <b>jetzt</b> & drucken"),
    ],
}
"""Each file's pieces: the statement they belong to, or the rule that sets them aside."""

SOURCES = (
    ("harbour.txt", "A", 1, "Harbour Courier", "Crane topples on Vessa quay, two hurt", "Ola Brandt"),
    ("wire.html", "B", 2, "Northern Wire", "Two injured as crane falls in Vessa", None),
    ("echo.txt", "C", 2, "Echo of the Fjord", None, None),
    ("hafenblatt.md", "D", 3, "Hafenblatt", "Kran in Vessa umgestürzt", None),
)

PARTIAL = {("wire.html", "s3"), ("echo.txt", "s5")}
FOLDED = {("wire.html", "s1")}

ADDRESS = "crane-topples-on-vessa-quay"
STORIES = {path: f"stories/{path}" for path, *_ in SOURCES}
OUTLETS = {"Harbour Courier": "outlets/harbour-courier"}


def _pieces(path: str) -> list[tuple[str, str, int]]:
    placed, start = [], 0
    for mark, text in ENGLISH[path]:
        placed.append((mark, text, start))
        start += len(text) + 1
    return placed


def story(path: str) -> Story:
    placed = _pieces(path)
    source = next(source for source in SOURCES if source[0] == path)
    return Story(
        path=path,
        sentences=tuple(
            Sentence(text, start, start + len(text), number // 2)
            for number, (mark, text, start) in enumerate(placed)
            if mark[1:].isdigit()
        ),
        asides=tuple(
            Aside(text, start, start + len(text), mark)
            for mark, text, start in placed
            if not mark[1:].isdigit()
        ),
        language="de" if path == "hafenblatt.md" else "en",
        title=source[4],
        outlet=source[3],
        byline=source[5],
        published="2026-03-03",
        url="https://example.org/vessa?crane=1&day=2" if path == "wire.html" else None,
        evidence=(("outlet", "credit"), ("published", "front matter")),
        extra=(("desk", "Ports & <ships>"),) if path == "harbour.txt" else (),
    )


def _statement(number: int) -> Statement:
    ident = f"s{number}"
    citations = [
        Citation(
            path,
            text,
            start,
            start + len(text),
            partial=(path, ident) in PARTIAL,
            folded=(path, ident) in FOLDED,
            new=((17, 24),) if (path, ident) in FOLDED else (),
        )
        for path in ENGLISH
        for mark, text, start in _pieces(path)
        if mark == ident
    ]
    kind = "disagreement" if number == 3 else "shared" if len(citations) > 1 else "unique"
    return Statement(ident, kind, tuple(citations))


def _side(path: str, text: str) -> Side:
    passage = next(piece for piece in _pieces(path) if piece[0] == "s3")
    start = passage[2] + passage[1].index(text)
    return Side(path, "s3", text, start, start + len(text))


def digest() -> Digest:
    """The digest with the points that its statements have."""
    made = _digest()
    found = outline(made.statements, made.sources)
    return replace(made, lede=found.lede, points=found.points)


def _digest() -> Digest:
    dropped = [
        Dropped(path, text, start, start + len(text), mark)
        for path in ENGLISH
        for mark, text, start in _pieces(path)
        if not mark[1:].isdigit()
    ]
    covered = next(piece for piece in _pieces("echo.txt") if piece[0] == "s1")
    dropped.append(Dropped("echo.txt", covered[1], covered[2], covered[2] + len(covered[1]), "covered by s1"))
    return Digest(
        title="Crane topples on Vessa quay, two hurt",
        published="2026-03-02",
        language="en",
        sources=tuple(
            Source(
                path,
                siglum,
                voice,
                name,
                name,
                None,
                title,
                byline,
                "2026-03-03",
                "https://example.org/vessa?crane=1&day=2" if path == "wire.html" else None,
            )
            for path, siglum, voice, name, title, byline in SOURCES
        ),
        statements=tuple(map(_statement, range(1, 7))),
        differences=(
            Difference(
                "number",
                "kilometres an hour",
                (_side("harbour.txt", "97 kilometres an hour"), _side("wire.html", "79 kilometres an hour")),
            ),
        ),
        dropped=tuple(dropped),
    )


def single(path: str = "harbour.txt") -> tuple[Story, Digest]:
    """A story and the digest of it alone."""
    alone = story(path)
    source = Source(
        path, "A", 1, alone.name, alone.outlet, None, alone.title, alone.byline, "2026-03-03", None
    )
    return alone, Digest(
        title=alone.title or alone.name,
        published="2026-03-03",
        language=alone.language,
        sources=(source,),
        statements=tuple(
            Statement(f"s{number}", "unique", (Citation(path, s.text, s.start, s.end),))
            for number, s in enumerate(alone.sentences, 1)
        ),
        differences=(),
        dropped=tuple(Dropped(path, a.text, a.start, a.end, a.rule, a.exact) for a in alone.asides),
    )
