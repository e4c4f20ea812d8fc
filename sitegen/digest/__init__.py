"""From the stories of one event to a digest: every fact once, every sentence accounted for."""

from sitegen.digest.merging import merge, siglum

__all__ = ["merge", "siglum"]
