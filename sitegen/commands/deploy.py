"""The one file that a host needs to serve a site, written into the site's folder and never over another."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from sitegen.errors import InputError, OutputError
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


def deploy(folder: str, host: str) -> str:
    """Write the file that `host` needs for the site in `folder`; its path.

    Raises:
        InputError: there is such a file already.
        OutputError: the folder cannot be written.
    """
    root = Path(folder or ".")
    file = root / HOSTS[host]
    settings, _ = read_settings(root)
    packaged = files("sitegen") / "data" / "deploy" / file.name
    text = filled(packaged.read_text(encoding="utf-8"), settings)
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


def filled(text: str, settings: Settings) -> str:
    """The text of a host's file for a site with these settings."""
    extras = ",".join(name for name in ("pictures", "search") if getattr(settings, name))
    values = {
        "@OUT@": settings.out,
        "@PACKAGE@": f"sitegen-digest[{extras}]" if extras else "sitegen-digest",
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
