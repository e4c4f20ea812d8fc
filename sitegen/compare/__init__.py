"""Where the sources of an event may differ."""

from sitegen.compare.differences import differences

__all__ = ["differences"]
