"""Words that carry a stop without ending a sentence, and words that begin one, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.text.calendars import all_months, all_weekdays

OPENERS = "\"'“”‘«»„‚([¿¡"
"""Marks that may stand in front of a sentence's first word."""

CLOSERS = "\"'”“’‘»«)]"
"""Marks that may stand behind a sentence's stop."""


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = """
    mr mrs ms dr drs prof gen col lt maj capt cpt cmdr adm sgt cpl pvt brig sen rep gov pres hon rev fr
    st ste messrs
    supt insp det pte atty
"""
_ANYWHERE = """
    approx ca cf fig figs vol vols ed eds pp op cit al vs viz wm chas geo jos thos mt ft dept univ assn bros
    nos ch sec tel fax ext est min max resp incl excl i.e e.g a.k.a
"""

ABBREVIATIONS: Mapping[str, frozenset[str]] = {
    "": _words(_TITLES + _ANYWHERE),
    "en": _words("no jan feb mar apr aug sept oct nov dec ave blvd rd"),
    "de": _words(
        """
        abs abschn aufl art nr bd bde bzw ggf ggfs evtl sog usw u.a u.ä z.b d.h o.ä u.u i.d.r s.o
        s.u v.a vgl hrsg jh
        jhdt str mio mrd tsd ing dipl hr fr frl geb gest inkl zzgl einschl lfd max min mind ca bes allg betr
        st pfr rd sen jun e.v b d h z u v i s a o
        """
    ),
    "fr": _words("m mm mme mlle me mgr art env fig p pp éd av bd n cf chap vol ste"),
    "es": _words(
        """
        sr sra sres sras srta d dña dn dr dra dres prof profa lic ing arq gral cnel tte av avda art arts
        núm núms srta párr párrf admón hs
        pág págs cap caps vol fig aprox tel apdo ee c p ej m a
        """
    ),
    "pt": _words(
        """
        sr sra srs sras srta d dr dra drs eng prof profa gen cel cap av art arts núm n pág págs vol
        fig aprox tel r
        """
    ),
    "it": _words(
        """
        sig sigg sig.ra dott dott.ssa dr prof prof.ssa avv ing on sen art artt n pag pagg cap vol
        fig ecc mons
        """
    ),
    "nl": _words(
        """
        dhr mevr mw mej dr drs ir ing mr prof bijv bv nr nrs o.a m.b.t i.v.m ca blz jl resp incl
        excl tel art evt
        """
    ),
    "ru": _words(
        """
        г гг в вв ул пр просп пер пл наб д дом кв корп стр рис табл см им тов гр проф акад доц др напр т е
        т.е т.д т.п т.к т.н и.о руб коп долл дол млн млрд тыс трлн ок обл р-н пос пгт с дер рп тел факс
        чел экз мин сек ч кг км куб кв.м куб.м м.п н.э у.е ред изд авт прим пп рр св мл ст
        """
    ),
    "uk": _words(
        """
        р рр ст вул просп пров пл буд кв корп м с смт обл р-н ін проф акад доц напр т т.д т.п т.зв див рис
        грн коп дол млн млрд тис трлн бл тел чол хв год сек кг км ред ім
        """
    ),
    "bg": _words(
        """
        г гг в вв ул бул пл ж.к бл вх ет ап № проф акад доц инж др напр т т.е т.н лв ст млн млрд
        хил ок обл тел вж
        """
    ),
    "pl": _words(
        """
        prof doc inż mgr lek hab red gen płk mjr kpt por ppor św ks bp abp m in m.in itd itp np tj
        tzn tzw zob por ok ul al pl os woj pow gm godz min sek tys mln mld zł gr r w str s rys tab
        art ust pkt nr tel im ww jw dot wg p pp św sp spółka br ub nast jr
        """
    ),
    "cs": _words(
        """
        prof doc dr ing mgr bc mudr judr phdr rndr csc ph.d p pí sl sv např tj tzv tzn apod atd
        atp popř resp č čís str s ul nám nábř tř tel hod min sek tis mil mld kč cca ok okr odst
        písm viz srov ing.arch gen plk mjr kpt por st ml
        """
    ),
    "sk": _words(
        """
        prof doc dr ing mgr bc mudr judr phdr rndr csc ph.d p sv napr t j t.j tzv tzn apod atď
        resp č čís str s ul nám tel hod min sek tis mil mld cca okr ods písm gen plk mjr kpt por
        st ml
        """
    ),
    "da": _words(
        """
        prof dr mag ca bl.a bl d.v.s dvs f.eks eks fx m.fl m.m m.v mv osv o.l o.lign p.t pga pr kl
        nr kr mio mia mill tlf jf ift ifm inkl ekskl evt hhv sml tidl vedr s st d hr fr pk kap kbh
        adr afd
        """
    ),
    "sv": _words(
        """
        prof dr doc fil kand ca bl.a dvs d.v.s t.ex ex f.d m.fl m.m mfl mm osv o.s.v s.k kl nr kr
        milj mdr tkr tel jfr inkl exkl ev resp st ang avd kap sid s st
        """
    ),
    "no": _words(
        """
        prof dr mag ca bl.a dvs d.v.s f.eks eks m.fl m.m mv osv o.l p.t pga pr kl nr kr mill mrd
        tlf jf inkl ekskl evt hhv tidl vedr s st adr avd kap hr fr
        """
    ),
    "fi": _words(
        "prof tri fil maist esim ks mm ym yms jne ns n noin mrd milj klo nro puh ent os srk toim vrt s"
    ),
    "el": _words(
        """
        κ κα κκ δις δρ καθ αν επ λεωφ οδ αρ τηλ περ εκατ δισ χιλ ευρ π.χ μ.χ π.μ μ.μ κ.ά κ.λπ κλπ κτλ δηλ
        βλ σελ τ.μ αγ στρ υπ βουλ εκ χλμ
        """
    ),
    "tr": _words(
        "prof doç doc dr yrd öğr gör av müh sn bkz vb vs vd örn yakl cad sok mah blv no tel apt kat s alb gen"
    ),
    "hu": _words(
        """
        dr prof ifj id özv u út krt tér sz sz. kb kft rt zrt bt pl ill stb ún vö ld tel old r e
        min max du de
        """
    ),
    "ro": _words(
        """
        dl dna dra d-na d-l dlui prof dr ing conf lect acad str bd b-dul bl sc et ap nr tel ex de
        aprox cca mil mld pag art alin lit jud loc com
        """
    ),
    "ar": _words("د أ أ.د م ص ت ج ه ق ق.م"),
    "hi": _words("डॉ श्री प्रो मो पं सु कु रु"),
    "mr": _words("डॉ श्री प्रा पं सौ कु रु"),
}
"""Lower-case, without the last stop; the empty code holds what serves every language."""

