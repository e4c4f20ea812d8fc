"""Pages of the site: digests, stories, lists and what stands beside them, as bytes with their paths.

Addresses are paths below the site's top without slashes at the ends, such as ``storm-hits-coast``. A
digest's page is the ``index.html`` of its address, beside its JSON; a story's or an outlet's is one file,
its address with ``.html``, since there are many of them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

from sitegen.model import Page
from sitegen.pages import index_json
from sitegen.pages.digest_page import DigestView, digest_view
from sitegen.pages.evidence import Shown
from sitegen.pages.listing import lede
from sitegen.pages.parts import EvidenceView, evidence_view
from sitegen.pages.picture import drawn
from sitegen.pages.site_pages import DESCRIPTION, SitePages
from sitegen.pages.story_page import Fates, story_view
from sitegen.pages.theme import Layouts
from sitegen.pages.view import HeadView, Site, index_file, lone_file, root_of, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.digest.rights import Rights
    from sitegen.model import Digest, Story
    from sitegen.pages.view import Context

_UNTOLD: Mapping[str, Story] = MappingProxyType({})
_NO_FILES: Mapping[str, str] = MappingProxyType({})


class Renderer(SitePages):
    """Fills a site's layouts: those of digests and stories, besides what concerns the site as a whole."""

    def __init__(self, layouts: Layouts, site: Site) -> None:
        super().__init__(layouts, site)
        self._fates: Fates | None = None
        """Of the digest whose stories were asked for last; they come one after another."""
        self._shown: tuple[Shown, EvidenceView, DigestView] | None = None
        """The digest whose pages were asked for last; they come one after another."""

    @property
    def rights(self) -> Rights:
        """What may be shown of each outlet's stories."""
        return self._site.rights

    def digest(
        self,
        digest: Digest,
        context: Context,
        told: Mapping[str, Story] = _UNTOLD,
    ) -> Page:
        """The page of `digest`.

        With the stories themselves in `told`, a single story keeps its paragraphs, derived values are
        marked and passages in another language say so.
        """
        shown, evidence, view = self._seen(digest, context, told)
        about = shortened(lede(digest), DESCRIPTION)
        path = index_file(context.address)
        values = {"digest": view, "head": self._head(digest, context)}
        if shown.single:
            page = self._view("report", path, root_of(path), view.title, about)
            return self._fill(page, path, {**values, "evidence": evidence}, "digest.html")
        return self._page("digest", path, view.title, about, **values)

    def twins(
        self, digest: Digest, context: Context, told: Mapping[str, Story] = _UNTOLD
    ) -> tuple[Page, ...]:
        """What stands beside a digest's page: its evidence, the same for programs, as text, as a picture."""
        pages = [self.digest_json(digest, context, told), self.digest_markdown(digest, context, told)]
        if len(digest.sources) > 1:
            pages.append(self.evidence(digest, context, told))
        if self.pictured(digest):
            pages.append(self.picture(digest, context))
        return tuple(pages)

    def evidence(self, digest: Digest, context: Context, told: Mapping[str, Story] = _UNTOLD) -> Page:
        """The page with all that stands behind a digest of several sources."""
        shown, evidence, view = self._seen(digest, context, told)
        about = shortened(lede(digest), DESCRIPTION)
        page = self._view("evidence", shown.path, root_of(shown.path), view.title, about)
        # Both pages say the same sentences; whoever looks for them is led to the story.
        page = replace(page, canonical=page.canonical.removesuffix("evidence/"))
        return self._fill(page, shown.path, {"evidence": evidence}, "evidence.html")

    def _seen(
        self, digest: Digest, context: Context, told: Mapping[str, Story]
    ) -> tuple[Shown, EvidenceView, DigestView]:
        """The digest with the look-ups of its pages, which are asked for one after the other."""
        known = self._shown
        if known is None or known[0].original is not digest or known[0].context is not context:
            shown = Shown(digest, context, told, self._words)
            evidence = evidence_view(shown)
            known = self._shown = shown, evidence, digest_view(shown, evidence)
        return known

    def _head(self, digest: Digest, context: Context) -> HeadView:
        """What the page's head tells programs."""
        top = self._top
        address = f"{top}/{quote(context.address)}/" if top else ""
        picture = f"{address}picture.png" if self.pictured(digest) else ""
        modified = context.history[-1].day if context.history else ""
        data = index_json.linked_data(digest, self._site.title, address, modified, picture)
        return HeadView(data, digest.published or "", picture)

    def pictured(self, digest: Digest) -> bool:
        """Whether the digest has a picture: it is of several sources, and the site knows its address."""
        return self._site.pictures and bool(self._top) and len(digest.sources) > 1

    def picture(self, digest: Digest, context: Context) -> Page:
        """What is shown where the digest's address is shared."""
        return Page(f"{context.address}/picture.png", drawn(digest, self._site.title))

    def digest_markdown(self, digest: Digest, context: Context, told: Mapping[str, Story] = _UNTOLD) -> Page:
        """The digest as plain text, beside its page."""
        _, evidence, view = self._seen(digest, context, told)
        values = {"digest": view, "evidence": evidence, "site": self._site}
        return self._layouts.page("digest.md", f"{context.address}/index.md", values)

    def digest_json(self, digest: Digest, context: Context, told: Mapping[str, Story] = _UNTOLD) -> Page:
        """The digest for programs, beside its page."""
        address = context.address
        shown, _, _ = self._seen(digest, context, told)
        return Page(f"{address}/index.json", index_json.digest_bytes(digest, shown, context.id, address))

    def story(
        self, story: Story, digest: Digest, context: Context, media: Mapping[str, str] = _NO_FILES
    ) -> Page:
        """The page of one story file: each piece of it and where it went.

        `media` has the path on the site of each picture and document of the story that is shown.
        """
        if self._fates is None or self._fates.digest is not digest:
            self._fates = Fates(digest)
        view = story_view(story, self._fates, context, words=self._words, media=media)
        return self._page("story", lone_file(context.places[story.path]), view.title, "", story=view)
