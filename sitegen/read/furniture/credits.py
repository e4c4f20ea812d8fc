"""Which piece of metadata a line is: a byline, a date line, a credit, a photo credit, an agency's name."""

from __future__ import annotations

import re

from sitegen.read.furniture.phrases import first_word, table, word_set
from sitegen.text.dates import parse

BYLINE_LENGTH = 110
"""Most characters of a byline; longer lines that open with "By" are sentences."""
DATE_LENGTH = 90
"""Most characters of a line that is nothing but a date, with its words and time."""
SHORT_DATE = 20
"""Least characters of a date line that may say how long ago the story was changed."""
MOST_SOURCE_WORDS = 8
"""Most words behind "Source:" that are a name; more are a sentence."""
CREDIT_LENGTH = 260
"""Most characters of a credit in brackets that names reporters and editors."""

CLOCK_LENGTH = 18
"""Most characters of a line with a time of day, its zone and marks."""

MIXED_LENGTH = 160
"""Most characters of a line of byline, dates and outlet between bars."""
MOST_PARTS, MOST_NAMED, NAMED_WORDS = 6, 2, 4
"""Most parts of such a line, most of them that are just names, and most words of a name."""

_CLOCK = re.compile(
    r"[\[(•*–— -]*(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\.?)?|\s?[ap]\.?m\.?)"
    r"\s?(?:uhr|h|hrs|gmt|utc|bst|i?e?st|edt|ce?s?t|mes?z|jst|kst)?[\]):•–— -]*"
    r"|\d{1,2}\s?[時时点]\s?(?:\d{1,2}\s?分)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·]\s*|\s+/\s+|\u3000+|\s{2,}|\s(?=[^\s\d:：]{1,8}：)")
