"""sitegen: a folder of news stories becomes a static site of digests.

Stories come in from `content/`, are read, cleaned, grouped, merged and rendered, and pages go out to
`public/`. What stops a build is a `SitegenError`, which knows its exit code.
"""

__version__ = "0.1.0"


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
