"""Layouts compiled by Jinja2, the files beside them, and what is wrong with one, told as a person would."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from types import MethodType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import jinja2
import markupsafe
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode, missing

from sitegen import LayoutError
from sitegen.model import Page
from sitegen.pages.theme import PACKAGED, is_text, prove, text_of
from sitegen.pages.translation import Texts, Translation, compacted, number, plural_form

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from jinja2.bccache import Bucket


FOLDER = "layouts"
"""Where a person finds the layouts; the place named in messages."""


_SPARE = re.compile(r"(\"[^\"]*\"|'[^']*')|/\*.*?(?:\*/|\Z)|(?:(?<!\s)\s++)?([{};,>])\s*+|(:)\s++", re.DOTALL)
"""In a style sheet: a string, a comment, a sign with the blanks around it, a colon with those behind it."""

CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D}) + b"\x7f"
"""Bytes that no HTML page may hold; in UTF-8 none of them is part of another character."""

_LINKED = re.compile(r"(url\(\s*[\"']?|@import\s+[\"'])([^\"')#?]+)")
"""In a style sheet: another file that it links to."""

_ODD = re.compile(r"[^A-Za-z0-9._/-]+")
"""What a link would have to encode."""


class Layouts:
    """The compiled layouts of a site and its assets."""

    def __init__(
        self,
        sources: Mapping[str, str | bytes],
        compiled: str | None = None,
        language: str = "en",
    ) -> None:
        """Take `sources`, a mapping of names such as ``digest.html`` to what they hold, in `language`.

        A packaged layout is compiled when it is first filled; all of them take 300 ms, where the folder
        `compiled` does not keep them.

        Raises:
            LayoutError: a layout of the site's own has a syntax error, or a catalogue cannot be read.
        """
        held = {name: text for name, text in sources.items() if isinstance(text, str) and is_text(name)}
        catalogues = {name: text for name, text in held.items() if name.endswith(".po")}
        self._sources = {name: text for name, text in held.items() if name not in catalogues}
        texts = Texts(language, catalogues)
        files = [(name, sources[name]) for name in sorted(sources.keys() - held.keys())]
        published = _published({name: raw.encode() if isinstance(raw, str) else raw for name, raw in files})
        self.files = tuple(published.values())
        self.assets = {name: page.path for name, page in published.items()}
        """The address of each asset, by the name of its source."""
        self._environment = _Environment(
            texts,
            loader=jinja2.FunctionLoader(self._find),
            autoescape=True,
            extensions=["jinja2.ext.i18n"],
            undefined=_Unknown,
            bytecode_cache=_Kept(compiled, f"{texts.key}-%s.cache") if compiled else None,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            optimized=False,
        )
        for name in sorted(self._sources):
            if PACKAGED + name in self._sources:
                prove(name, self._sources)
                self._template(name)

    def _find(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """Return a layout with the file as a person knows it, which messages name."""
        text = self._sources.get(name, self._sources.get(name.removeprefix(PACKAGED)))
        return None if text is None else (text, f"{FOLDER}/{name}", lambda: True)

    def ready(self) -> None:
        """Compile every layout now, so that processes forked from this one need not."""
        for name in sorted(self._sources):
            self._template(name)

    def words(self, name: str) -> Mapping[str, Any]:
        """What the layout `name` sets at its top level, and what it leaves to the packaged one."""
        names = [one for one in (PACKAGED + name, name) if one in self._sources] or [name]
        try:
            return {key: value for one in names for key, value in vars(self._template(one).module).items()}
        except (jinja2.TemplateError, RecursionError) as error:
            raise _told(error, ()) from error

    def page(self, name: str, path: str, values: Mapping[str, object]) -> Page:
        """The layout `name` filled with `values`, as the file `path` of the site.

        Raises:
            LayoutError: the layout uses a name it is not given, or fails in another way.
        """
        template = self._template(name)
        try:
            try:
                text = template.render(values)
            except AttributeError:
                text = self._environment.slowly(template, values)
        except (
            *(jinja2.TemplateError, TypeError, ValueError, LookupError, ArithmeticError),
            RecursionError,
        ) as error:
            raise _told(error, tuple(values)) from error
        return Page(path, text.encode("utf-8", "replace").translate(None, CONTROLS))

    def _template(self, name: str) -> jinja2.Template:
        if name not in self._sources:
            raise LayoutError(f"{FOLDER}/{name}: this layout is missing")
        try:
            return self._environment.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            raise LayoutError(f"{FOLDER}/{error.name or name}:{error.lineno}: {error.message}") from error


class _Layout(jinja2.Template):
    """A compiled layout that is quickly filled."""

    @classmethod
    def _from_namespace(
        cls,
        environment: jinja2.Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002, ARG003 - Jinja2's own
    ) -> jinja2.Template:
        # Each value of a page passes through this name of the compiled layout. Jinja2's own makes an object
        # of every string, which is a third of the time a page takes.
        ending = namespace["name"].rpartition(".")[2]
        namespace["escape"] = {"md": escaped, "txt": _on_one_line}.get(ending, _escaped)
        # A plain dictionary in place of a chain of two, which is walked through for every page.
        return super()._from_namespace(environment, namespace, environment.globals)


class _Context(Context):
    """What a layout is filled with; it calls macros and methods without asking what they want to be told."""

    @internalcode
    def call(self, given: Callable[..., Any], /, *values: Any, **named: Any) -> Any:  # noqa: ANN401
        """Call something for a layout: there are a hundred macros on a page."""
        if type(given) is Macro or type(given) is MethodType:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return given(*values, **named)
        return super().call(given, *values, **named)


class _Environment(jinja2.Environment):
    """Compiles layouts with the texts of a language in the place of the English ones."""

    template_class = _Layout
    context_class = _Context

    def __init__(self, texts: Texts, **options: Any) -> None:  # noqa: ANN401 - Jinja2's own
        super().__init__(**options)
        self._texts = texts
        self.policies["ext.i18n.trimmed"] = True
        self.getattr = getattr  # type: ignore[method-assign,assignment]
        self.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
        self.filters["number"] = partial(number, language=texts.language)
        self.filters["plural_form"] = plural_form

    def slowly(self, template: jinja2.Template, values: Mapping[str, object]) -> str:
        """Return a layout filled in Jinja2's own way, which knows what to make of a name that a value lacks.

        A page looks up some thousand names; asking Python alone takes a fifth of the time off it.
        """
        vars(self).pop("getattr", None)
        try:
            return template.render(values)
        finally:
            self.getattr = getattr  # type: ignore[method-assign,assignment]

    def _generate(
        self,
        source: jinja2.nodes.Template,
        name: str | None,
        *given: Any,  # noqa: ANN401 - Jinja2's own
        **options: Any,  # noqa: ANN401
    ) -> str:
        told = Translation(self._texts).visit(source)
        page = compacted(told) if name and name.endswith(".html") else told
        return super()._generate(page, name, *given, **options)


class _Kept(jinja2.FileSystemBytecodeCache):
    """Keeps compiled layouts, those of one language apart from those of another."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        # What cannot be kept is compiled again.
        with suppress(OSError):
            super().dump_bytecode(bucket)


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
    known = (
        map(str, owner.keys()) if isinstance(owner, dict) else (key for key in dir(owner) if key[0] != "_")
    )
    near = difflib.get_close_matches(str(name), [*known], 1)
    return f" of a {kind}" + (f"; did you mean '{near[0]}'?" if near else "")


