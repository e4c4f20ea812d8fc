"""Words that turn a claim round when they stand in each other's place: opposites, fates, particles.

Closed lists for English, German, Spanish, French and Portuguese; nothing for other languages.
"""

from __future__ import annotations

from functools import cache

_ANTONYMS: dict[str, str] = {
    "en": (
        "accused/acquitted accused/cleared charged/cleared charged/acquitted acquire/sell acquired/sold "
        "acquires/sells buys/sells hired/sacked father/uncle son/brother mother/aunt wins/loses win/loss "
        "beat/lost beats/loses defeated/lost million/billion million/thousand hundreds/thousands "
        "dozens/hundreds thousands/millions killed/injured killed/wounded rise/fall rose/fell risen/fallen "
        "increase/decrease increased/decreased up/down gain/lose gained/lost win/lose won/lost before/after "
        "open/close opened/closed opens/closes start/end started/ended begin/finish began/finished "
        "accept/reject accepted/rejected approve/reject approved/rejected allow/ban allowed/banned "
        "support/oppose supported/opposed backed/opposed arrive/leave arrived/left enter/leave entered/left "
        "buy/sell bought/sold alive/dead survived/died survive/die guilty/innocent convicted/acquitted "
        "arrested/released arrest/release jailed/freed male/female safe/dangerous safe/unsafe "
        "success/failure succeeded/failed join/leave joined/left raise/cut raised/cut raise/lower "
        "raised/lowered include/exclude included/excluded strengthen/weaken strengthened/weakened "
        "strong/weak more/fewer more/less most/least above/below over/under north/south east/west "
        "import/export imported/exported attack/defend attacked/defended agree/disagree agreed/disagreed "
        "agree/refuse agreed/refused positive/negative legal/illegal confirmed/denied confirm/deny "
        "win/defeat victory/defeat injured/unhurt hurt/unhurt full/empty public/private import/export "
        "hire/fire hired/fired for/against with/without remain/leave stay/leave present/absent "
        "recovered/stolen found/lost faster/slower higher/lower bigger/smaller all/most all/some all/many "
        "all/few all/several all/half all/none both/neither both/either many/few larger/smaller "
        "longer/shorter earlier/later older/younger lift/impose lifted/imposed profit/loss best/worst "
        "highest/lowest largest/smallest expand/shrink expanded/shrank hot/cold dry/wet early/late "
        "cheaper/dearer"
    ),
    "de": (
        "gestiegen/gefallen stieg/fiel stieg/sank gestiegen/gesunken vor/nach geöffnet/geschlossen "
        "öffnet/schließt gewonnen/verloren gewann/verlor beginnt/endet begann/endete angenommen/abgelehnt "
        "erlaubt/verboten unterstützt/ablehnt lebend/tot überlebte/starb überlebt/gestorben "
        "schuldig/unschuldig verurteilt/freigesprochen festgenommen/freigelassen mehr/weniger über/unter "
        "norden/süden osten/westen gekauft/verkauft kaufte/verkaufte bestätigt/dementiert "
        "verletzt/unverletzt gesperrt/freigegeben höher/niedriger größer/kleiner älter/jünger alle/einige "
        "alle/viele alle/manche alle/keine beide/keiner viele/wenige für/gegen mit/ohne legal/illegal "
        "erhöht/gesenkt erhöhte/senkte früher/später sicher/unsicher"
    ),
    "es": (
        "subió/bajó sube/baja aumentó/disminuyó antes/después abrió/cerró abierto/cerrado ganó/perdió "
        "empezó/terminó comenzó/terminó aceptó/rechazó aprobó/rechazó permitió/prohibió apoyó/rechazó "
        "vivo/muerto sobrevivió/murió culpable/inocente condenado/absuelto detenido/liberado más/menos "
        "norte/sur este/oeste compró/vendió confirmó/negó herido/ileso con/sin favor/contra mayor/menor "
        "mejor/peor"
    ),
    "fr": (
        "augmenté/baissé hausse/baisse avant/après ouvert/fermé gagné/perdu commencé/terminé accepté/refusé "
        "accepté/rejeté approuvé/rejeté autorisé/interdit vivant/mort survécu/mort coupable/innocent "
        "condamné/acquitté arrêté/libéré plus/moins nord/sud est/ouest acheté/vendu confirmé/démenti "
        "blessé/indemne avec/sans pour/contre"
    ),
    "pt": (
        "subiu/caiu sobe/cai aumentou/diminuiu antes/depois abriu/fechou aberto/fechado ganhou/perdeu "
        "venceu/perdeu começou/terminou aceitou/rejeitou aprovou/rejeitou permitiu/proibiu vivo/morto "
        "sobreviveu/morreu culpado/inocente condenado/absolvido detido/libertado preso/solto mais/menos "
        "norte/sul leste/oeste comprou/vendeu confirmou/negou ferido/ileso com/sem favor/contra maior/menor "
        "melhor/pior"
    ),
}