MAY_END: Mapping[str, frozenset[str]] = {
    "": _words("al ft min max est sec inc ltd corp co etc mt bros u.s u.k u.n u.s.a e.u a.m p.m d.c ph.d"),
    "en": _words(
        """
        no jan feb mar apr aug sept oct nov dec ave blvd rd st a.m p.m u.s u.k u.n u.s.a d.c ph.d jr
        sr
        """
    ),
    "de": _words("usw mio mrd tsd jh jhdt str u.a e.v nr abs geb gest jun sen"),
    "fr": _words("m etc av"),
    "es": _words("uu a.m p.m a m etc aprox núm pág cap"),
    "pt": _words("etc n a.m p.m e.u.a"),
    "it": _words("ecc on"),
    "nl": _words("jl etc enz"),
    "ru": _words("г гг в вв др руб коп долл дол млн млрд тыс т.д т.п пр чел ч мин кв.м куб.м н.э у.е с ст"),
    "uk": _words("р рр ст ін грн коп дол млн млрд тис т.д т.п чол год м"),
    "bg": _words("г гг в вв др лв ст млн млрд"),
    "pl": _words("r w zł gr in itd itp tys mln mld min os godz br"),
    "cs": _words("hod tis mil mld kč apod atd atp csc ph.d"),
    "sk": _words("hod tis mil mld apod atď csc ph.d"),
    "da": _words("kr mio mia mill m.fl m.m mv osv o.l"),
    "sv": _words("kr milj mdr tkr m.fl m.m osv"),
    "no": _words("kr mill mrd m.fl m.m mv osv"),
    "fi": _words("milj mrd ym yms jne mm"),
    "el": _words("κ.ά κ.λπ κλπ κτλ μ.μ π.μ π.χ μ.χ εκατ δισ"),
    "tr": _words("vb vs vd no"),
    "hu": _words("stb"),
    "ro": _words("etc mil mld"),
}
"""Abbreviations that also stand at the end of a sentence: a starter behind them begins a new one."""

