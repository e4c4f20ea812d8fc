"""The bytes of a story file as text.

A byte-order mark decides, then UTF-16 that shows by its zero bytes, then UTF-8, then the character set
a page names, then Windows-1252. Nothing is repaired and no line end is changed, so that every offset
counts the characters of the file itself.
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from sitegen.model import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a WebP image or a sound or film file"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"\x00\x00\x01\x00", "an icon"),
)

_BOM_MARKS = tuple(mark for mark, _ in _BOMS)
_SIGNATURE_MARKS = tuple(signature for signature, _ in _SIGNATURES)

SAMPLE = 65_536
"""How much of a file is looked at to tell text from other data.

Unit: bytes. Judgement: archives and images show in the first few hundred; a long text costs the same
as a short one.
"""

BINARY_SHARE = 0.05
"""Share of control bytes from which a file is no text.

Unit: control bytes per byte of the sample. Text has none, a damaged text a handful; random bytes have
0.10, images and archives about as many.
"""

BINARY_LEAST = 8
"""Least number of control bytes that makes a file no text.

Unit: bytes; short notes hold some by accident.
"""

WIDE_SHARE = 0.7
"""Share of zero bytes, among all bytes of one parity, that shows UTF-16 without a byte-order mark.

Unit: 0 to 1. Western text has nearly 1.0 in the high bytes; the other parity must stay under
`NARROW_SHARE`.
"""

NARROW_SHARE = 0.05
"""Largest share of zero bytes in the low bytes of UTF-16 text; see `WIDE_SHARE`."""

DAMAGE = 8
"""How many well-formed multi-byte characters must stand against each bad byte to call a file damaged UTF-8.

