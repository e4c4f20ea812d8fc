"""A digest for programs, as JSON with the statements, passages and offsets of the pages, and as JSON-LD.

Schema 1. ``start`` and ``end`` count characters of the source file decoded as text; an entry has
``"exact": false`` where the file's slice only encloses its text.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec

from sitegen.digest.relays import by_place, witnesses
from sitegen.pages.evidence import PARTS
from sitegen.pages.view import outward, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sitegen.model import Citation, Digest, Point, Source
    from sitegen.pages.evidence import EvidenceView
    from sitegen.pages.listing import Entry

SCHEMA: Literal[1] = 1
"""Version of the form, from 1 on; rises when a key changes its meaning or goes away."""

SCHEMA_PATH = f"schema/digest-{SCHEMA}.json"
"""Where a site tells programs about the form."""


def _told(description: str) -> msgspec.Meta:
    return msgspec.Meta(description=description)


def _one_of(*names: str, told: str | None = None) -> msgspec.Meta:
    return msgspec.Meta(extra_json_schema={"enum": [*names]}, description=told)


Path = Annotated[str, _told("Path of the story below the content folder.")]
Day = Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Start = Annotated[int, msgspec.Meta(ge=0, description="First character of the source file, from 0.")]
End = Annotated[int, msgspec.Meta(ge=0, description="Character of the source file behind the last one.")]
Exact = Annotated[bool, _told("False where the file's slice only encloses the text; absent means true.")]
StatementId = Annotated[str, msgspec.Meta(pattern="^s[0-9]+$", description="Anchor of a statement.")]


class _Entry(msgspec.Struct, gc=False, rename={"story": "source", "citations": "sources"}):
    """An object of the JSON; its attributes are called as in the model, whose values it is made from."""


class KeyEntry(_Entry):
    """A written name that one thing has for good."""

    kind: Annotated[
        str, _told("cve, ghsa, doi, isbn, arxiv, #, the word before a number, or the site's own.")
    ]
    value: Annotated[str, _told("In small letters, without the kind.")]


class SourceEntry(_Entry):
    """A story that the digest is made of."""

    story: Path
    siglum: Annotated[str, _told("The letter by which the page cites it.")]
    outlet: str | None
    agency: str | None
    title: str | None
    byline: str | None
    published: Day | None
    time: Annotated[str | None, _told("Its time of day, HH:MM, with its offset where that is known.")]
    url: str | None
    voice: Annotated[int, msgspec.Meta(ge=1, description="Reprints of one text share a number.")]
    keys: Annotated[list[KeyEntry], _told("Written names of one thing that it holds: CVE, DOI, cases.")]


class RelayEntry(_Entry):
    """The report that a passage gives as its source."""

    name: Annotated[str, _told("The other outlet, in the words of the passage.")]
    report: Annotated[Path | None, _told("Its report, where that is a source of the digest.")]


class PassageEntry(_Entry, omit_defaults=True):
    """The words of a source under a statement."""

    story: Path
    text: str
    start: Start
    end: End
    partial: Annotated[bool, _told("It says less or more than the statement, or differs.")]
    folded: Annotated[bool, _told("Its own words stand on the page, one click below the statement.")]
    exact: Exact = True
    relays: Annotated[RelayEntry | None, _told("It has it from another report, as it says itself.")] = None


class StatementEntry(_Entry):
    """A fact, said once, in the words of one source."""

    text: str
    kind: Annotated[
        str,
        _one_of(
            "shared",
            "unique",
            "disagreement",
            told="shared: two or more sources are cited; unique: no other source is cited, which says not "
            "that none tells it; disagreement: it is a side of a difference.",
        ),
    ]
    context: Annotated[
        bool, _told("It stands with a point because its words hang on a member's, or its on theirs.")
    ]
    detail_of: Annotated[
        StatementId | None, _told("The statement that leads its point; null where it leads or is in none.")
    ]
    id: StatementId
    witnesses: Annotated[
        int,
        msgspec.Meta(
            ge=1,
            description="How many say it of their own: reprints of one text count once, and who has it from "
            "another report counts as that one.",
        ),
    ]
    citations: Annotated[
        list[PassageEntry], msgspec.Meta(min_length=1, description="The first gives the wording shown.")
    ]


class SideEntry(_Entry, omit_defaults=True):
    """What one source says at a point where sources may differ."""

    story: Path
    statement: StatementId
    text: str
    start: Start
    end: End
    exact: Exact = True


class DifferenceEntry(_Entry):
    """A point where sources may differ."""

    kind: Annotated[str, _one_of("number", "day", "name", "negation", "scope", "detail", "wording", "later")]
    about: str
    sides: Annotated[list[SideEntry], msgspec.Meta(min_length=2)]


class PointEntry(_Entry, omit_defaults=True):
    """Statements that tell of one thing, shown as one block: no claim that they are equal."""

    lead: StatementId
    members: Annotated[
        list[StatementId],
        msgspec.Meta(min_length=1, description="The lead first, the others in reading order."),
    ]
    voices: Annotated[int, msgspec.Meta(ge=1, description="How many independent texts tell of it.")]
    listed: Annotated[bool, _told("Whether it stands among what several report, at the head of the page.")]
    bound: Annotated[
        list[StatementId],
        _told("Statements shown with it because their words hang on a member's, or its on theirs."),
    ] = []


class DroppedEntry(_Entry, omit_defaults=True):
    """A piece of a source that is no statement of the page."""

    story: Path
    text: str
    start: Start
    end: End
    reason: Annotated[str, _told("The rule that set it aside, or the statement that covers it.")]
    exact: Exact = True


class DecisionEntry(_Entry, omit_defaults=True):
    """What a person decided about the digest; never part of what sources say."""

    kind: Annotated[str, _one_of("together", "apart", "keep", "drop", "title", "note")]
    stories: Annotated[list[Path], msgspec.Meta(min_length=1)]
    reason: str
    text: Annotated[str, _told("The sentence kept or dropped, the headline, or the note.")] = ""
    by: Annotated[str, _told("Who decided; absent where it is not said.")] = ""
    date: Annotated[str, _told("Day of the decision; absent where it is not said.")] = ""


class WithheldEntry(_Entry):
    """A source whose words are not all quoted because of its rights; what is left out has an empty text."""

    story: Path
    wanted: Annotated[int, msgspec.Meta(ge=0, description="Words that the digest would quote.")]
    quoted: Annotated[int, msgspec.Meta(ge=0, description="Words that it quotes.")]
    limit: Annotated[int, msgspec.Meta(ge=0, description="Words that it may quote; 0: none.")]


class ContractEntry(_Entry, omit_defaults=True):
    """One event: every fact once, every source named, every difference shown."""

    schema: Literal[1]
    id: Annotated[str, _told("For ever the same, whatever becomes of title and address.")]
    slug: Annotated[str, _told("Address of the page below the site's top.")]
    title: str
    published: Day | None
    language: Annotated[str, _told("ISO 639-1 code, or und.")]
    sources: Annotated[list[SourceEntry], msgspec.Meta(min_length=1)]
    lede: Annotated[str, _told("Id of the statement that tells the news; empty where there is none.")]
    points: Annotated[list[PointEntry], _told("In reading order; statements of no point are told by one.")]
    statements: list[StatementEntry]
    differences: list[DifferenceEntry]
    dropped: list[DroppedEntry]
    decisions: Annotated[list[DecisionEntry], _told("Absent where nobody decided anything.")] = []
    withheld: Annotated[list[WithheldEntry], _told("Absent where every source may be quoted.")] = []


DigestEntry = msgspec.defstruct(
    "DigestEntry",
    [(part.name, list[part.entry], []) for part in PARTS if part.entry],  # type: ignore[name-defined]
    bases=(ContractEntry,),
    gc=False,
    omit_defaults=True,
)
"""The contract with a key for each part of the evidence that programs get; absent where it is empty."""


_Kind = TypeVar("_Kind", bound=_Entry)

OWN = frozenset({"keys", "relays", "bound", "sides"})
"""Fields that are not as the model has them; they stand last."""

_encode = msgspec.json.Encoder().encode


def digest_bytes(
    digest: Digest, view: EvidenceView, shown: Mapping[str, Any], ident: str, slug: str
) -> bytes:
    """Return UTF-8 JSON of one digest, keys in a fixed order; `shown` has the parts of its evidence."""
    return _encode(
        DigestEntry(
            schema=SCHEMA,
            id=ident,
            slug=slug,
            title=digest.title,
            published=digest.published,
            language=digest.language,
            sources=_entries(digest.sources, SourceEntry, _keys),
            lede=digest.lede,
            points=_entries(digest.points, PointEntry, lambda one: (_bound(one),)),
            statements=_statements(digest),
            differences=_entries(
                digest.differences, DifferenceEntry, lambda one: (_entries(one.sides, SideEntry),)
            ),
            dropped=_entries(digest.dropped, DroppedEntry),
            decisions=_entries(digest.decisions, DecisionEntry),
            withheld=_entries(digest.withheld, WithheldEntry),
            **{part.name: part.entries(view, shown[part.name]) for part in PARTS if part.entries},
        )
    )


def schema(top: str) -> dict[str, Any]:
    """What the JSON of a digest looks like, as a JSON Schema; `top` is the site's address, or empty."""
    ident = {"$id": f"{top}/{SCHEMA_PATH}"} if top else {}
    form = msgspec.json.schema(DigestEntry)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ident, "title": "Digest", **form}


