"""Which language a text is in, told by its script and its function words.

Nothing is guessed: a short text, a tie or a script that serves many languages gives ``und``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_WORDS = {
    "en": """a about after all also an and any are as at be because been before being between both but by can
        could did do does during each even few for from further had has have having he her here hers him
        his how i if in into is it its itself just like many may me more most much must my near no nor not
        now of off on once one only or other our out over own per same she should since so some still such
        than that the their them then there these they this those through to too two under until up upon us
        very was we were what when where whether which while who whom whose why will with within without
        would you your said yet although though among against around above below again every another""",
    "de": """aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits
        bis da dabei damit danach dann daran darauf das dass dazu dem den denn der deren des dessen die
        dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einige
        er es etwa etwas für gegen gibt habe haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre
        ihrem ihren ihrer im in indem ins ist ja jede jeder jedoch jetzt kann kein keine keinen können
        könnte laut machen man mehr mit muss müssen nach nicht nichts noch nun nur ob oder ohne schon sehr
        sei sein seine seinem seinen seiner seit sich sie sind so sollen sollte sowie über um und uns unter
        viele vom von vor während war waren was weil weiter wenn werden wer wie wieder wir wird wo worden
        wurde wurden zu zum zur zwar zwei zwischen""",
    "fr": """a à afin ai ainsi alors après au aucun aucune aussi autre autres aux avait avant avec avoir
        bien c car ce ceci cela celle celui ces cet cette ceux chaque chez comme contre d dans de depuis
        des deux devait dont donc du elle elles en encore entre est et étaient était étant été être eu eux
        fait font il ils j je l la là le les leur leurs lors lui m ma mais me même mes moins mon n ne ni
        non nos notre nous on ont ou où par parce pas pendant peu peut peuvent plus plusieurs pour
        pourquoi pourrait près puis qu quand que quel quelle qui quoi s sa sans se selon sera ses si soit
        son sont sous sur ta tandis te toujours tous tout toute toutes très tu un une vers voici vos votre
        vous y""",
    "es": """a al algo algunas algunos ante antes aquel así aún aunque bajo cada casi como cómo con contra
        cual cuando cuándo cuatro de del desde después donde dos durante e el él ella ellas ellos en entre
        era eran es esa ese eso esta está estaba están este esto estos estas fue fueron ha había habían
        hace hacia han hasta hay incluso junto la las le les lo los luego más me mediante menos mi mientras
        mientras mismo misma mucho muchos muy nada ni no nos nosotros nuestra nuestro o os otra otras otro
        otros para parte pero poco por porque pues que qué quien quienes se sea según ser será si sí sido
        sin sino sobre solo sólo son su sus también tan tanto tiene tienen toda todas todo todos tras tres
        tu un una unas uno unos usted y ya yo""",
    "pt": """a ao aos apenas após as até à às ainda algumas alguns antes aquele aqueles assim cada com como
        contra da das de dela dele deles depois desde dessa desse desta deste do dois dos durante e é ela
        elas ele eles em enquanto entre era eram essa esse esta está estão estava este estes eu foi foram
        há isso isto já lhe lhes logo mais mas me meio menos mesmo mesma meu minha muito muitos na nas nem
        nenhum no nos nós nossa nosso não num numa o onde os ou outra outras outro outros para pela pelas
        pelo pelos pode podem por porque quais qual quando que quem são se segundo seja sem sempre ser será
        seu seus seria sido só sob sobre sua suas também tanto tão tem têm ter teve tinha toda todas todo
        todos três um uma umas uns você vocês""",
    "it": """a ad agli ai al alla alle allo anche ancora aveva avevano c che chi ci ciò circa col come con
        contro cui d da dagli dai dal dalla dalle degli dei del della delle dello dentro di dopo dove due
        dunque durante e è ed era erano essere fa fino fra fu furono gli già ha hanno ho i il in infatti
        invece io l la le lei lo loro lui ma mentre mi mia mio molti molto ne negli nei nel nella nelle
        nello nessun niente no noi non nostra nostro o ogni ora per perché più però poi prima proprio
        qualche quale quali quando quanto quasi quella quelle quelli quello questa queste questi questo qui
        quindi s sarà se secondo sempre senza si sia sono sopra sotto stata stati stato su sua sue sugli
        sui sul sulla sulle suo suoi tra tre tutta tutte tutti tutto un una uno va verso vi""",
    "nl": """aan achter af al alle alleen als altijd andere anderen ben bij binnen boven daar daarna dan dat
        de deze die dit doen door dus een eén één eerste elk elke en enkele er ge geen geweest had hadden
        heb hebben heeft hem hen het hier hij hoe hun iets ik in is ja je jij juist kan kon konden kunnen
        maar mag me meer men met mijn moest moet moeten na naar naast niet niets nog nu of om omdat onder
        ons ook op over reeds sinds steeds te tegen terwijl toch toen tot tussen twee u uit uw van vanaf
        veel verder vier volgens voor vooral waar waarin wanneer was wat we wel werd werden wie wij wil
        word worden wordt zal ze zei zeer zelf zich zij zijn zo zonder zou zouden""",
    "sv": """alla allt att av bara blev bli blir både de dem den denna det detta dock där då efter eller en
        enligt ett fick finns från få får för före ha hade han har hon honom hur här i icke in inga ingen
        inom inte inför ja jag kan kommer kunde man med mellan men mer mot mycket många måste ni nu när
        någon något några och också om oss på samt sedan sig sin sina sitt ska skall skulle som så sätt
        till under upp ur utan vad var vara varit vi vid vill är över""",
    "da": """af alle alt at blev blive bliver da de dem den denne der deres det dette dig dog du efter eller
        en end er et flere for fra få før gik ham han har havde hende her hos hun hvad hvis hvor hvordan
        i ifølge igen ikke ind ingen jeg kan kom komme kunne lidt man mange med meget mellem men mere mod
        må ned nu når nogen nogle nok og også om op os over på sagde sammen samt siden sig sin sit skal
        skulle som så til under ud uden var ved vi vil være været""",
    "no": """alle at av bare ble bli blir både da de dem den denne der deres det dette du eller en enn er et
        etter etterpå flere for fordi fra få før ha hadde han har henne her hun hva hvis hvor hvordan i
        ifølge igjen ikke ingen inn jeg kan kom kunne man mange med meg mellom men mer mot mye må ned noe
        noen nå når og også om opp oss over på sa samt seg selv siden sin sitt skal skulle slik som så til
        under ut uten var ved vi vil være vært""",
    "fi": """ei eivät ennen että hän he hänen ja jo joka jos jossa jotka kaikki kanssa kertoi koska kuin kun
        kuten me mitä mukaan mukana muun mutta myös ne niin noin nyt näin olla oli olisi olivat on ovat
        saa se sen siitä sitä sekä tai taas tämä tämän vain vielä voi vuoden yli""",
    "pl": """aby albo ale bardzo bez był była było były być co czy dla do gdy gdzie go i ich im jak jako je
        jego jej jednak jest jeszcze już każdy kiedy które którego której który których która lub ma mają
        między może na nad nie nich niż o od oraz po pod podczas przed przez przy roku również są się
        tak także tam te tego tej ten to tym tylko w we więc wszystko z za ze został została że""",
    "cs": """aby ale ani asi až bude budou by byl byla byli bylo být co do ho i jak jako je jeho jejich její
        jen ještě jsem jsou k kde kdy který která které kteří ke lze má mají mezi mezi na nad nebo než není
        o od pak po pod podle pouze pro proti protože při před s se si své svou ta tak také ten této tím
        to tom toho u už v ve však všechny z za ze že""",
    "hu": """a az azonban azt be csak de egy egyik el ez ezek ezt és fel hanem hogy ha is ki közben
        között kell le lehet lesz majd már még meg mert mint mely mellett minden nem nincs pedig s sem
        szerint után vagy van volt volna voltak""",
    "ro": """a acest această ai al ale am ar are au avea aceste ca cu când care cel ce cea cei că câte
        către dacă de deși din după doar este era el ea ei fi fie fost fără iar în într între la le lor lui
        mai mult nu numai o pe pentru peste pot prin până s sau se si sunt spre sub să ș și ți un una unei
        unor unui""",
    "tr": """ama ancak bir bu bunu bunun çok da daha de değil diye dolayı en gibi göre hem her için ile ise
        iki kadar karşı ki mi mu ne o olan olarak oldu olduğu olduğunu olup onu onun sonra şu tarafından
        tüm üzere var ve veya ya yok yer yeni""",
    "ca": """a al als amb aquest aquesta aquests així això cada com contra de del dels des després doncs
        dos el ell els en entre era és està estan fins ha han havia hi i ja la les li llarg més mentre
        molt no només o on per perquè però pel pels qual quan què que qui se segons ser seu seva si sobre
        són també tot tots una un uns va van""",
    "id": """ada adalah agar akan antara atas atau bagi bahwa baru beberapa belum bisa dalam dan dapat dari
        dengan di dia hanya harus hingga ia ini itu juga kami karena ke kepada lain lebih mereka namun
        oleh orang pada para sebagai secara sejak sementara serta setelah sudah telah tersebut tidak untuk
        yang""",
    "ru": """а без был была были было быть в во вот все всё вы где да для до его ее её если есть еще ещё
        же за и из или им их к как когда который которые которая ко лет ли между мне мы на над не него
        нее ней нет ни но о об однако он она они оно от по под после при про с сам себя со так также там
        то того только том тоже у уже что чтобы эта эти это этого этом этот я""",
    "uk": """а але без був була були було бути в вже від він вона вони все всі для до його її їх і із
        й як яка яке який які коли між ми на над не неї ні ним них о об однак по під після при про
        проти та так також там те то тому тільки у це цей ця ці через чи щоб що є з за зі""",
    "bg": """без беше бе бъде вече във ви все всички да до ето за защото и из или им има каза как като
        които който която което към когато ли ме между много може му на най не него нея ни но обаче около
        от още по повече под при с са само се сега си след сме со със според също съм така там тази тези
        това този той тя те трябва ще""",
}

FUNCTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {language: frozenset(words.split()) for language, words in _WORDS.items()}
)
"""Lower-case function words of each language; elided ones without their apostrophe (``l``, ``qu``)."""

SAMPLE = 1800
"""Characters that are looked at: about 300 words, some 120 of them function words; more changes nothing."""

MOSTLY_FOREIGN = 0.2
"""Least share of characters outside Latin-1 at which the script counts. Polish and Czech have up to .1."""

OPENING = 600
"""Characters that are looked at first: about 100 words, some 40 of them function words."""

OPENING_HITS = 20
"""Function words from which the opening alone may tell the language; a paragraph of a quotation has fewer."""

OPENING_LEAD = 2.5
"""Ratio of the best language's hits to the second's from which the opening alone tells the language.

