"""The errors that stop a build, each with the exit code it leads to.

All derive from `SitegenError`: `SettingsError` 2, `LayoutError` 2, `InputError` 3, `OutputError` 4.
"""

from __future__ import annotations


class SitegenError(Exception):
    """A fault a person can mend; the message says what, where and what to do."""

    code = 70


class SettingsError(SitegenError):
    """A setting or option is unknown or of the wrong form."""

    code = 2


class LayoutError(SitegenError):
    """A layout has a syntax error or uses a name it is not given."""

    code = 2


class InputError(SitegenError):
    """The content folder is missing or cannot be read."""

    code = 3


class OutputError(SitegenError):
    """The site cannot be written; what was published before still stands."""

    code = 4
