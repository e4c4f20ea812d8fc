"""The bytes of a story file as text.

A byte-order mark decides, then UTF-8, then what the file says of itself, each label meaning what browsers
take it for (the Encoding Standard: ``gb2312`` is GBK, ``shift_jis`` is Windows-31J), then a detector of
legacy encodings. Every guess is a problem that names the encoding. Nothing is repaired and no line end is
changed, so that every offset counts the characters of the file itself.
"""

from __future__ import annotations

import codecs
import re

import webencodings  # type: ignore[import-untyped] # ships no types
from msgspec import Struct
from msgspec.structs import replace

from sitegen.languages import detect
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
    (b"\\documentclass", "the source of a LaTeX document"),
    (b"WEBVTT", "a file of subtitles"),
    (b"1\n00:0", "a file of subtitles"),
    (b"1\r\n00:0", "a file of subtitles"),
    (b"bplist00", "a web archive or a list of settings"),
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

SAMPLE = 65_536
"""How much of a file is looked at to tell text from other data. Unit: bytes. Judgement: archives and images
show in the first few hundred; a long text costs the same as a short one."""

BINARY_SHARE = 0.05
"""Share of control bytes from which a file is no text. Unit: control bytes per byte of the sample. Text has
none, a damaged text a handful; random bytes have 0.10, images and archives about as many."""

BINARY_LEAST = 8
"""Least number of control bytes that makes a file no text. Unit: bytes; short notes hold some by accident.
Judgement."""

FOREIGN_SHARE = 0.4
"""Bytes above 127 for each Latin letter from which a text is not in the Latin script. Unit: bytes per letter.
Vietnamese and Czech have 0.3 at most; Cyrillic, Greek and Chinese pages with their English markup taken out
have 1 and more."""

SURE, LEAD = 0.1, 1.25
"""Least confidence of the detector, and its least ratio to that for Windows-1252, that make a text in Latin
letters something else than Windows-1252. Unit: the detector's, 0 to 1. In 9 languages of Central Europe, the
Baltic and Turkey, texts of 70 characters have .16 and 1.35 at least; western phrases of a few words that are
taken for them have less of one."""

WRONG_LABEL = 0.01
"""Share of bytes above 127 that a label turns into replacement signs from which the label is wrong. Unit:
signs per byte. A damaged page has one or two; a wrong label leaves one sign for every few letters."""

COMMON_SHARE = 0.03
"""Share of blanks, ASCII letters and common marks in UTF-16 text read in its own byte order. Unit: marks per
character. Chinese has 0.08 and more; in the wrong order they become rare letters."""

HEAD = 65_536
"""How much of a page is searched for its charset. Unit: bytes; styles before it may take many thousand.
Judgement."""

DAMAGE = 8
"""How many well-formed multi-byte characters must stand against each bad byte to call a file damaged UTF-8.
Unit: characters per bad byte. A Windows-1252 text forms hardly any by chance; a UTF-8 text cut off in
mid-character has hundreds for one. Lower turns accented Windows-1252 text into replacement signs."""

