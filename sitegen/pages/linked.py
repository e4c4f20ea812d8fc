"""A digest in the words of schema.org, for search engines and archives: what it is and what it is made of.

A `NewsArticle` that is based on its sources and cites them. It says nothing of who is right: there is no
claim review, since a digest settles nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from sitegen.pages.view import outward, shortened

if TYPE_CHECKING:
    from sitegen.model import Digest, Source

HEADLINE, DESCRIPTION = 150, 300
"""Characters of a headline and of a description; programs show fewer."""

_encode = msgspec.json.Encoder().encode

_WITHIN_A_PAGE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""What no text of a script element may hold, in the spelling of JSON."""


def linked_data(digest: Digest, publisher: str, address: str, modified: str = "", picture: str = "") -> str:
    """JSON-LD of `digest`, safe inside a script element.

    `address` and `picture` are full addresses or empty; `modified` is a day or empty.
    """
    title = {
        "headline": shortened(digest.title, HEADLINE),
        "inLanguage": digest.language,
        "datePublished": digest.published,
    }
    house = {"@type": "Organization", "name": publisher}
    lede = next((one.text for one in digest.statements if one.id == digest.lede), "")
    known = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        **title,
        "description": shortened(lede, DESCRIPTION),
        "dateModified": modified or digest.published,
        "url": address,
        "mainEntityOfPage": address,
        "image": picture,
        "author": house,
        "publisher": house,
        "isBasedOn": [_work(source) for source in digest.sources],
        "citation": [{"@id": _name(source)} for source in digest.sources],
    }
    return _encode(_known(known)).decode().translate(_WITHIN_A_PAGE)


def _work(source: Source) -> dict[str, Any]:
    """A source as a work of its own."""
    outlet = source.outlet or source.agency
    return _known(
        {
            "@id": _name(source),
            "@type": "NewsArticle",
            "headline": source.title,
            "url": outward(source.url),
            "datePublished": source.published,
            "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
            "author": {"@type": "Person", "name": source.byline} if source.byline else None,
        }
    )


def _name(source: Source) -> str:
    """What a source is called within the page."""
    return f"#source-{source.siglum}"


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {key: value for key, value in fields.items() if value}
