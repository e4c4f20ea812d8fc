"""Which piece of metadata a line is: a byline, a date line, a credit, a photo credit, an agency's name."""

from __future__ import annotations

import re

from sitegen.dates import parse
from sitegen.phrases import first_word, plain, table

BYLINE_LENGTH = 110
"""Most characters of a byline; longer lines that open with "By" are sentences."""
DATE_LENGTH = 90
"""Most characters of a line that is nothing but a date, with its words and time."""
CREDIT_LENGTH = 260
"""Most characters of a credit in brackets that names reporters and editors."""

_NAME = r"(?:[^\W\d_a-zà-öø-ÿ][\w.'’-]*|[dlo]['’][^\W\d_a-z][\w'’-]*)"
_JOINING = (
    r"(?:and|und|et|e|y|en|con|with|mit|avec|für|for|pour|para|de|da|do|dos|das|del|della|di|la|le|van|von|der|den|"
    r"ter|bin|al|el|in|im|aus|à|posted|published|updated|on|at|am|pm|um|um|of|the|staff|desk|reporter|reporters|"
    r"correspondent|correspondents|editor|writer|writers|news|agency|agencies|redaktion|redaktionell|"
    r"correspondante?|journaliste|nuestro|corresponsal|redacción|enviado|enviada|especial|redação|"
    r"dpa|afp|ap|sid|epd|kna|efe|ansa|lusa|[a-z]{2,4}/[a-z]{2,4}|[&,/|•·–—-])"
)
_BYLINE = re.compile(
    r"(?:(?i:by|written by|posted by|reported by|story by|report by|words by|words|von|text|texte|texto|testo|por|par|"
    r"di|door|autor|autorin|autora|auteur|autore|author|authors|verfasst von|geschrieben von|ein beitrag von|"
    r"escrito por|publié par|publicado por)\s*[:|]?\s+)"
    rf"(?P<names>(?:{_NAME}|{_JOINING}|\d[\d.:,h]*|@\w+)(?:[\s,/|•·]+(?:{_NAME}|{_JOINING}|\d[\d.:,h]*|@\w+))*+)[\s.,|]*"
)
_BYLINE_WORDS = frozenset(
    "by written posted reported story report words von text texte texto testo por par di door autor autorin "
    "autora auteur autore author authors verfasst geschrieben ein escrito publié publicado".split()  # noqa: SIM905
)
_BARE_BYLINE = re.compile(r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or) [a-z]{2,6}(?:/[a-z]{2,6})*")
_AGENCIES = frozenset(
    "reuters afp ap dpa epa efe ansa apa sid kna epd ots lusa anp belga tass xinhua kyodo yonhap upi pa pti ani ians "
    "rtr ddp dapd sda ats keystone-sda bloomberg interfax ria ntb tt ritzau".split()  # noqa: SIM905
)
_CREDIT_OPENING = re.compile(
    r"\(?(?:additional |further )?(?:reporting|editing|writing|compiled|edited|written and edited|rewriting|graphics?)"
    r"(?: and \w+)? (?:by|from) |\(?with (?:inputs?|reports?|information|files|additional reporting|agencies)\b|"
    r"\(?(?:mit (?:material|informationen|agenturmaterial)\b|mitarbeit:|redaktion:|redigiert von |bearbeitet von )|"
    r"\(?(?:con información de|con información |con datos de |editado por |reporte de |redacción de )|"
    r"\(?(?:avec (?:l'|la |les )?(?:afp|ap|reuters|agences?)\b|\(?édité par |reportage de )|"
    r"\(?(?:com informações d|com agências|edição de |reportagem de )",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"(?:[^\W\d_a-z].{2,160} )?(?:contributed (?:to this (?:report|story|article|piece)|reporting)"
    r"|(?:has|have|had) contributed to this (?:report|story|article))\b.{0,40}"
)
_SOURCE = re.compile(
    r"(?:source|sources|quelle|quellen|fuente|fuentes|fonte|fontes|fonti|bron|via|origine)\s?:\s*(?P<name>\S.{1,90})",
    re.IGNORECASE,
)
_PHOTO = re.compile(
    r"[(\[]?(?:image|images|photo|photos|photograph|photography|picture|pictures|file photo|file image|cover image|"
    r"representational image|foto|fotos|bild|bilder|symbolbild|archivbild|archivfoto|imagen|imágenes|imagem|"
    r"crédits?(?: photo)?|photo d'illustration|crédito|créditos|credit|credits|photo credit|image credit|image source|"
    r"picture credit|bildquelle|bildnachweis|beeld|immagine|foto de archivo|foto de arquivo|titelbild)"
    r"(?:\s*[:/©|]\s*|\s+(?:by|von|par|por|via|courtesy of|©)\s+)(?P<name>\S.{1,100})",
    re.IGNORECASE,
)
_AGENCY_PHOTO = re.compile(
    r"[(\[]?(?:(?:AP|AFP|EPA|REUTERS|Reuters|PA|dpa|Getty|EFE|ANSA|Lusa)(?: Photo| Images| Foto| Wire)?"
    r"(?:/[\w .,'’-]{2,60})?|Getty Images.{0,40}|.{2,60}(?:/Getty Images|via (?:REUTERS|Reuters|AP|AFP|Getty Images|Getty))"
    r"|(?:[^\W\d_a-z][\w.'’-]*)(?: [^\W\d_a-z][\w.'’-]*){0,2}\s?/\s?[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3})[)\]]?\.?"
)
_NAMELIKE = re.compile(
    rf"(?:{_NAME}|{_JOINING}|via|by|courtesy|handout|file|archive|archiv|archivo|arquivo|©|\d{{4}})"
)
_AGO = re.compile(
    r"(?:(?:updated|published|posted|aktualisiert|actualizado|publié|atualizado|veröffentlicht)\W+)?(?:"
    r"(?:(?:about|vor|hace|il y a|há|fa)\s)?(?:an?|one|\d{1,2}|einer?|einem|una?|une?|uma?)\s?"
    r"(?:min|mins|minutes?|h|hr|hrs|hours?|days?|weeks?|months?|minuten?|stunden?|tag|tagen|minutos?|horas?|días?|heures?"
    r"|jours?|dias?|ore|giorni)\.?(?:\s(?:ago|fa|atrás))?|just now|gerade eben|yesterday|today)",
    re.IGNORECASE,
)
_AGO_WORDS = ("ago", "vor ", "hace ", "il y a", "há ", "atrás", "just now")
_READING = re.compile(
    r"(?:\d{1,2}[\s-]?min(?:ute|utes|s)?\.?[\s-]read|read(?:ing)? time\W+(?:about )?\d{1,2} ?\w*|lesezeit\W+.{1,16}|lesedauer\W+.{1,16}"
    r"|\d{1,2} min\.? (?:de (?:lecture|lectura|leitura)|lesezeit|lesen)|temps de lecture\W+.{1,16}|lecture\W+\d.{1,12}"
    r"|tiempo de lectura\W+.{1,16}|tempo de leitura\W+.{1,16}|tempo di lettura\W+.{1,16}|leestijd\W+.{1,16})",
    re.IGNORECASE,
)
_CITY = re.compile(rf"{_NAME}(?: {_NAME}){{0,2}},\s+(?=\S)")