_COMMON_MARKS = frozenset(" \n\r\t\u3000。，、！？「」“”…؟،।。：；")
_WESTERN = frozenset(("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "no", "fi", "ca", "id"))
"""Languages whose letters Windows-1252 has."""

_LETTERS = bytes(range(65, 91)) + bytes(range(97, 123))
_NEVER_TEXT = (b"%PDF-", b"{\\rtf", b"\\documentclass", b"WEBVTT", b"1\n00:0", b"1\r\n00:0", b"bplist00")
_CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"
_ODD_BYTES = _CONTROL_BYTES + b"\x1b"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HIGH_CONTROL = re.compile(b"\xc2[\x80-\x84\x86-\x9f]")
_CHARSETS = (
    re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*+=\s*+["']([A-Za-z0-9_.:\-]{2,40})"""),
    re.compile(rb"""<meta[^>]{0,200}?charset\s*+=\s*+["']?+\s*+([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE),
    re.compile(
        rb"""^Content-Type:[^\n]{0,100}?(?:\n[ \t][^\n]{0,100}?)?charset\s*+=\s*+"?+"""
        rb"""([A-Za-z0-9_.:\-]{2,40})""",
        re.IGNORECASE | re.MULTILINE,
    ),
)
_WRONG = re.compile("[\ufffd\ue000-\uf8ff]")
"""What no page means to show: replacement signs, and private characters, to which unused codes lead."""
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAGS = re.compile(r"<(script|style)\b.*?(?:</\1\s*+>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_LARGER = {"gbk": "gb18030", "gb2312": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}
"""Python's codecs with the ones that read more, as browsers do."""

_ESCAPES = ((b"\x1b$B", "iso2022_jp_2"), (b"\x1b$@", "iso2022_jp_2"), (b"\x1b$)C", "iso2022_kr"))
"""What begins letters in encodings that shift between alphabets, and their codecs."""
_MAC_LETTER = re.compile(b"(?<=[a-z])[\x80-\x91\x93-\x9b\x9d-\x9f](?=[a-z ])")
_LATIN_LETTER = re.compile(b"(?<=[a-z])[\xdf-\xff](?=[a-z ])")
"""Accented letters within words as the old Macintosh wrote them, and as all others did."""
_LATIN = (
    *("cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-10"),
    *("iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "mac-roman"),
)
_FOREIGN = (
    *("cp1251", "cp1253", "cp1255", "cp1256", "cp866", "cp874", "iso8859-5", "iso8859-6", "iso8859-7"),
    *("iso8859-8", "koi8-r", "koi8-u", "mac-cyrillic", "big5hkscs", "cp932", "cp949", "euc_jis_2004"),
    *("gb18030", "iso2022_jp_2", "iso2022_kr"),
)
"""The legacy encodings of the Encoding Standard, as the detector names them."""

_NAMES = {
    "cp932": "Shift_JIS", "cp949": "EUC-KR", "big5hkscs": "Big5", "euc_jis_2004": "EUC-JP",
    "gb18030": "GB18030",
    "cp874": "Windows-874", "mac-roman": "Mac Roman", "mac-cyrillic": "Mac Cyrillic", "cp866": "IBM866",
    "iso2022_jp_2": "ISO-2022-JP", "iso2022_kr": "ISO-2022-KR", "euc_jp": "EUC-JP",
}  # fmt: skip


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
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _checked(path, _strict(path, raw[len(mark) :], encoding))
    kind, bad = _binary(raw), raw.find(b"\x1b$")
    if not kind and bad < 0:
        try:
            decoded = Decoded(raw.decode(), "utf-8")
        except UnicodeDecodeError as error:
            bad = error.start
        else:
            return decoded if _has_no_controls(raw) else _checked(path, decoded)
    if wide := _utf16(raw):
        message = "no UTF-8; read as UTF-16: its letters are of that - save the file as UTF-8 to be sure"
        return _checked(path, Decoded(raw.decode(wide), wide, (Problem(path, 0, message),)))
    if kind:
        return _refused(path, f"this is {kind}, not text; save the story as text or move the file elsewhere")
    return _checked(path, _legacy(path, raw, bad))


def labelled(raw: bytes, label: str) -> str:
    r"""Return what was sent under a label, read as browsers do; as any file's where the label is wrong.

    >>> labelled(b"\xe9t\xe9 \x96", "ISO-8859-1")
    'été –'
    """
    known = webencodings.lookup(label) if label else None
    try:
        codec = codecs.lookup(known.codec_info.name if known else label or "utf-8").name
        return raw.decode(_LARGER.get(codec, codec))
    except (LookupError, UnicodeError, ValueError):
        return decode("", raw).text


def line_of(text: str, offset: int) -> int:
    """Number of the line that holds `offset`, counted from 1; LF, CRLF and CR end a line."""
    head = text[:offset]
    return 1 + head.count("\n") + head.count("\r") - head.count("\r\n")


def _refused(path: str, message: str) -> Decoded:
    return Decoded("", "", (Problem(path, 0, message, lost=True),))


def _strict(path: str, raw: bytes, encoding: str) -> Decoded:
    """Text of a known encoding; bad bytes become replacement signs and a problem."""
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
    name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    message = f"not valid {name} here; the bad bytes are shown as � - fetch or save the file again"
    return Decoded(text, encoding, (Problem(path, line_of(text, text.find("�")), message),))


def _legacy(path: str, raw: bytes, bad: int) -> Decoded:
    """Text of a file that is not UTF-8: in the encoding it names, damaged UTF-8, or in a guessed one."""
    label, named = _named(raw)
    if named and (text := _as_labelled(raw, named)) is not None:
        return Decoded(text, named)
    if not named and b"\x1b$" not in raw and _is_damaged_utf8(raw):
        return _strict(path, raw, "utf-8")
    encoding = _guessed(raw)
    if named and encoding == "cp1252":
        encoding = named
    why = f", though it says {label}: its letters are of that" if label else ": its letters are of that"
    message = f"not valid UTF-8; read as {_name(encoding)}{why} - save the file as UTF-8 to be sure"
    problem = Problem(path, 1 + raw.count(b"\n", 0, bad), message)
    return Decoded(raw.decode(encoding, "replace"), encoding, (problem,))


def _name(codec: str) -> str:
    """The name by which people know a codec."""
    return _NAMES.get(codec) or codec.upper().replace("CP125", "Windows-125").replace("ISO8", "ISO-8")


def _is_damaged_utf8(raw: bytes) -> bool:
    text = raw.decode("utf-8", "replace")
    bad = text.count("�")
    good = sum(1 for character in text if character > "\x7f") - bad
    return good >= DAMAGE * bad


def _named(raw: bytes) -> tuple[str, str | None]:
    """What a page, an XML declaration or the head of a mail calls its encoding, and the codec for that.

    There is no codec where it says UTF-8, which the file is not.
    """
    head = _COMMENT.sub(b"", raw[:HEAD])
    for found in filter(None, (pattern.search(head) for pattern in _CHARSETS)):
        label = found[1].decode("ascii")
        known = webencodings.lookup(label)
        if known and not known.name.startswith(("x-user", "replacement")):
            codec = codecs.lookup(known.codec_info.name).name
            return label, None if known.name.startswith("utf-") else _LARGER.get(codec, codec)
    return "", None


def _as_labelled(raw: bytes, encoding: str) -> str | None:
    """The text as its label says, or None where the letters show that the label is wrong."""
    text = raw.decode(encoding, "replace")
    foreign = sum(byte > 0x7F for byte in raw)
    if len(_WRONG.findall(text)) > WRONG_LABEL * foreign:
        return None
    plain = _plain(raw, encoding)
    if detect(plain) != "und":
        return text
    guessed = _guessed(raw)
    is_better = guessed not in ("cp1252", encoding) and detect(_plain(raw, guessed)) != "und"
    return None if is_better else text


def _plain(raw: bytes, encoding: str) -> str:
    """The beginning of a text without the tags of a page."""
    text = raw[:HEAD].decode(encoding, "ignore")
    return _TAGS.sub(" ", text) if "<" in text else text


def _guessed(raw: bytes) -> str:
    """The legacy encoding in which the letters of a text most likely are what they should be."""
    if escaped := next((codec for mark, codec in _ESCAPES if mark in raw), ""):
        return escaped
    import chardet  # noqa: PLC0415 - few files need it, and it is slow to import

    raw = _TAGS.sub(" ", raw[:HEAD].decode("latin-1")).encode("latin-1") if b"<" in raw else raw[:HEAD]
    foreign = sum(byte > 0x7F for byte in raw)
    latin = len(raw) - len(raw.translate(None, _LETTERS))
    is_latin = foreign < FOREIGN_SHARE * latin and b"\x1b" not in raw
    if is_latin and detect(raw.decode("cp1252", "replace")) in _WESTERN:
        return "mac-roman" if len(_MAC_LETTER.findall(raw)) > len(_LATIN_LETTER.findall(raw)) else "cp1252"
    found = chardet.detect_all(
        raw,
        include_encodings=_LATIN if is_latin else (*_LATIN, *_FOREIGN),
        compat_names=False,
        ignore_threshold=True,
    )
    best = next((one for one in found if one["encoding"]), None)
    if best is None:
        return "cp1252"
    western = next((one["confidence"] for one in found if one["encoding"] == "cp1252"), 0.0)
    if is_latin and (best["confidence"] < SURE or best["confidence"] < LEAD * western):
        return "cp1252"
    return str(best["encoding"])


def _utf16(raw: bytes) -> str | None:
    """The byte order of UTF-16 text without a mark, if a text is that."""
    sample = raw[: SAMPLE & ~1]
    if len(raw) % 2 or len(sample) < 8:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        common = sum(
            1 for letter in text if letter in _COMMON_MARKS or (letter.isascii() and letter.isprintable())
        )
        if common >= COMMON_SHARE * len(text) and all(map(_is_of_text, text)):
            return encoding
    return None


def _is_of_text(character: str) -> bool:
    """Whether a character is assigned, and no control character but a blank."""
    return character.isprintable() or character.isspace() or character in "\u200b\u200c\u200d\u00ad\ufeff"


def _binary(raw: bytes) -> str | None:
    """What a file that is no text looks like, or None for text."""
    for signature, kind in _SIGNATURES:
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


def _checked(path: str, decoded: Decoded) -> Decoded:
    """The text with a problem where control characters stand in it."""
    match = _CONTROL.search(decoded.text)
    if not match:
        return decoded
    name = "a NUL" if match[0] == "\x00" else f"the control character U+{ord(match[0]):04X}"
    more = len(_CONTROL.findall(decoded.text)) - 1
    rest = f" and {more} more" if more else ""
    message = f"{name} stands in the text{rest}; take it out, it is no part of a story"
    problem = Problem(path, line_of(decoded.text, match.start()), message)
    return replace(decoded, problems=(*decoded.problems, problem))