STARTERS: Mapping[str, frozenset[str]] = {
    "en": _words(
        """
        The A An He She It They We I You This That These Those There Here But And Or So In On At By For From
        With As After Before When While If Since Until Although Though However Meanwhile Police Officials
        Authorities Residents Investigators His Her Their Its Our My One Some Many Most Both Each Another
        Other No Not Now Then Last Next Nobody Nothing Only Even Also Yet Still All Any Every More Under
        Over About Who What Where Why How Because During Two Three Four Firefighters Neither Several Earlier
        Later
        """
    ),
    "de": _words(
        """
        Der Die Das Den Dem Des Ein Eine Einen Einem Er Sie Es Wir Ich Ihr Sein Seine Ihre Dieser Diese
        Dieses Dort Da Dann Danach Doch Aber Auch Und Oder Am Im In Bei Nach Für Mit Von Vom Vor Seit Um Zu
        Zum Zur Auf Aus An Als Wenn Weil Wer Was Wie Wo Jetzt Nun Noch Nur So Alle Viele Einige Kein Keine
        Niemand Laut Trotz Während
        """
    ),
    "fr": _words(
        """
        Le La Les L Un Une Des Il Elle Ils Elles On Nous Vous Je Ce Cet Cette Ces Mais Et Ou Puis En Au Aux
        À Dans Pour Par Sur Avec Depuis Après Avant Selon Quand Si Son Sa Ses Leur Leurs Personne Rien Tout
        Tous Plus
        """
    ),
    "es": _words(
        """
        El La Los Las Un Una Unos Unas Él Ella Ellos Ellas Esto Este Esta Estos Estas Ese Esa Pero Y O En Al
        A Para Por Con Sin Desde Hasta Tras Según Cuando Si Su Sus No Ni Nadie Nada Todo Todos Más También
        Además Lo Se
        """
    ),
    "pt": _words(
        """
        O A Os As Um Uma Ele Ela Eles Elas Isto Este Esta Esse Essa Mas E Ou Em No Na Nos Nas Ao Para Por
        Com Sem Desde Até Após Segundo Quando Se Seu Sua Não Nem Ninguém Nada Todo Todos Mais Também
        """
    ),
    "it": _words(
        """
        Il Lo La I Gli Le Un Una Uno Lui Lei Loro Questo Questa Questi Ma E O In Nel Nella A Al Per Con
        Senza Da Dal Dopo Prima Secondo Quando Se Suo Sua Non Né Nessuno Niente Tutto Tutti Più Anche
        """
    ),
    "nl": _words(
        """
        De Het Een Hij Zij Ze Wij We Ik Dit Dat Deze Die Maar En Of In Op Bij Na Voor Met Van Sinds Om
        Te Als Wie Wat
        Hoe Nu Nog Niet Niemand Alle Veel Volgens Ook Er
        """
    ),
    "ru": _words(
        """
        В Во На По О Об Он Она Они Оно Мы Вы Я Это Эти Этот Эта Но И А Как После До При Из За Для
        С Со К От У Его Ее Её Их По Если Когда Также Однако Ранее Теперь Никто Ничего Все Всё
        Ремонт Там Здесь Тогда Уже Ещё Еще
        """
    ),
    "uk": _words(
        """
        У В На По Про Він Вона Вони Воно Ми Ви Я Це Ці Цей Ця Але І Й А Як Після До При Із З За
        Для К Від Його Її Їх Якщо Коли Також Однак Раніше Тепер Ніхто Нічого Усі Все Там Тут Тоді
        Вже Ще
        """
    ),
    "bg": _words(
        """
        В Във На По За Той Тя Те То Ние Вие Аз Това Тези Този Тази Но И А Как След До При От С Със
        Ако Когато Също
        """
    ),
    "pl": _words(
        """
        W We Na Po O Od Do On Ona Oni One Ono My Wy Ja To Ten Ta Te Ci Ale I A Jak Przed Przy Z Ze
        Za Dla Jego Jej Ich Jeśli Gdy Kiedy Także Jednak Wcześniej Teraz Nikt Nic Wszyscy Wszystko
        Tam Tu Wtedy Już Jeszcze Nie
        """
    ),
    "cs": _words(
        """
        V Ve Na Po O Od Do On Ona Oni Ono My Vy Já To Ten Ta Ti Ale A I Jak Před Při Z Ze Za Pro
        Jeho Její Jejich Když Také Nikdo Nic Už Ještě
        """
    ),
    "sk": _words(
        """
        V Vo Na Po O Od Do On Ona Oni Ono My Vy Ja To Ten Tá Tí Ale A I Ako Pred Pri Z Zo Za Pre
        Jeho Jej Ich Keď Tiež Nikto Nič Už Ešte
        """
    ),
    "da": _words(
        """
        Hvad Hvem Hvor Hvorfor Hvordan Hvornår Den Det De En Et Han Hun Vi I Jeg Du Men Og Eller I
        På Om Til Fra Af Med For Efter Før Når Hvis Da Ifølge Ingen Alle Der Her Nu Også
        """
    ),
    "sv": _words(
        """
        Vad Vem Var Varför Hur Den Det De En Ett Han Hon Vi Ni Jag Du Men Och Eller I På Om Till
        Från Av Med För Efter Före När Enligt Ingen Alla Där Här Nu Även
        """
    ),
    "no": _words(
        """
        Hva Hvem Hvor Hvorfor Hvordan Når Den Det De En Et Han Hun Vi Dere Jeg Du Men Og Eller I
        På Om Til Fra Av Med For Etter Før Når Hvis Da Ifølge Ingen Alle Der Her Nå Også
        """
    ),
    "fi": _words(
        """
        Se Ne Hän He Me Te Minä Sinä Mutta Ja Tai Kun Jos Myös Nyt Siellä Täällä Sitten Kukaan
        Kaikki Tämä Nämä
        """
    ),
    "el": _words(
        """
        Ο Η Το Οι Τα Τον Την Ένας Μια Αυτός Αυτή Αυτό Και Αλλά Ή Στο Στη Στην Στον Με Για Από Μετά
        Πριν Όταν Αν Δεν Κανείς Όλοι
        """
    ),
    "tr": _words(
        "Bu Şu O Onlar Biz Siz Ben Ve Ama Ancak Fakat İçin Kimse Herkes Daha Sonra Önce Burada Orada Şimdi"
    ),
    "hu": _words(
        "A Az Egy Ez Ezek Ő Ők Mi Ti Én De És Vagy Ha Amikor Még Már Most Itt Ott Senki Mindenki Nem"
    ),
    "ro": _words(
        """
        Un O Cel Cea El Ea Ei Ele Noi Voi Eu Acest Această Dar Și Sau În La Pe Cu De Din După Când
        Dacă Nu Nimeni Toți Aici Acolo Acum
        """
    ),
}
"""Capitalised words that begin a sentence rather than belong to a name."""