_LABELLED = re.compile(
    r"(?:来源|來源|稿源|出典|提供|출처|作者|记者|記者|撰文|文|图|圖|摄影|攝影|编辑|編輯|責編|责编|责任编辑|責任編輯|校对|기자|글|사진"
    r"|كتبت?|بقلم|إعداد|المصدر|تحرير|автор|источник|текст|джерело|πηγή|συντάκτης|źródło|zdroj|lähde|källa"
    r"|kilde"
    r"|yazan|kaynak|forrás|sursa|स्रोत|ผู้เขียน|ที่มา)\s?[:：／/]\s?\S[^.。!?！？]{0,40}",
    re.IGNORECASE,
)
_MARKS = ".,;:()[]{}&-–—|•·/'’"
_JOINING = word_set(
    """
    and und et e y en con with mit avec für for pour para de da do dos das del della di la le van von
    der den ter bin al el in im aus à posted published updated on at am pm um of the staff desk reporter
    reporters correspondent correspondents editor writer writers news agency agencies redaktion
    redaktionell correspondant correspondante journaliste senior chief local political transport health
    science business crime sport sports foreign special envoyé envoyée spécial spéciale nuestro
    corresponsal redacción enviado enviada especial redação
    """
)
_COURTESY = word_set("via by courtesy handout file archive archiv archivo arquivo ©")
_BYLINE_OPENING = re.compile(
    r"\A(?:(?:written |posted |reported |story |report |words )?by|words|von|text|texte|texto|testo|por|par"
    r"|di|door|autor(?:in|a|e)?|auteur|authors?|verfasst von|geschrieben von|ein beitrag von"
    r"|escrito por|publié par|publicado por)(?:\s*+[:|])?\s++(?=\S)",
    re.IGNORECASE,
)
MOST_NAMES = 16
"""Most words of a byline behind "By"."""
_BYLINE_WORDS = word_set(
    """
    by written posted reported story report words von text texte texto testo por par di door autor autorin
    autora auteur autore author authors verfasst geschrieben ein escrito publié publicado
    """
)
_BARE_BYLINE = re.compile(r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or) [a-z]{2,6}(?:/[a-z]{2,6})*")
_AGENCIES = word_set(
    """
    reuters afp ap dpa epa efe ansa apa sid kna epd ots lusa anp belga tass xinhua kyodo yonhap upi pa pti
    ani ians rtr ddp dapd sda ats keystone-sda bloomberg interfax ria ntb tt ritzau
    """
)
_BETWEEN_AGENCIES = str.maketrans("/,;&+", "     ")
_AND = frozenset(("und", "and", "et"))
_CREDIT_OPENING = re.compile(
    r"\(?(?:additional |further )?(?:reporting|editing|writing|compiled|edited|written|rewriting|graphics?)"
    r"(?: and \w+)? (?:by|from) |\(?with (?:inputs?|reports?|information|files|additional|agencies)\b"
    r"|\(?(?:mit (?:material|informationen)\b|mitarbeit:|redaktion:|(?:redigiert|bearbeitet) von )"
    r"|\(?(?:con información|con datos de |editado por |reporte de |redacción de )"
    r"|\(?(?:avec (?:l'|la |les )?(?:afp|ap|reuters|agences?)\b|\(?édité par |reportage de )"
    r"|\(?(?:com informações d|com agências|edição de |reportagem de )",
    re.IGNORECASE,
)
_CREDIT_VOCABULARY = word_set(
    """
    reporting editing writing compiled edited written rewriting additional further graphic graphics by from
    in at for with and und et y e the inputs input reports report information files agencies agency agence
    agences material informationen agenturmaterial mitarbeit redaktion redigiert bearbeitet von der des con
    información informações datos de del da do la le les los editado por reporte redacción avec édité par
    reportage com agências edição reportagem our staff bureau bureaux newsroom desk news wire correspondent
    """
)
_CONTRIBUTED = re.compile(
    r"(?:[^\W\d_a-z].{2,160} )?(?:contributed (?:to this (?:report|story|article|piece)|reporting)"
    r"|(?:has|have|had) contributed to this (?:report|story|article))\b.{0,40}"
)
_SOURCE = re.compile(
    r"(?:sources?|quellen?|fuentes?|fontes?|fonti|bron|via|origine)\s?:\s*(?P<name>\S.{1,90})",
    re.IGNORECASE,
)
_PHOTO = re.compile(
    r"[(\[]?(?:images?|photos?|photograph|photography|picture|pictures|file photo|file image|cover image|"
    r"representational image|foto|fotos|bild|bilder|symbolbild|archivbild|archivfoto|imagen|imágenes|imagem|"
    r"crédits?(?: photo)?|photo d'illustration|créditos?|credits?|(?:photo|image|picture) credit|"
    r"bildquelle|bildnachweis|beeld|immagine|foto de archivo|foto de arquivo|titelbild)"
    r"(?:\s*[:/©|]\s*|\s+(?:by|von|par|por|via|courtesy of|©)\s+)(?P<name>\S.{1,100})",
    re.IGNORECASE,
)
_CAPITALS = r"[^\W\d_a-z][\w.'’-]*"
_AGENCY_PHOTO = re.compile(
    r"\A[(\[]?(?:(?:AP|AFP|EPA|REUTERS|Reuters|PA|dpa|Getty|EFE|ANSA|Lusa)(?: Photo| Images| Foto| Wire)?"
    r"(?:/[\w .,'’-]{2,60})?|Getty Images.{0,40}"
    r"|.{2,60}(?:/Getty Images|via (?:REUTERS|Reuters|AP|AFP|Getty Images|Getty))"
    rf"|{_CAPITALS}(?: {_CAPITALS}){{0,2}}\s?/\s?{_CAPITALS}(?: {_CAPITALS}){{1,3}})[)\]]?\.?"
)
_PHOTO_AGENCIES = (
    "AP ",
    "AFP ",
    "EPA ",
    "REUTERS",
    "Reuters ",
    "PA ",
    "dpa ",
    "(AP",
    "(AFP",
    "[AP",
    "(Reuters",
)
_SPAN = (
    r"(?:an?|one|\d{1,2}|einer?|einem|una?|une?|uma?)\s?(?:min|mins|minutes?|h|hr|hrs|hours?|days?|weeks?"
    r"|months?"
    r"|minuten?|stunden?|tag|tagen|minutos?|horas?|días?|heures?|jours?|dias?|ore|giorni)\.?"
)
EMBARGO = re.compile(
    r"(?:strictly |strikt )?(?:embargo(?:ed)?|under embargo|sperrfrist|sous embargo|embargado|sob embargo"
    r"|embargado)\b"
    r"[ :]*(?:until|till|for|bis|jusqu'au|hasta(?: el)?|até|fino al|tot)?[ :]*(?=.*\d)",
    re.IGNORECASE,
)
"""The start of a line that says until when a release is not to be published."""
_EMBARGO_WORDS = word_set("strictly strikt embargo embargoed under sperrfrist sous embargado sob")
_AGO = re.compile(
    r"(?:(?:updated|published|posted|aktualisiert|actualizado|publié|atualizado|veröffentlicht)\W+)?(?:"
    rf"(?:about\s)?{_SPAN}\s(?:ago|fa|atrás)|(?:vor|hace|il y a|há)\s{_SPAN}(?:\satrás)?|just now)",
    re.IGNORECASE,
)
_AGO_WORDS = ("ago", "fa", "atrás", "vor", "hace", "il y a", "há", "just now")
_READING = re.compile(
    r"(?:\d{1,2}[\s-]?min(?:ute|utes|s)?\.?[\s-]read|\d{1,2} min\.? (?:de le[ci]t\w+|lesezeit|lesen)"
    r"|(?:read(?:ing)? time|lesezeit|lesedauer|temps de lecture|tiempo de lectura|temp[oi] d[ei] lei?tt?ura"
    r"|leestijd)\W+.{1,16}|lecture\W+\d.{1,12})",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(\d{4})(?![\d/])")
_CITY = re.compile(r"\A[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,2},\s+(?=\S)")


def meta_rule(text: str, key: str) -> str | None:
    """Return the rule of the metadata that the whole of `text` is, whose plain form is `key`."""
    if len(text) > CREDIT_LENGTH:
        return None
    word = first_word(key)
    if may_credit(word, text) and is_credit(text, key):
        return "meta/credit"
    if word in _EMBARGO_WORDS and len(text) <= DATE_LENGTH and EMBARGO.match(text):
        return "meta/embargo"
    rule = _byline(text) if word in _BYLINE_WORDS else _photo_credit(text, key, word)
    return rule or _clock(text) or _date_line(text) or _agency(key) or _reading_time(key) or mixed_line(text)


def _clock(text: str) -> str | None:
    """The rule of a line that is but a time of day, above an entry of a live blog."""
    return "meta/time" if len(text) <= CLOCK_LENGTH and _CLOCK.fullmatch(text) else None


def _reading_time(key: str) -> str | None:
    timed = len(key) <= 40 and any(map(str.isdigit, key)) and _READING.fullmatch(key)
    return "meta/reading-time" if timed else None


_CREDIT_WORDS = word_set(
    """
    reporting editing writing compiled edited additional further written rewriting graphic graphics with
    mit avec con com editado edição reportagem reportage reporte édité mitarbeit redaktion redacción
    redigiert bearbeitet source sources quelle quellen fuente fuentes fonte fontes fonti bron via origine
    """
)
_PHOTO_WORDS = word_set(
    """
    image images photo photos photograph photography picture pictures file cover representational foto
    fotos bild bilder symbolbild archivbild archivfoto imagen imágenes imagem crédit crédits crédito
    créditos credit credits bildquelle bildnachweis beeld immagine titelbild
    """
)


def may_credit(word: str, text: str) -> bool:
    """Whether a text whose first word is `word` may be a credit."""
    return word in _CREDIT_WORDS or "contributed" in text


def is_credit(text: str, key: str) -> bool:
    """Whether a whole sentence only says who reported, wrote or edited."""
    if _CREDIT_OPENING.match(text.replace("’", "'")):
        return _names_only(text)
    if "contributed" in key and _CONTRIBUTED.fullmatch(text):
        return True
    match = _SOURCE.fullmatch(text)
    return bool(match and not text.endswith((".", "?")) and len(match["name"].split()) <= MOST_SOURCE_WORDS)


def _date_line(text: str) -> str | None:
    if len(text) > DATE_LENGTH:
        return None
    if text.endswith(".") and text.count(" ") > 8:
        return None
    if len(text) <= 40 and _may_tell_ago(text) and _AGO.fullmatch(text.strip(" .|•·-–—")):
        return "meta/date-line"
    if not any(map(str.isdigit, text)):
        return None
    if "/" in text:
        text = _SLASHED.sub(r"\1-01-01", text)
    if len(text) > SHORT_DATE and _may_tell_ago(text):
        text = _AGO.sub("", text)
    if parse(text):
        return "meta/date-line"
    city = _CITY.match(text)
    return "meta/date-line" if city and parse(text[city.end() :]) else None


def line_parts(text: str) -> list[str]:
    """Return the parts of a line that bars, slashes, wide blanks or several blanks hold apart.

    >>> line_parts("March 3, 2026 / 9:12 AM CET / Orm Post")
    ['March 3, 2026', '9:12 AM CET', 'Orm Post']
    """
    return [part for part in _PARTS.split(text.strip()) if part]


def mixed_line(text: str) -> str | None:
    """The rule of a line whose parts are a date and more of its kind: byline, time, source, name."""
    if len(text) > MIXED_LENGTH:
        return None
    if _LABELLED.fullmatch(text):
        return "meta/credit"
    parts = line_parts(text)
    if not 2 <= len(parts) <= MOST_PARTS or not any(map(str.isdigit, text)):
        return None
    kinds = [_part_kind(part) for part in parts]
    if None in kinds or "date" not in kinds or kinds.count("name") > MOST_NAMED:
        return None
    return "meta/byline" if kinds[0] == "byline" else "meta/date-line"


def _part_kind(part: str) -> str | None:
    """What a part of a mixed line is: date, time, byline, source or name; None for something else."""
    if _date_line(part):
        return "date"
    if any(map(str.isdigit, part)) and parse(f"{part} 2026-01-01"):
        return "time"
    if _byline(part):
        return "byline"
    if _LABELLED.fullmatch(part):
        return "source"
    words = part.split()
    return "name" if len(words) <= NAMED_WORDS and all(map(_may_stand_in_byline, words)) else None


def _may_tell_ago(text: str) -> bool:
    """Whether a word stands in `text` without which `_AGO` finds nothing."""
    return any(map(text.lower().__contains__, _AGO_WORDS))


def _byline(text: str) -> str | None:
    """Byline: the opening word, then names and what joins names."""
    if len(text) > BYLINE_LENGTH or (text.endswith(".") and len(text.rsplit(maxsplit=1)[-1]) > 2):
        return None
    if _BARE_BYLINE.fullmatch(text):
        return "meta/byline"
    match = _BYLINE_OPENING.match(text)
    if match is None:
        return None
    names = _words(text[match.end() :])
    named = any(name[0].isupper() for name in names) and all(map(_may_stand_in_byline, names))
    return "meta/byline" if named and len(names) <= MOST_NAMES else None


def _words(text: str) -> list[str]:
    """The words of a credit, without the marks around and between them."""
    words = [word.strip(_MARKS) for word in text.replace("/", " ").replace("|", " ").split()]
    return [word for word in words if word]


def _may_stand_in_byline(word: str) -> bool:
    """Whether a word is a name, joins names, or belongs to a time or a handle."""
    return _is_name_word(word) or word.lower() in _JOINING or word in _AGENCIES or not word[0].isalpha()


def _is_name_word(word: str) -> bool:
    """Whether a word opens with a capital or is of a script that has none."""
    head = word[2:] if word[:2].lower() in {"d'", "l'", "o'", "d’", "l’", "o’"} else word
    return bool(head) and head[0].isalpha() and not head[0].islower()


def _names_only(text: str) -> bool:
    """Whether all words are names or say what was done: a sentence that opens alike has a verb."""
    words = _words(text)
    named = any(word[0].isupper() or word in _AGENCIES for word in words[1:])
    return named and all(map(_is_credit_word, words))


def _is_credit_word(word: str) -> bool:
    known = word.lower() in _CREDIT_VOCABULARY or word in _AGENCIES
    return known or word[0].isupper() or word.isdigit()


def _photo_credit(text: str, key: str, word: str) -> str | None:
    if len(text) > BYLINE_LENGTH:
        return None
    match = _PHOTO.fullmatch(text) if word in _PHOTO_WORDS else None
    if match and _is_name(match["name"].rstrip(").]")):
        return "meta/photo-credit"
    if text[0] in "—–-" and key in _AGENCIES:
        return "meta/photo-credit"
    if (
        "/" not in text
        and "Getty" not in text
        and "via " not in text
        and not text.startswith(_PHOTO_AGENCIES)
    ):
        return None
    return "meta/photo-credit" if _AGENCY_PHOTO.fullmatch(text) and not _is_agencies(key) else None


def _is_name(text: str) -> bool:
    """Whether nearly all words are names or join names: a caption has verbs and articles."""
    words = _words(text)
    return len(words) <= MOST_NAMES and all(
        _may_stand_in_byline(word) or word.lower() in _COURTESY for word in words
    )


def _agency(key: str) -> str | None:
    return "meta/agency" if _is_agencies(key) else None


def _is_agencies(key: str) -> bool:
    """Whether the line names nothing but agencies: ``afp, dpa``."""
    word = first_word(key)
    if len(key) > 40 or key.count(" ") > 4 or (word.isalpha() and not (word in _AND or _is_agency(word))):
        return False
    parts = [part for part in key.translate(_BETWEEN_AGENCIES).split() if part not in _AND]
    return bool(parts) and all(map(_is_agency, parts))


def _is_agency(word: str) -> bool:
    return word in _AGENCIES or table().exact.get(word) == "meta/agency"
