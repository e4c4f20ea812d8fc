"""Packages that only some sites need, and what to say where they are missing."""

from __future__ import annotations

from importlib.util import find_spec

from sitegen.errors import SettingsError

INDEXERS = ("pagefind_bin_extended", "pagefind_bin")
"""The packages that hold Pagefind; the first knows the words of Chinese, Japanese and Korean too."""

PAINTERS = ("resvg_py", "fontpkg_noto_sans")
"""What draws a picture, and the font it writes with."""


INSTALLS = {
    "search": "'pagefind[bin]>=1.5.2'",
    "pictures": "'fontpkg-noto-sans>=2.15' 'resvg_py>=0.5'",
    "import": "'feedparser>=6.0.11' 'mammoth>=1.8' 'pypdf>=5' 'warcio>=1.7.5'",
}
"""What pip is asked for, as `pyproject.toml` has it; not by the name of sitegen, which no registry has."""


def require(*, search: bool, pictures: bool) -> None:
    """Raise SettingsError where a setting asks for what is not installed."""
    if search and not any(map(find_spec, INDEXERS)):
        raise _missing("search")
    if pictures and not all(map(find_spec, PAINTERS)):
        raise _missing("pictures")


def _missing(name: str) -> SettingsError:
    return SettingsError(
        f"{name} = true needs packages that are not installed; "
        f"install them with: pip install {INSTALLS[name]}, or set {name} = false"
    )
