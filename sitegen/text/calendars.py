"""The words of the calendar in seven languages: months, weekdays, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Calendar(Struct, frozen=True):
    """How one language writes days and months. All words are lower case."""

    months: Mapping[str, int]
    """Name or abbreviation without its stop -> 1 to 12."""
    weekdays: Mapping[str, int]
    """Name or abbreviation without its stop -> 0 (Monday) to 6."""
    needles: tuple[str, ...]
    """Strings one of which stands in any text that names a weekday, a relative day or a period, and,
    without capitals, a month. Few and long: they are looked for in every story."""
    capital: bool
    """Whether months and weekdays are written with a capital."""
    relative: Mapping[str, int]
    """Words for yesterday, today, tomorrow -> days from publication."""
    shifts: Mapping[str, int]
    """Words for last, this, next -> -1, 0, 1."""
    units: Mapping[str, str]
    """Words for week, month, year -> week, month, year."""
    in_words: frozenset[str]
    """Words before a lone month or year that make it one: in, since, until."""
    ahead: frozenset[str]
    """Words that turn a weekday of their clause to the one that follows publication."""
    limits: frozenset[str]
    """Words that do so only right in front of it: by, until, next."""
    report: frozenset[str]
    """Verbs of reporting: the day beside them is the day of the report, which is past."""


def _numbered(words: str, first: int) -> dict[str, int]:
    """Number groups of spellings from `first`; spellings of one group are joined by a slash."""
    return {
        word: number for number, group in enumerate(words.split(), first) for word in group.split("/") if word
    }


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


CALENDARS: Mapping[str, Calendar] = {
    "en": Calendar(
        months=_numbered(
            """january/jan february/feb march/mar april/apr may june/jun july/jul august/aug
            september/sept/sep october/oct november/nov december/dec""",
            1,
        ),
        weekdays=_numbered(
            """monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri
            saturday/sat sunday/sun""",
            0,
        ),
        needles=("day", "week", "month", "year", "omorrow"),
        capital=True,
        relative={"yesterday": -1, "today": 0, "tomorrow": 1},
        shifts={"last": -1, "this": 0, "next": 1},
        units={"week": "week", "month": "month", "year": "year"},
        in_words=_words(
            """in since until till by from of during before after through around mid late early"""
        ),
        ahead=_words("will shall due expected scheduled planned upcoming tomorrow won't won’t"),
        limits=_words("by until till next coming"),
        report=_words("said says told announced reported confirmed wrote posted tweeted added stated"),
    ),
    "de": Calendar(
        months=_numbered(
            """januar/jänner/jan februar/feber/feb märz/mär/mrz april/apr mai juni/jun juli/jul
            august/aug september/sept/sep oktober/okt november/nov dezember/dez""",
            1,
        ),
        weekdays=_numbered(
            """montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa
            sonntag/so""",
            0,
        ),
        needles=("tag", "estern", "eute", "Jahr", "Woche", "Monat"),
        capital=True,
        relative={"gestern": -1, "heute": 0},
        shifts=_numbered(
            """letzten/letztem/letzter/letzte/letztes/vergangenen/vergangenem/vergangener/vergangene/vorigen/voriger
            diesen/diesem/dieser/diese/dieses
            nächsten/nächstem/nächster/nächste/nächstes/kommenden/kommendem/kommender/kommende""",
            -1,
        ),
        units={"woche": "week", "monat": "month", "jahr": "year", "jahres": "year"},
        in_words=_words("im in seit bis ab vom von anfang ende mitte jahr jahre jahren jahres"),
        ahead=_words("wird werden soll sollen geplant erwartet"),
        limits=_words("bis ab nächsten nächster nächste kommenden kommende"),
        report=_words(
            """sagte sagten teilte teilten erklärte erklärten berichtete berichteten hieß
            bestätigte schrieb mitteilte"""
        ),
    ),
    "fr": Calendar(
        months=_numbered(
            """janvier/janv février/févr/fév/fevrier mars avril/avr mai juin juillet/juil août/aout
            septembre/sept octobre/oct novembre/nov décembre/déc/decembre""",
            1,
        ),
        weekdays=_numbered("lundi mardi mercredi jeudi vendredi samedi dimanche", 0),
        needles=(
            *("janvier", "vrier", "mars", "avril", "mai", "juin", "juillet", "août", "aout", "embre"),
            *("octobre", "lundi", "mardi", "credi", "jeudi", "vendredi", "samedi", "dimanche"),
            *("hier", "aujourd", "demain", "semaine", "mois", "année", "'an ", "’an "),
        ),
        capital=False,
        relative={"hier": -1, "aujourd'hui": 0, "aujourd’hui": 0, "demain": 1},
        shifts={
            "cette": 0,
            "ce": 0,
            "dernier": -1,
            "dernière": -1,
            "passé": -1,
            "passée": -1,
            "prochain": 1,
            "prochaine": 1,
        },
        units={"semaine": "week", "mois": "month", "année": "year", "an": "year"},
        in_words=_words("en depuis fin début mi dès courant jusqu'en jusqu’en d'ici d’ici"),
        ahead=_words("sera seront aura auront prévu prévue attendu attendue"),
        limits=_words("jusqu'à jusqu’à jusqu'au jusqu’au d'ici d’ici dès prochain"),
        report=_words("dit déclaré annoncé indiqué affirmé rapporté confirmé écrit selon"),
    ),
    "es": Calendar(
        months=_numbered(
            """enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago
            septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic""",
            1,
        ),
        weekdays=_numbered("lunes martes miércoles/miercoles jueves viernes sábado/sabado domingo", 0),
        needles=(
            *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "iembre"),
            *("octubre", "lunes", "martes", "coles", "jueves", "viernes", "bado", "domingo"),
            *("ayer", "hoy", "semana", "mes", "año"),
        ),
        capital=False,
        relative={"ayer": -1, "hoy": 0},
        shifts={"este": 0, "esta": 0, "próximo": 1, "próxima": 1, "pasado": -1, "pasada": -1},
        units={"semana": "week", "mes": "month", "año": "year"},
        in_words=_words("en desde hasta durante"),
        ahead=_words(
            """será serán tendrá tendrán abrirá comenzará celebrará reabrirá espera prevé previsto
            prevista"""
        ),
        limits=_words("hasta próximo próxima"),
        report=_words(
            """dijo dijeron anunció informó confirmó señaló declaró aseguró indicó explicó según"""
        ),
    ),
    "pt": Calendar(
        months=_numbered(
            """janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago
            setembro/set outubro/out novembro/nov dezembro/dez""",
            1,
        ),
        weekdays=_numbered(
            """segunda-feira/segunda terça-feira/terça quarta-feira/quarta quinta-feira/quinta
            sexta-feira/sexta sábado domingo""",
            0,
        ),
        needles=(
            *("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "embro"),
            *("outubro", "segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"),
            *("ontem", "hoje", "amanhã", "semana", "mês", "ano"),
        ),
        capital=False,
        relative={"ontem": -1, "hoje": 0, "amanhã": 1},
        shifts={
            "este": 0,
            "esta": 0,
            "neste": 0,
            "nesta": 0,
            "deste": 0,
            "desta": 0,
            "próximo": 1,
            "próxima": 1,
            "passado": -1,
            "passada": -1,
        },
        units={"semana": "week", "mês": "month", "ano": "year"},
        in_words=_words("em desde até durante"),
        ahead=_words("será serão terá terão vai vão previsto prevista"),
        limits=_words("até próximo próxima"),
        report=_words("disse disseram anunciou informou confirmou declarou afirmou segundo"),
    ),
    "it": Calendar(
        months=_numbered(
            """gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug
            agosto/ago settembre/sett/set ottobre/ott novembre/nov dicembre/dic""",
            1,
        ),
        weekdays=_numbered(
            """lunedì/lunedi martedì/martedi mercoledì/mercoledi giovedì/giovedi venerdì/venerdi
            sabato domenica""",
            0,
        ),
        needles=(
            *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto"),
            *("embre", "ottobre", "luned", "marted", "mercoled", "gioved", "venerd", "sabato"),
            *("domenica", "ieri", "oggi", "domani", "settimana", "mese", "anno"),
        ),
        capital=False,
        relative={"ieri": -1, "oggi": 0, "domani": 1},
        shifts={"questo": 0, "questa": 0, "prossimo": 1, "prossima": 1, "scorso": -1, "scorsa": -1},
        units={"settimana": "week", "mese": "month", "anno": "year"},
        in_words=_words("a in da dal fino entro nel"),
        ahead=_words("sarà saranno avrà avranno previsto prevista"),
        limits=_words("fino entro prossimo prossima"),
        report=_words("detto annunciato riferito confermato dichiarato spiegato secondo"),
    ),
    "nl": Calendar(
        months=_numbered(
            """januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug
            september/sept/sep oktober/okt november/nov december/dec""",
            1,
        ),
        weekdays=_numbered("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag", 0),
        needles=(
            *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "ember"),
            *("oktober", "dag", "gisteren", "week", "maand", "jaar"),
        ),
        capital=False,
        relative={"gisteren": -1, "vandaag": 0},
        shifts=_numbered("vorig/vorige/afgelopen dit/deze volgend/volgende/komend/komende", -1),
        units={"week": "week", "maand": "month", "jaar": "year"},
        in_words=_words("in sinds tot vanaf eind begin medio"),
        ahead=_words("zal zullen wordt worden verwacht"),
        limits=_words("tot uiterlijk volgende komende vanaf"),
        report=_words("zei zeiden meldde meldden verklaarde bevestigde schreef liet volgens"),
    ),
}
"""Calendars by ISO 639-1 code."""


def _merged(words: str) -> dict[str, int]:
    """All languages' words of one kind; no spelling has two meanings."""
    return {
        word: number for calendar in CALENDARS.values() for word, number in getattr(calendar, words).items()
    }


ALL_MONTHS: Mapping[str, int] = _merged("months")
"""Month names and abbreviations of all languages."""

_SHORT = _numbered("lun ma mié/mer/wo jue/jeu ven/vie/vr sam/sáb/za dim/dom/zo", 0)

ALL_WEEKDAYS: Mapping[str, int] = _merged("weekdays") | _SHORT
"""Weekday names and abbreviations of all languages."""
