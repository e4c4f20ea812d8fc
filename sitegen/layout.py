"""The layouts a site's pages are poured into: Jinja2 texts by name, and the plain files beside them.

Every ``.html`` layout is compiled once; every other text (style sheet, icon) is an asset that the
pages link to under a name with its digest. Content is only ever a value in a layout, never a layout.
"""

from __future__ import annotations

import difflib
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NoReturn

import jinja2
from jinja2.utils import missing

from sitegen.errors import LayoutError
from sitegen.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

FOLDER = "layouts"
"""Where a person finds the layouts; the place named in messages."""

CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D}) + b"\x7f"
"""Bytes that no HTML page may hold; in UTF-8 none of them is part of another character."""


class Layouts:
    """The compiled layouts of a site."""

    def __init__(self, environment: jinja2.Environment, sources: Mapping[str, str]) -> None:
        self._templates = {
            name: _compiled(environment, name) for name in sorted(sources) if name.endswith(".html")
        }
        files = {name: text for name, text in sorted(sources.items()) if not name.endswith(".html")}
        self.files = tuple(Page(_asset_path(name, text), _shrunk(name, text)) for name, text in files.items())
        self.assets = {name: page.path for name, page in zip(files, self.files, strict=True)}
        """The address of each asset, by the name of its source."""

    @classmethod
    def load(cls, sources: Mapping[str, str], bytecode_cache: jinja2.BytecodeCache | None = None) -> Layouts:
        """Compile `sources`, a mapping of names such as ``digest.html`` to their text.

        Takes some 50 ms without a filled `bytecode_cache`, so it is done when the first page is due.

        Raises:
            LayoutError: a layout has a syntax error.
        """
        environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(_finder(sources)),
            autoescape=True,
            undefined=_Unknown,
            bytecode_cache=bytecode_cache,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        return cls(environment, sources)

    def words(self, name: str) -> Mapping[str, Any]:
        """What the layout `name` sets at its top level: the words that steps before it need."""
        try:
            return vars(self._template(name).module)
        except jinja2.TemplateError as error:
            raise _told(error, ()) from error

    def page(self, name: str, path: str, values: Mapping[str, object]) -> Page:
        """The layout `name` filled with `values`, as the file `path` of the site.

        Raises:
            LayoutError: the layout uses a name it is not given, or fails in another way.
        """
        template = self._template(name)
        try:
            text = template.render(values)
        except (jinja2.TemplateError, TypeError, ValueError, LookupError, ArithmeticError) as error:
            raise _told(error, tuple(values)) from error
        return Page(path, text.encode("utf-8", "replace").translate(None, CONTROLS))

    def _template(self, name: str) -> jinja2.Template:
        try:
            return self._templates[name]
        except KeyError:
            raise LayoutError(f"{FOLDER}/{name}: this layout is missing") from None


class _Unknown(jinja2.StrictUndefined):
    """An unknown name that says which names come near it."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,  # noqa: ANN401 - Jinja2's own signature
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        super().__init__(hint or f"unknown name '{name}'" + _offer(obj, name), obj, name, exc)


def _offer(owner: object, name: object) -> str:
    """What `owner` has instead of `name`; empty for a name of the layout itself."""
    if owner is missing:
        return ""
    kind = type(owner).__name__.removesuffix("View").lower()
    known = [str(key) for key in getattr(owner, "__struct_fields__", None) or getattr(owner, "keys", tuple)()]
    near = difflib.get_close_matches(str(name), known, 1)
    return f" of a {kind}" + (f"; did you mean '{near[0]}'?" if near else "")


def _finder(sources: Mapping[str, str]) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """A loader function over `sources` whose messages name the file as a person knows it."""

    def find(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = sources.get(name)
        return None if text is None else (text, f"{FOLDER}/{name}", lambda: True)

    return find


def _compiled(environment: jinja2.Environment, name: str) -> jinja2.Template:
    try:
        return environment.get_template(name)
    except jinja2.TemplateSyntaxError as error:
        raise LayoutError(f"{FOLDER}/{error.name or name}:{error.lineno}: {error.message}") from error


def _told(error: Exception, given: tuple[str, ...]) -> LayoutError:
    """`error` with the file and line of the layout it came from; errors from elsewhere go on as they are."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return LayoutError(f"{FOLDER}/{error.name}:{error.lineno}: {error.message}")
    place = _place(error.__traceback__)
    if place is None:
        _again(error)
    if isinstance(error, jinja2.TemplateNotFound):
        return LayoutError(f"{place}: no layout of the name '{error.name}'")
    message = str(error)
    if isinstance(error, jinja2.UndefinedError) and message.endswith("'"):
        message += "; the layout is given " + _listed(given)
    return LayoutError(f"{place}: {message}")


def _again(error: Exception) -> NoReturn:
    raise error


def _place(trace: TracebackType | None) -> str | None:
    """File and line of the innermost layout in `trace`."""
    place = None
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(f"{FOLDER}/"):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"'{name}'" for name in names]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1]))) if quoted else "nothing"


def _asset_path(name: str, text: str) -> str:
    """Where the asset is published; another text has another address, so that it may be kept for ever."""
    stem, dot, suffix = name.rpartition(".")
    return f"assets/{stem}.{blake2b(text.encode(), digest_size=5).hexdigest()}{dot}{suffix}"


def _shrunk(name: str, text: str) -> bytes:
    """The asset's bytes; a style sheet without its comments and indents."""
    if name.endswith(".css"):
        while (start := text.find("/*")) >= 0 and (end := text.find("*/", start)) >= 0:
            text = text[:start] + text[end + 2 :]
        text = "".join(line.strip() + "\n" for line in text.splitlines() if line.strip())
    return text.encode()