def _escaped(value: object) -> str:
    """`value` as text of a page, safe between tags and in quoted attributes."""
    if type(value) is str:
        return _escape_text(value)
    return value if type(value) is markupsafe.Markup else markupsafe.escape(value)


def _on_one_line(value: object) -> str:
    """`value` as text of a plain file: a stranger's line breaks begin no line of it."""
    return value if type(value) is markupsafe.Markup else " ".join(str(value).split())


def _slowly_escaped(text: str) -> str:
    return str(markupsafe.escape(text))


_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", _slowly_escaped)
"""What `markupsafe.escape` makes an object of, where this version of it can be asked for that alone."""


def _told(error: Exception, given: tuple[str, ...]) -> LayoutError:
    """`error` with the file and line of the layout it came from.

    Raises:
        Exception: `error` itself, where no layout has a part in it.
    """
    place = _place(error.__traceback__)
    if place is None:
        raise error
    if isinstance(error, jinja2.TemplateNotFound):
        return LayoutError(f"{place}: no layout of the name '{error.name}'")
    if isinstance(error, RecursionError):
        return LayoutError(
            f"{place}: goes round without end: a layout includes itself, or a macro calls itself"
        )
    message = str(error)
    if isinstance(error, jinja2.UndefinedError) and message.endswith("'"):
        message += "; the layout is given " + _listed(given)
    return LayoutError(f"{place}: {message}")


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


