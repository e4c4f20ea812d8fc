"""From digests and stories to pages."""

from sitegen.render.layout import Layouts
from sitegen.render.listing import PER_PAGE, Counts, Entry, entry, newest_first, tally
from sitegen.render.renderer import Renderer
from sitegen.render.view import Site

__all__ = ["PER_PAGE", "Counts", "Entry", "Layouts", "Renderer", "Site", "entry", "newest_first", "tally"]