ORDINAL_BEFORE = _words(
    """
    am beim im zum zur vom ab bis der die das dem den des ein eine einem einen einer eines sein seine seinem
    seinen seiner ihr ihre ihrem ihren ihrer mein unser unsere diesem dieser dieses jeder jedem jeden und
    seit dessen deren
    """
)
"""German words in front of an ordinal number."""

REPORTING = _words(
    """
    said says told asked shouted cried replied added answered wondered wrote exclaimed insisted demanded
    screamed yelled whispered joked quipped posted tweeted sagte fragte rief antwortete schrieb meinte
    wollte erklärte preguntó dijo gritó respondió exclamó demande dit lance répond demandait perguntou disse
    gritou respondeu chiede dice disse chiese vroeg zei riep
    """
)
"""Verbs that join a name to the question or exclamation quoted in front of it."""

LETTERED = _words(
    """
        platform plan group terminal class type vitamin gate block wing pier exhibit option party
        hepatitis
        """
)
"""Words that a single capital letter follows as their name, not as an initial."""

PRONOUNS = _words("He She They It We I You Er Sie Es Wir Il Elle Ils Él Ella Ele Ela Lui Lei Hij Zij")
"""Capitalised pronouns: with them begins a sentence of its own, not the naming of a speaker."""

ARTICLES = _words("The Der Die El La Le O A Il De")
"""Articles before the common noun of a speaker."""

INSIDE_NAME = _words("de da do del della di von van der den la le el y of a ha hat has had")
"""Small words within a name, or between a name and its verb."""

TIME_WORDS = _words(
    """
    GMT UTC BST CET CEST EST EDT ET CST CDT CT MST MDT MT PST PDT PT IST JST AEST AEDT SAST
    Eastern Central Mountain Pacific Local Greenwich
    """
)
"""Capitalised words that follow a.m. and p.m. within a sentence, beside days and months."""

HALF_DAY = re.compile(r"(?:^|[\s\d])[ap]\.\s?m\.$", re.IGNORECASE)
"""The end of a text that ends in a.m. or p.m."""

SHORTEST_WORD = 4
"""Letters of a word behind which a stop and a figure part two sentences; shorter ones are mostly units
and abbreviations."""

_NONE: frozenset[str] = frozenset()


def is_abbreviation(word: str, language: str) -> bool:
    """Whether `word` is an abbreviation, German streets (*Hafenstr.*) included."""
    listed = word in ABBREVIATIONS[""] or word in ABBREVIATIONS.get(language, _NONE)
    return listed or (language == "de" and word.endswith("str"))


def may_end(word: str, language: str) -> bool:
    """Whether the abbreviation `word` also stands at the end of sentences."""
    return word in MAY_END[""] or word in MAY_END.get(language, _NONE)


def begins_sentence(head: str, language: str) -> bool:
    """Whether the first word of `head` is one that begins sentences rather than names."""
    words = head.lstrip(OPENERS).split(maxsplit=1)
    if not words:
        return False
    return words[0].rstrip(",.:;!?'’").split("’")[0].split("'")[0] in STARTERS.get(language, STARTERS["en"])


def tells_time(head: str) -> bool:
    """Whether `head` goes on with a time rather than with a new sentence."""
    word = head.split(maxsplit=1)[0].rstrip(",.;:)")
    return (
        not head[0].isupper()
        or word in TIME_WORDS
        or word.lower() in all_weekdays()
        or word.lower() in all_months()
    )