Unit: characters per bad byte. A Windows-1252 text forms hardly any by chance; a UTF-8 text cut off in
mid-character has hundreds for one. Lower turns accented Windows-1252 text into replacement signs.
"""

_NEVER_TEXT = (b"%PDF-", b"{\\rtf")
_CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"
_ODD_BYTES = _CONTROL_BYTES + b"\x1b"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HIGH_CONTROL = re.compile(b"\xc2[\x80-\x84\x86-\x9f]")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE)
_CHARSETS = re.compile(
    r"iso8859-(?:2|5|7|9|13|15|16)|cp(?:125[0134678]|874|932|949)|koi8-[ru]|mac-roman|tis-620|"
    r"shift_jis|euc_(?:jp|kr)|gb2312|gbk|gb18030|big5"
)


class Decoded(Struct, frozen=True):
    """The text of a file, how it was encoded, and what was odd about it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether the file holds no text at all."""
        return any(problem.lost for problem in self.problems)


def decode(path: str, raw: bytes) -> Decoded:
    r"""The file's characters without a byte-order mark, line ends as they are.

    >>> decode("a.txt", b"caf\xe9").text
    'café'
    """
    if not raw.strip(b" \t\r\n\x0b\x0c"):
        return _refused(path, "the file is empty; write the story into it or remove it")
    for mark, encoding in _BOMS if raw.startswith(_BOM_MARKS) else ():
        if raw.startswith(mark):
            return _checked(path, *_strict(path, raw[len(mark) :], encoding))
    if wide := _utf16(raw):
        return _checked(path, *_strict(path, raw, wide))
    if kind := _binary(raw):
        return _refused(path, f"this is {kind}, not text; save the story as text or move the file elsewhere")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return _checked(path, *_legacy(path, raw, error.start))
    return Decoded(text, "utf-8") if _has_no_controls(raw) else _checked(path, text, "utf-8", ())


def line_of(text: str, offset: int) -> int:
    """Number of the line that holds `offset`, counted from 1; LF, CRLF and CR end a line."""
    head = text[:offset]
    return 1 + head.count("\n") + head.count("\r") - head.count("\r\n")


def _refused(path: str, message: str) -> Decoded:
    return Decoded("", "", (Problem(path, 0, message, lost=True),))


def _strict(path: str, raw: bytes, encoding: str) -> tuple[str, str, tuple[Problem, ...]]:
    """Text of a known encoding; bad bytes become replacement signs and a problem."""
    try:
        return raw.decode(encoding), encoding, ()
    except UnicodeDecodeError:
        return _damaged(path, raw, encoding)


def _damaged(path: str, raw: bytes, encoding: str) -> tuple[str, str, tuple[Problem, ...]]:
    text = raw.decode(encoding, "replace")
    line = line_of(text, text.find("�"))
    name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    message = f"not valid {name} here; the bad bytes are shown as � - fetch or save the file again"
    return text, encoding, (Problem(path, line, message),)


def _legacy(path: str, raw: bytes, bad: int) -> tuple[str, str, tuple[Problem, ...]]:
    """Text of a file that is not UTF-8: damaged UTF-8, the charset a page names, or Windows-1252."""
    charset = _named_charset(raw)
    if not charset and _is_damaged_utf8(raw):
        return _damaged(path, raw, "utf-8")
    encoding = charset or "cp1252"
    text = raw.decode(encoding, "replace")
    name = encoding.replace("cp125", "Windows-125")
    line = 1 + raw.count(b"\n", 0, bad)
    message = f"not valid UTF-8; read as {name} - save the file as UTF-8 if letters look wrong"
    return text, encoding, (Problem(path, line, message),)


def _is_damaged_utf8(raw: bytes) -> bool:
    text = raw.decode("utf-8", "replace")
    bad = text.count("�")
    good = sum(1 for character in text if character > "\x7f") - bad
    return good >= DAMAGE * bad


def _named_charset(raw: bytes) -> str | None:
    """The codec a page declares, if it is one that a web page may have."""
    match = _CHARSET.search(raw[:4096])
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    return name if _CHARSETS.fullmatch(name) else None


def _utf16(raw: bytes) -> str | None:
    """The byte order of UTF-16 text without a mark, told by the zero bytes of its Latin letters."""
    sample = raw[: SAMPLE & ~1]
    if len(raw) % 2 or len(sample) < 8 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd >= WIDE_SHARE and even <= NARROW_SHARE:
        return "utf-16-le"
    return "utf-16-be" if even >= WIDE_SHARE and odd <= NARROW_SHARE else None


def _binary(raw: bytes) -> str | None:
    """What a file that is no text looks like, or None for text."""
    for signature, kind in _SIGNATURES if raw.startswith(_SIGNATURE_MARKS) else ():
        if raw.startswith(signature) and (signature in _NEVER_TEXT or not _is_plain(raw)):
            return kind
    if raw[4:8] == b"ftyp":
        return "a film or image file"
    sample = raw[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    return "binary data" if controls > max(BINARY_LEAST, BINARY_SHARE * len(sample)) else None


def _is_plain(raw: bytes) -> bool:
    """Whether a file that begins like another kind (ID3, RIFF, BZh) is text all the same."""
    sample = raw[:SAMPLE]
    return sample.isascii() and not sample.translate(None, bytes(range(9, 14)) + bytes(range(32, 127)))


def _has_no_controls(utf8: bytes) -> bool:
    """A quick look at the bytes that spares most files the search of their text."""
    return not _HIGH_CONTROL.search(utf8) and len(utf8.translate(None, _ODD_BYTES)) == len(utf8)


def _checked(path: str, text: str, encoding: str, problems: tuple[Problem, ...]) -> Decoded:
    """The text with a problem line where control characters stand in it."""
    match = _CONTROL.search(text)
    if not match:
        return Decoded(text, encoding, problems)
    name = "a NUL" if match[0] == "\x00" else f"the control character U+{ord(match[0]):04X}"
    more = len(_CONTROL.findall(text)) - 1
    rest = f" and {more} more" if more else ""
    message = f"{name} stands in the text{rest}; take it out, it is no part of a story"
    return Decoded(text, encoding, (*problems, Problem(path, line_of(text, match.start()), message)))