_MARKS = re.compile(r"[\\`*_\[\]<>&|~\n\r]")
_FIRST = frozenset("-+=#:0123456789")
_OPENINGS = re.compile(r"(?:[-+=#:]|(?<!\d)\d++[.)])")
_SPELT = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def escaped(value: object) -> str:
    r"""Return a text on one line, every sign that Markdown or HTML would read as its own made harmless.

    >>> print(escaped("# 3 <b>*stars*</b>"), escaped("1. May"), escaped("a_b [x](y)"))
    \# 3 &lt;b&gt;\*stars\*&lt;/b&gt; 1\. May a\_b \[x\](y)
    """
    if type(value) is markupsafe.Markup:
        return value
    text = value if type(value) is str else str(value)
    if _MARKS.search(text):
        text = _MARKS.sub(_harmless, " ".join(text.split()))
    if text[:1] in _FIRST and (opening := _OPENINGS.match(text)):
        end = opening.end() - 1
        text = f"{text[:end]}\\{text[end:]}"
    return text


def _harmless(found: re.Match[str]) -> str:
    sign = found[0]
    return _SPELT.get(sign) or f"\\{sign}"


def _published(files: Mapping[str, bytes]) -> dict[str, Page]:
    """Return each file as it is published, by its name; style sheets link to the others by their addresses.

    An address has a digest of the bytes, so that another file has another one and each may be kept for ever.
    """
    found: dict[str, Page] = {}

    def publish(name: str, waiting: tuple[str, ...]) -> Page:
        if name not in found:
            data = files[name]
            if name.endswith(".css"):
                data = _shrunk(_LINKED.sub(lambda one: address(name, one, waiting), text_of(name, data)))
            found[name] = Page(_asset_path(name, data), data)
        return found[name]

    def address(name: str, one: re.Match[str], waiting: tuple[str, ...]) -> str:
        other = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(one[2].strip())))
        # Two sheets that import each other are left as they are.
        if other not in files or other in {name, *waiting}:
            return one[0]
        path = publish(other, (*waiting, name)).path
        return one[1] + posixpath.relpath(path, posixpath.dirname(f"assets/{name}"))

    for name in files:
        publish(name, ())
    return {name: found[name] for name in files}


def _asset_path(name: str, data: bytes) -> str:
    stem, dot, suffix = _ODD.sub("-", name).rpartition(".")
    return f"assets/{stem}{dot}{blake2b(data, digest_size=5).hexdigest()}{dot or '.'}{suffix}"


def _shrunk(sheet: str) -> bytes:
    """A style sheet without comments and the blanks that mean nothing.

    Strings stay as they are, and so do blanks that stand for *inside* or around a sign of reckoning.
    """
    text = _SPARE.sub(lambda match: match[1] or match[2] or match[3] or " ", sheet)
    return " ".join(text.replace(";}", "}").split()).encode()