News has 3 and more; texts in two languages and closely related languages are looked at further.
"""

LEAST_HITS = 3
"""Function words a text needs before it gets a language. At two, headlines full of names go wrong."""

LEAST_LEAD = 1.15
"""Least ratio of the best language's hits to the second's; Danish and Norwegian are the closest pair."""

LEAST_SHARE = 0.08
"""Least share of function words; running text has .3 to .5, lists of names and code have next to none."""

_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\u1100-\u11ff\uac00-\ud7af]"),
    ("zh", r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    ("cyrillic", r"[\u0400-\u052f]"),
    ("el", r"[\u0370-\u03ff\u1f00-\u1fff]"),
    ("arabic", r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("ta", r"[\u0b80-\u0bff]"),
    ("te", r"[\u0c00-\u0c7f]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("hy", r"[\u0530-\u058f]"),
)
"""Scripts with the one language that mostly uses them; Han counts as Chinese unless kana stand beside it.

Patterns of so many characters are slow to compile, so that is left to the first text that needs them.
"""

_FOREIGN = r"[\u0370-\u1cff\u1f00-\u1fff\u2c80-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\uffdc]"
_LATIN = r"[A-Za-z\u00c0-\u024f]"
_CYRILLIC = ("ru", "uk", "bg")
_PERSIAN = r"[\u067e\u0686\u0698\u06af\u06cc]"
_URDU = r"[\u0679\u0688\u0691\u06ba\u06be\u06d2]"


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """Each function word with the languages that have it."""
    owners: dict[str, list[str]] = {}
    for language, words in FUNCTION_WORDS.items():
        for word in words:
            owners.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in owners.items()}


def detect(text: str) -> str:
    """ISO 639-1 code of the language most of `text` is in, or ``und``.

    >>> detect("The bridge over the river was closed on Monday after a crack was found.")
    'en'
    >>> detect("Die Brücke über den Fluss wurde am Montag nach einem Riss gesperrt.")
    'de'
    >>> detect("Port Ellery Gazette")
    'und'
    """
    sample = text[:SAMPLE]
    if not sample.isascii():
        outside = len(sample) - len(sample.encode("latin-1", "ignore"))
        if outside > MOSTLY_FOREIGN * len(sample) and len(re.findall(_FOREIGN, sample)) > len(
            re.findall(_LATIN, sample)
        ):
            return _of_script(sample)
    return _of_words(sample)


def _of_script(sample: str) -> str:
    """Language that the script of `sample` gives away, or ``und``."""
    counts = {name: len(re.findall(pattern, sample)) for name, pattern in _SCRIPTS}
    if counts["ja"] * 10 > counts["zh"] and counts["ja"]:
        return "ja"
    name = max(counts, key=lambda script: counts[script])
    if not counts[name]:
        return "und"
    if name == "cyrillic":
        language = _of_words(sample)
        return language if language in _CYRILLIC else "und"
    if name == "arabic":
        return _of_arabic(sample)
    return name


def _of_arabic(sample: str) -> str:
    """Urdu or Persian by the letters that Arabic does not have, else Arabic."""
    if len(re.findall(_URDU, sample)) >= LEAST_HITS:
        return "ur"
    return "fa" if len(re.findall(_PERSIAN, sample)) >= LEAST_HITS else "ar"


def _of_words(sample: str) -> str:
    """Language with clearly the most function words in `sample`, or ``und``; its opening often suffices."""
    if len(sample) > OPENING:
        best, hits, second, _ = _hits(sample[:OPENING])
        if hits >= OPENING_HITS and hits >= OPENING_LEAD * second:
            return best
    best, hits, second, count = _hits(sample)
    return best if hits >= max(LEAST_HITS, LEAST_SHARE * count, LEAST_LEAD * second) else "und"


def _hits(sample: str) -> tuple[str, int, int, int]:
    """The language with the most function words, how many, how many the next one has, and all words."""
    words = sample.lower().replace("’", " ").replace("'", " ").split()
    counts = dict.fromkeys(FUNCTION_WORDS, 0)
    for languages in filter(None, map(_owners().get, words)):
        for language in languages:
            counts[language] += 1
    best, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
    return best, counts[best], counts[second], len(words)