def meta_rule(text: str, key: str) -> str | None:
    """Return the rule of the metadata that the whole of `text` is, whose plain form is `key`."""
    if len(text) > CREDIT_LENGTH:
        return None
    return (
        _date_line(text)
        or _byline(text, key)
        or _credit(text, key)
        or _photo_credit(text)
        or _agency(key)
        or ("meta/reading-time" if len(key) <= 40 and _READING.fullmatch(key) else None)
    )


def is_credit(text: str, key: str) -> bool:
    """Whether a whole sentence only says who reported, wrote or edited."""
    return _credit(text, key) is not None


def _date_line(text: str) -> str | None:
    if len(text) > DATE_LENGTH:
        return None
    key = text.lower()
    if any(word in key for word in _AGO_WORDS) and _AGO.fullmatch(text.strip(" .|•·-–—")):
        return "meta/date-line"
    if not any(map(str.isdigit, text)):
        return None
    if parse(text):
        return "meta/date-line"
    city = _CITY.match(text)
    return "meta/date-line" if city and parse(text[city.end() :]) else None


def _byline(text: str, key: str) -> str | None:
    """Byline: the opening word, then names and what joins names."""
    if len(text) > BYLINE_LENGTH or first_word(key) not in _BYLINE_WORDS:
        return None
    if _BARE_BYLINE.fullmatch(text):
        return "meta/byline"
    match = _BYLINE.fullmatch(text.replace("’", "'"))
    if match is None or text.endswith(".") and not re.search(r"\b\w\.$", text):
        return None
    names = match["names"].split()
    return "meta/byline" if any(name[:1].isupper() for name in names) and len(names) <= 16 else None


def _credit(text: str, key: str) -> str | None:
    if _CREDIT_OPENING.match(text.replace("’", "'")) or (
        "contributed" in key and _CONTRIBUTED.fullmatch(text)
    ):
        return "meta/credit"
    match = _SOURCE.fullmatch(text)
    if match and not text.endswith((".", "?")) and len(match["name"].split()) <= 8:
        return "meta/credit"
    return None


def _photo_credit(text: str) -> str | None:
    if len(text) > BYLINE_LENGTH:
        return None
    match = _PHOTO.fullmatch(text)
    if match and _is_name(match["name"].rstrip(").]")):
        return "meta/photo-credit"
    bare = text.lstrip("—–- ")
    if len(bare) < len(text) and plain(bare) in _AGENCIES:
        return "meta/photo-credit"
    return "meta/photo-credit" if _AGENCY_PHOTO.fullmatch(text) and not _is_agencies(plain(text)) else None


def _is_name(text: str) -> bool:
    """Whether nearly all words are names or join names: a caption has verbs and articles."""
    words = text.replace("/", " ").split()
    return len(words) <= 12 and all(_NAMELIKE.fullmatch(word.strip(",;()[].")) for word in words)


def _agency(key: str) -> str | None:
    return "meta/agency" if _is_agencies(key) else None


def _is_agencies(key: str) -> bool:
    """Whether the line names nothing but agencies: ``afp, dpa``."""
    if len(key) > 40:
        return False
    parts = [part for part in re.split(r"[/,;&+\s]+|\bund\b|\band\b|\bet\b", key) if part]
    return bool(parts) and all(
        part in _AGENCIES or table().exact.get(part) == "meta/agency" for part in parts
    )
