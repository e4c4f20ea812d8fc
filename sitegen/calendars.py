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
    """Strings one of which stands in any text that names a month, a weekday or a relative day."""
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
    """Words that turn a weekday to the one that follows publication."""
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
        _numbered(
            "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug"
            " september/sept/sep october/oct november/nov december/dec",
            1,
        ),
        _numbered(
            "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun",
            0,
        ),
        ("day", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
        + ("week", "month", "year", "omorrow"),
        True,
        {"yesterday": -1, "today": 0, "tomorrow": 1},
        {"last": -1, "this": 0, "next": 1},
        {"week": "week", "month": "month", "year": "year"},
        _words(
            "in since until till by from of during before after through around mid late early last this next"
        ),
        _words("will shall next until till by expected due scheduled upcoming tomorrow 'll won't"),
        _words("said says told announced reported confirmed wrote posted tweeted added stated according"),
    ),
    "de": Calendar(
        _numbered(
            "januar/jänner/jan februar/feber/feb märz/mär/mrz april/apr mai juni/jun juli/jul august/aug"
            " september/sept/sep oktober/okt november/nov dezember/dez",
            1,
        ),
        _numbered(
            "montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa sonntag/so", 0
        ),
        ("tag", "Mittwoch", "Sonnabend")
        + ("Jän", "Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
        + ("estern", "eute", "Jahr", "Woche", "Monat"),
        True,
        {"gestern": -1, "heute": 0},
        _numbered(
            "letzten/letztem/letzter/letzte/letztes/vergangenen/vergangenem/vergangener/vergangene/vergangenes/vorigen/voriger/voriges"
            " diesen/diesem/dieser/diese/dieses nächsten/nächstem/nächster/nächste/nächstes/kommenden/kommendem/kommender/kommende/kommendes",
            -1,
        ),
        {"woche": "week", "monat": "month", "jahr": "year", "jahres": "year"},
        _words(
            "im in seit bis ab vom von anfang ende mitte jahr jahre jahres letzten vergangenen diesen nächsten kommenden"
        ),
        _words("wird werden nächsten nächster nächste kommenden kommende bis soll sollen geplant erwartet"),
        _words(
            "sagte sagten teilte teilten erklärte erklärten berichtete berichteten hieß bestätigte schrieb mitteilte"
        ),
    ),
    "fr": Calendar(
        _numbered(
            "janvier/janv février/févr/fév/fevrier mars avril/avr mai juin juillet/juil août/aout septembre/sept"
            " octobre/oct novembre/nov décembre/déc/decembre",
            1,
        ),
        _numbered("lundi mardi mercredi jeudi vendredi samedi dimanche", 0),
        (
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "aout",
            "septembre",
            "octobre",
        )
        + ("novembre", "décembre", "lundi", "mardi", "credi", "jeudi", "vendredi", "samedi", "dimanche")
        + ("hier", "aujourd", "demain", "semaine", "mois", "année", "l'an ", "l’an "),
        False,
        {"hier": -1, "aujourd'hui": 0, "aujourd’hui": 0, "demain": 1},
        {
            "cette": 0,
            "ce": 0,
            "dernier": -1,
            "dernière": -1,
            "passé": -1,
            "passée": -1,
            "prochain": 1,
            "prochaine": 1,
        },
        {"semaine": "week", "mois": "month", "année": "year", "an": "year"},
        _words("en depuis fin début mi dès courant jusqu'en jusqu’en d'ici d’ici"),
        _words(
            "prochain prochaine jusqu'à jusqu’à jusqu'au jusqu’au sera seront aura auront d'ici d’ici prévu prévue attendu"
        ),
        _words("dit déclaré annoncé indiqué affirmé rapporté confirmé écrit selon"),
    ),
    "es": Calendar(
        _numbered(
            "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago"
            " septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic",
            1,
        ),
        _numbered("lunes martes miércoles/miercoles jueves viernes sábado/sabado domingo", 0),
        ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "tiembre", "octubre")
        + ("noviembre", "diciembre", "lunes", "martes", "coles", "jueves", "viernes", "bado", "domingo")
        + ("ayer", "hoy", "semana", "mes", "año"),
        False,
        {"ayer": -1, "hoy": 0},
        {"este": 0, "esta": 0, "próximo": 1, "próxima": 1, "pasado": -1, "pasada": -1},
        {"semana": "week", "mes": "month", "año": "year"},
        _words("en desde hasta de a para durante pasado próximo este"),
        _words("próximo próxima hasta será serán tendrá espera prevé previsto prevista para"),
        _words("dijo dijeron anunció informó confirmó señaló declaró aseguró indicó explicó según"),
    ),
    "pt": Calendar(
        _numbered(
            "janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago"
            " setembro/set outubro/out novembro/nov dezembro/dez",
            1,
        ),
        _numbered(
            "segunda-feira/segunda terça-feira/terça quarta-feira/quarta quinta-feira/quinta"
            " sexta-feira/sexta sábado domingo",
            0,
        ),
        ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro")
        + ("novembro", "dezembro", "segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo")
        + ("ontem", "hoje", "amanhã", "semana", "mês", "ano"),
        False,
        {"ontem": -1, "hoje": 0, "amanhã": 1},
        {
            "este": 0,
            "esta": 0,
            "neste": 0,
            "nesta": 0,
            "próximo": 1,
            "próxima": 1,
            "passado": -1,
            "passada": -1,
        },
        {"semana": "week", "mês": "month", "ano": "year"},
        _words("em desde até de para durante"),
        _words("próximo próxima até será serão terá vai previsto prevista"),
        _words("disse disseram anunciou informou confirmou declarou afirmou segundo"),
    ),
    "it": Calendar(
        _numbered(
            "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago"
            " settembre/sett/set ottobre/ott novembre/nov dicembre/dic",
            1,
        ),
        _numbered(
            "lunedì/lunedi martedì/martedi mercoledì/mercoledi giovedì/giovedi venerdì/venerdi sabato domenica",
            0,
        ),
        (
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
        )
        + ("novembre", "dicembre", "luned", "marted", "mercoled", "gioved", "venerd", "sabato", "domenica")
        + ("ieri", "oggi", "domani", "settimana", "mese", "anno"),
        False,
        {"ieri": -1, "oggi": 0, "domani": 1},
        {"questo": 0, "questa": 0, "prossimo": 1, "prossima": 1, "scorso": -1, "scorsa": -1},
        {"settimana": "week", "mese": "month", "anno": "year"},
        _words("a in da dal fino entro nel dal di"),
        _words("prossimo prossima fino entro sarà saranno avrà previsto prevista"),
        _words("detto annunciato riferito confermato dichiarato spiegato secondo"),
    ),
    "nl": Calendar(
        _numbered(
            "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug"
            " september/sept/sep oktober/okt november/nov december/dec",
            1,
        ),
        _numbered("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag", 0),
        ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober")
        + ("november", "december", "dag", "gisteren", "week", "maand", "jaar"),
        False,
        {"gisteren": -1, "vandaag": 0},
        _numbered("vorig/vorige/afgelopen dit/deze volgend/volgende/komend/komende", -1),
        {"week": "week", "maand": "month", "jaar": "year"},
        _words("in sinds tot vanaf eind begin medio van"),
        _words("zal zullen volgende komende tot wordt worden verwacht uiterlijk"),
        _words("zei zeiden meldde meldden verklaarde bevestigde schreef liet volgens"),
    ),
}
"""Calendars by ISO 639-1 code."""


def _merged(words: str) -> dict[str, int]:
    """All languages' words of one kind; English is entered last and wins."""
    return {
        word: number
        for code in sorted(CALENDARS, reverse=True)
        for word, number in getattr(CALENDARS[code], words).items()
    }


ALL_MONTHS: Mapping[str, int] = _merged("months")
"""Month names and abbreviations of all languages; no spelling has two meanings."""

ALL_WEEKDAYS: Mapping[str, int] = _merged("weekdays") | {
    "lun": 0,
    "mié": 2,
    "mer": 2,
    "jue": 3,
    "jeu": 3,
    "ven": 4,
    "vie": 4,
    "sam": 5,
    "sáb": 5,
    "dim": 6,
    "dom": 6,
    "ma": 1,
    "wo": 2,
    "vr": 4,
    "za": 5,
    "zo": 6,
}
"""Weekday names and abbreviations of all languages."""
