"""The one file that a host needs to serve a site, written into the site's folder and never over another."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from sitegen.errors import InputError, OutputError, SettingsError
from sitegen.pages import hosting
from sitegen.site.config import Settings, read_settings

HOSTS = {
    "pages": ".github/workflows/pages.yml",
    "netlify": "netlify.toml",
    "cloudflare": "wrangler.toml",
    "s3": "deploy-s3.sh",
    "nginx": "nginx.conf",
}
"""Where the file of each host stands in a site's folder."""


INSTALLING = frozenset({"pages", "netlify"})
"""Hosts that build the site themselves, and so install sitegen."""

_PINNED = re.compile(
    r"https://[\w.:-]+(?:/[\w.~%+-]+)+(?:@[0-9a-f]{40}|\.(?:whl|tar\.gz)#sha256=[0-9a-f]{64})"
)
"""A repository at one revision, or a file with its hash: what nobody can exchange afterwards."""

_INSIDE = re.compile(r"(?:\./)?(?!\.\.?(?:/|\Z))[\w.-]+(?:/(?!\.\.?(?:/|\Z))[\w.-]+)*/?")
"""A folder or file below the site's own."""


def package(folder: str, host: str, source: str) -> str:
    """Return what `host` asks pip to install for the site in `folder`: `source` with the site's extras.

    Empty for a host that is given the built site.

    Raises:
        SettingsError: `source` is missing, is neither pinned nor inside the folder, or is not needed.
    """
    if host not in INSTALLING:
        if source:
            raise SettingsError(f"--from: {host} installs nothing; leave it out")
        return ""
    if not source:
        raise SettingsError(
            f"--deploy {host}: this host installs sitegen, which no registry has yet; say from where, with"
            " --from https://code.example/sitegen@REVISION (40 hexadecimal digits) or --from vendor/sitegen"
            " (a copy of it in the site's repository)"
        )
    settings, _ = read_settings(Path(folder or "."))
    names = ",".join(name for name in ("pictures", "search") if getattr(settings, name))
    extras = f"[{names}]" if names else ""
    if _PINNED.fullmatch(source):
        return f"sitegen-digest{extras} @ {source if '#' in source else f'git+{source}'}"
    if _INSIDE.fullmatch(source) and Path(folder, source).exists():
        return f"./{source.removeprefix('./').rstrip('/')}{extras}"
    raise SettingsError(
        f"--from: {source!r} must be a repository at one revision (https://code.example/sitegen@ and 40"
        " hexadecimal digits), a file with its hash (https://files.example/sitegen.whl#sha256= and 64), or"
        " a folder that is there below the site's own (vendor/sitegen)"
    )


def deploy(folder: str, host: str, wanted: str = "") -> str:
    """Write the file that `host` needs for the site in `folder`; its path. `wanted` is what pip installs.

    Raises:
        InputError: there is such a file already.
        OutputError: the folder cannot be written.
    """
    root = Path(folder or ".")
    file = root / HOSTS[host]
    settings, _ = read_settings(root)
    packaged = files("sitegen") / "data" / "deploy" / file.name
    text = filled(packaged.read_text(encoding="utf-8"), settings, wanted)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise InputError(
            f"{file}: is there already and was left as it is; move it away to have it made anew"
        ) from error
    except OSError as error:
        raise OutputError(f"{file}: cannot be written ({error.strerror}); change its permissions") from error
    return str(file)


def filled(text: str, settings: Settings, wanted: str = "") -> str:
    """Return the text of a host's file for a site with these settings; `wanted` is what pip installs."""
    values = {
        "@OUT@": settings.out,
        "@PACKAGE@": wanted,
        "@FOR_EVER@": hosting.FOR_EVER,
        "@HEADERS@": "\n".join(f'    add_header {name} "{value}" always;' for name, value in hosting.ALWAYS),
        "@POLICIES@": "\n".join(f'    {where} "{policy}";' for where, policy in _policies()),
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _policies() -> tuple[tuple[str, str], ...]:
    """What pages may load, by where they stand."""
    return (
        ("default", hosting.policy({})),
        ("~^/newsletter/", hosting.policy(hosting.STYLED)),
        ("~^/search/", hosting.policy(hosting.SEARCHING)),
    )