_FATES: dict[str, str] = {
    "en": (
        "killed kill kills killing dead died dies dying deaths death fatalities lives life bodies/injured "
        "hurt wounded injuring injuries injury wounding/missing unaccounted/arrested detained arrests "
        "arresting arrest held/rescued saved rescue rescuing/evacuated evacuate evacuating displaced fled "
        "homeless/trapped stranded/charged convicted/hospitalised hospitalized hospital/freed released"
    ),
    "de": (
        "getötet tot tote toten starb starben gestorben todesopfer/verletzt verletzte verletzten "
        "verletzungen/vermisst vermisste vermissten/festgenommen verhaftet/gerettet/evakuiert "
        "obdachlos/freigelassen"
    ),
    "es": (
        "muertos muerto murió murieron fallecidos fallecieron/heridos herido lesionados/desaparecidos "
        "desaparecido/detenidos detenido arrestados/rescatados/evacuados desplazados/liberados"
    ),
    "fr": (
        "morts mort tués tué décédés/blessés blessé/disparus disparu/arrêtés interpellés/sauvés "
        "secourus/évacués/libérés"
    ),
    "pt": (
        "mortos morto morreram morreu/feridos ferido/desaparecidos desaparecido/detidos "
        "presos/resgatados/evacuados desalojados/libertados"
    ),
}


_PARTICLES: dict[str, str] = {
    "en": (
        "in:out into:out,from out:in,into up:down down:up on:off off:on from:to,into to:from for:against "
        "against:for over:under under:over with:without without:with before:after after:before above:below "
        "below:above inside:outside outside:inside"
    ),
}


_RELATIONS: dict[str, str] = {
    "en": "against despite except until since before toward towards",
    "de": "gegen trotz außer seit vor",
    "es": "contra salvo excepto hasta desde ante hacia",
    "fr": "contre malgré sauf depuis avant vers",
    "pt": "contra exceto até desde antes perante",
}


@cache
def opposites(language: str) -> dict[str, frozenset[str]]:
    """For a lower-case word those of which only one can be true of one thing."""
    found: dict[str, set[str]] = {}
    for pair in _ANTONYMS.get(language, "").split():
        one, other = pair.split("/")
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def fates(language: str) -> dict[str, int]:
    """For a word that says what became of people the number of its kind: killed, injured, missing."""
    kinds = enumerate(_FATES.get(language, "").split("/"))
    return {word: kind for kind, words in kinds for word in words.split()}


@cache
def particles(language: str) -> dict[str, frozenset[str]]:
    """For a particle or preposition those that turn the word before it round: checks in, checks out."""
    pairs = (pair.split(":") for pair in _PARTICLES.get(language, "").split())
    return {word: frozenset(against.split(",")) for word, against in pairs}


@cache
def relations(language: str) -> frozenset[str]:
    """Prepositions without which a claim about the next word is another claim: against, despite, since."""
    return frozenset(_RELATIONS.get(language, "").split())