def schema_bytes(top: str) -> bytes:
    """The schema as a file, keys in a fixed order."""
    return msgspec.json.format(_encode(schema(top)), indent=2) + b"\n"


LISTED = (
    *("id", "address", "title", "published", "language", "stories", "outlets", "voices"),
    *("statements", "shared", "unique", "differences"),
)
"""What the list of the site says of a digest; its stories are called sources, as everywhere in the JSON."""


def listing_bytes(entries: Sequence[Entry]) -> bytes:
    """Return UTF-8 JSON of the site: every digest with its address, its sources and its counts."""
    keys = ["sources" if name == "stories" else name for name in LISTED]
    digests = [dict(zip(keys, values, strict=True)) for values in map(attrgetter(*LISTED), entries)]
    return _encode({"schema": SCHEMA, "digests": digests})


@cache
def _values(kind: type[_Entry]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes the values of an entry's fields from a value of the model."""
    return attrgetter(*[name for name in kind.__struct_fields__ if name not in OWN])


def _entries(
    found: Iterable[Any], kind: type[_Kind], own: Callable[[Any], tuple[Any, ...]] = lambda _: ()
) -> list[_Kind]:
    """Values of the model as they stand in the JSON; `own` gives the values of the fields in `OWN`."""
    values = _values(kind)
    return [kind(*values(one), *own(one)) for one in found]


def _keys(source: Source) -> tuple[list[KeyEntry]]:
    return ([KeyEntry(kind, value) for kind, _, value in (key.partition(" ") for key in source.keys)],)


def _statements(digest: Digest) -> list[StatementEntry]:
    leads = {one: point.lead for point in digest.points for one in point.members[1:]}
    bound = {one for point in digest.points for one in _bound(point)}
    relays = by_place(digest.relays)
    voices = {source.story: source.voice for source in digest.sources}

    def relayed(one: Citation) -> tuple[RelayEntry | None]:
        relay = relays.get((one.story, one.start))
        return (RelayEntry(relay.name, relay.of or None) if relay else None,)

    found = []
    for one in digest.statements:
        passages = _entries(one.citations, PassageEntry, relayed)
        witnessed = len(witnesses([one], voices, relays))
        kind, lead = one.kind, leads.get(one.id)
        found.append(StatementEntry(one.text, kind, one.id in bound, lead, one.id, witnessed, passages))
    return found


def _bound(point: Point) -> list[str]:
    return [one for block in point.blocks for one in block if one not in point.members]


HEADLINE, DESCRIPTION = 150, 300
"""Characters of a headline and of a description; programs show fewer. Judgement: what a headline and a lede
seldom exceed."""

_WITHIN_A_PAGE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""What no text of a script element may hold, in the spelling of JSON."""


def linked_data(digest: Digest, publisher: str, address: str, modified: str = "", picture: str = "") -> str:
    """JSON-LD of `digest` in the words of schema.org, safe inside a script element.

    A `NewsArticle` that is based on its sources and cites them. No claim review: a digest settles nothing.

    `address` and `picture` are full addresses or empty; `modified` is a day or empty.
    """
    house = {"@type": "Organization", "name": publisher}
    lede = next((one.text for one in digest.statements if one.id == digest.lede), "")
    known = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shortened(digest.title, HEADLINE),
        "inLanguage": digest.language,
        "datePublished": digest.published,
        "description": shortened(lede, DESCRIPTION),
        "dateModified": modified or digest.published,
        "url": address,
        "mainEntityOfPage": address,
        "image": picture,
        "author": house,
        "publisher": house,
        "isBasedOn": [_work(source) for source in digest.sources],
        "citation": [{"@id": f"#source-{source.siglum}"} for source in digest.sources],
    }
    return _encode(_known(known)).decode().translate(_WITHIN_A_PAGE)


def _work(source: Source) -> dict[str, Any]:
    """A source as a work of its own."""
    outlet = source.outlet or source.agency
    return _known(
        {
            "@id": f"#source-{source.siglum}",
            "@type": "NewsArticle",
            "headline": source.title,
            "url": outward(source.url),
            "datePublished": source.published,
            "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
            "author": {"@type": "Person", "name": source.byline} if source.byline else None,
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {key: value for key, value in fields.items() if value}
