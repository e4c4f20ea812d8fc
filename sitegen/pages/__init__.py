"""From digests and stories to pages."""

from sitegen.pages.listing import PER_PAGE, Counts, Entry, entry, newest_first, tally
from sitegen.pages.renderer import Renderer
from sitegen.pages.theme import Layouts
from sitegen.pages.view import Site

__all__ = ["PER_PAGE", "Counts", "Entry", "Layouts", "Renderer", "Site", "entry", "newest_first", "tally"]
