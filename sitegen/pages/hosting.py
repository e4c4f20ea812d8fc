"""What a host is told about the site: which headers each file is served with."""

from __future__ import annotations

POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)
"""What pages may load: files of the site itself and nothing else; no script and no style within a page."""

SEARCHING = {
    "script-src 'self'": "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'": "connect-src 'self'; worker-src 'self'",
}
"""What the search page may do besides: run the searcher, which is compiled to WebAssembly."""

STYLED = {"style-src 'self'": "style-src 'self' 'unsafe-inline'"}
"""What a page to be sent by mail may do besides: it carries its style in itself."""

FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their bytes."""

ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""Headers of every file."""


def headers(top: str, *, search: bool) -> str:
    """The file ``_headers`` as Netlify, Cloudflare and others read it; `top` is the path the site stands at.

    Rules add up, so what the search page must not have is taken off by its name first (``!``).

    >>> headers("", search=False).splitlines()[0]
    '/*'
    """
    rules = [_rule(f"{top}/*", [*ALWAYS, ("Content-Security-Policy", policy({}))])]
    rules.append(_rule(f"{top}/assets/*", [("Cache-Control", FOR_EVER)]))
    rules.append(_rule(f"{top}/newsletter/*", [_LESS, ("Content-Security-Policy", policy(STYLED))]))
    if search:
        rules.append(_rule(f"{top}/search/*", [_LESS, ("Content-Security-Policy", policy(SEARCHING))]))
        rules += [
            _rule(f"{top}/search/{folder}/*", [("Cache-Control", FOR_EVER)])
            for folder in ("fragment", "index")
        ]
    return "\n".join(rules)


def policy(more: dict[str, str]) -> str:
    """The content security policy, some of its parts replaced."""
    return "; ".join(more.get(part, part) for part in POLICY)


_LESS = ("! Content-Security-Policy", "")


def _rule(path: str, lines: list[tuple[str, str]]) -> str:
    told = "".join(f"  {name}: {value}\n" if value else f"  {name}\n" for name, value in lines)
    return f"{path}\n{told}"
