"""Classes of words that decide what a sentence claims: negation, doubt, contrast, time, reporting.

Closed lists for English, German, Spanish, French and Portuguese; other languages have function words
only, from `language.FUNCTION_WORDS`. A word may have several classes; they are bits of one number.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from sitegen.text.language import FUNCTION_WORDS
from sitegen.text.opposites import fates, opposites, particles, relations

FUNCTION = 1
"""Carries no fact of its own: articles, prepositions, auxiliaries, verbs of reporting."""
NEGATION = 2
"""Turns a claim round: not, never, without; also denied, refused, failed."""
MODAL = 4
"""Takes certainty away: may, alleged, expected, unless."""
CONTRAST = 8
"""Tells two like things apart: first and second, north and south, men and women."""
TIME = 16
"""Says when without a date: yesterday, evening, week."""
PART = 32
"""Makes the number behind it a part of the one before: including, among them."""
FUTURE = 64
"""Will, shall: not yet happened."""
PRONOUN = 128
"""Stands for somebody named before, when it opens a sentence."""
ARTICLE = 256
"""Stands before a common noun; in German it tells nouns from names."""
INTENT = 8192
"""A modal where *to* follows: plans to, expected to; an ordinary word elsewhere."""
OPPOSED = 16384
"""Has an opposite: rose, fell."""
FATE = 32768
"""Says what became of people: killed, missing."""
PARTICLE = 65536
"""Turns the word before it round: checks in, checks out."""
RELATION = 131072
"""Without it a claim about the next word is another: against, since."""
RIVAL = OPPOSED | FATE | PARTICLE | RELATION
"""Another word in its place is another claim."""
BORDER = 512
"""Opens a clause behind a comma: which, while, after, but."""
LINK = 1024
"""Opens or joins without a fact of its own: also, however, meanwhile."""

_WORDS: dict[str, dict[int, str]] = {
    "en": {
        NEGATION: (
            "not no never none nobody nothing neither nor without cannot non nowhere deny denies denied "
            "denying refuse refuses refused refusing refusal fail fails failed failing false falsely untrue "
            "hoax unable reject rejects rejected rejecting dismiss dismissed dismisses avoid avoided prevent "
            "prevented lack lacks lacked"
        ),
        MODAL: (
            "may might could should possible possibly possibility alleged allegedly suspicious "
            "suspected suspect likely "
            "unlikely unless if whether perhaps maybe probably probable apparently reportedly potential "
            "potentially rumoured rumored unconfirmed unclear uncertain believed suggest suggests suggested "
            "expected planned scheduled proposed supposed feared"
        ),
        CONTRAST: (
            "first second third fourth fifth sixth seventh eighth ninth tenth last next previous half double "
            "twice triple quarter left right less fewer least neither either north south east west northern "
            "southern eastern western northeast northwest southeast southwest older younger oldest youngest "
            "elder eldest men women man woman boy girl boys girls male female mother father son daughter "
            "brother sister husband wife away minimum maximum max min upper lower inner outer front rear top "
            "bottom former another other few highest lowest largest smallest biggest"
        ),
        TIME: (
            "week weeks weekend month months year years yesterday today tonight tomorrow morning afternoon "
            "evening night midnight noon midday hour hours minute minutes day days daily weekly monthly "
            "annual annually overnight decade century spring summer autumn winter dawn dusk lunchtime"
        ),
        PART: "including include includes included among whom",
        FUTURE: "will shall would ll upcoming",
        INTENT: (
            "plan plans planning hope hopes hoped hoping seem seems seemed appear appears appeared threaten "
            "threatens threatened ask asks asked urge urges urged offer offers offered intend intends "
            "intended want wants wanted expect expects fear fears consider considers considering propose "
            "proposes due set poised ready likely tried tries attempt attempts attempted agreed agrees "
            "promised promises vowed vows pledged pledges decided decides refuse refuses refused prepared "
            "preparing negotiations talks aim aims seek seeks seeking bid"
        ),
        PRONOUN: "he she it they his her its their him them this that these those both pair",
        ARTICLE: "the a an",
        BORDER: (
            "which who whom whose where when while whereas after before because although though but and as "
            "since despite until unless if so that with"
        ),
        LINK: (
            "also too however meanwhile moreover furthermore additionally further then still even just "
            "already yet well such own very quite rather thus therefore indeed though although nearly almost "
            "about around some roughly approximately adding added additionally separately respectively "
            "instead via per amid during within across"
        ),
        FUNCTION: (
            "said says say saying told tells tell telling according reported reports report reporting stated "
            "states state stating announced announces announce announcing added adds add wrote writes "
            "writing noted notes noting explained explains explaining claimed claims claim confirmed "
            "confirms confirm confirming quoted quoting quote citing cited cites described describes "
            "describing revealed reveals commented remarked mentioned reportedly expressed expressing voiced "
            "stressed stresses stressing emphasized emphasised insisted insists declared declares argued "
            "asserted asserts highlighted underlined underscored statement spokesman spokeswoman "
            "spokesperson mr mrs ms dr is are was were be been being am has have had having do does did done "
            "get gets got make makes made making take takes took taken"
        ),
    },
    "de": {
        NEGATION: (
            "nicht kein keine keiner keinen keinem keines nie niemals niemand nichts weder ohne nirgends "
            "kaum bestritt bestreitet bestritten dementiert dementierte verweigert verweigerte abgelehnt "
            "lehnt lehnte scheiterte gescheitert falsch fehlt fehlte fehlen unverletzt unversehrt "
            "unbeschädigt"
        ),
        MODAL: (
            "soll sollen sollte sollten könnte könnten kann können möglicherweise vermutlich mutmaßlich "
            "mutmaßliche mutmaßlichen mutmaßlicher wohl vielleicht wahrscheinlich angeblich voraussichtlich "
            "offenbar verdacht verdächtig geplant plant planen erwartet falls ob wenn würde würden dürfte "
            "dürften möglich möglicher unklar mögliche vermutet vermuten anscheinend scheint befürchtet "
            "droht drohen sofern hoffen hofft will wollen wollte"
        ),
        CONTRAST: (
            "erste ersten erster erstes zweite zweiten zweiter zweites dritte dritten dritter letzte letzten "
            "letzter letztes nächste nächsten nächster halb halbe hälfte doppelt linke linken links rechte "
            "rechten rechts weniger  norden süden osten westen nördlich südlich östlich westlich nördliche "
            "südliche ältere älteren jüngere jüngeren männer frauen mann frau mädchen männliche weibliche "
            "maximal minimal obere untere vordere hintere frühere früherer oben unten vater mutter sohn "
            "tochter bruder schwester größte kleinste höchste niedrigste auswärts"
        ),
        TIME: (
            "woche wochen monat monate monaten jahr jahre jahren gestern heute morgen abend morgens abends "
            "nacht nachts mittag mittags vormittag nachmittag mitternacht stunde stunden minute minuten tag "
            "tage tagen wochenende frühling sommer herbst winter vormittags nachmittags jahrzehnt früh spät "
            "vortag"
        ),
        PART: "darunter einschließlich inklusive davon",
        FUTURE: "wird werden werde künftig",
        PRONOUN: "er sie es ihr ihre sein seine ihnen ihm ihn dieser diese dieses beide",
        ARTICLE: (
            "der die das den dem des ein eine einer einen einem eines zum zur im am vom beim ins ans fürs "
            "aufs ihre ihr ihren ihrem seine sein seinen seinem seiner ihrer kein keine keinen diese dieser "
            "dieses diesem diesen mehrere viele alle einige unsere unser unserer zwei drei vier fünf"
        ),
        BORDER: (
            "der die das den dem dessen deren welche welcher wo während nachdem bevor weil obwohl aber und "
            "als denn doch sondern dass damit indem wobei wodurch sowie falls wenn ob"
        ),
        LINK: (
            "auch zudem außerdem jedoch allerdings inzwischen dabei bereits schon noch sogar dann damit "
            "dafür dazu daher deshalb somit also rund etwa circa ca knapp fast ungefähr gegen bis hinzu "
            "weiterhin unterdessen mittlerweile insgesamt derzeit zunächst ebenfalls dort hier nun lediglich "
            "eben gerade wieder"
        ),
        FUNCTION: (
            "sagte sagt sagten sagen teilte teilten mit mitteilte mitteilten berichtete berichtet berichten "
            "berichteten erklärte erklärt erklärten angaben zufolge laut hieß heißt meldete meldet meldeten "
            "gab gaben an gibt geben so nach sprach spricht betonte betont schrieb schreibt bestätigte "
            "bestätigt sprecher sprecherin mitteilung ist sind war waren sei seien wurde wurden worden "
            "gewesen hat haben hatte hatten habe hätte werden"
        ),
    },
    "es": {
        NEGATION: (
            "no nunca jamás nadie nada ninguno ninguna ningún ni sin tampoco negó niega negaron negado "
            "rechazó rechaza rechazaron desmintió desmiente falso falsa fracasó impidió evitó"
        ),
        MODAL: (
            "podría podrían puede pueden pudo posible posiblemente posibilidad presunto presunta presuntos "
            "presuntas presuntamente supuesto supuesta supuestamente probable probablemente quizá quizás tal "
            "vez debería deberían si prevé prevén previsto prevista espera esperan esperado planea planean "
            "plan sospecha sospechoso sospechosa aún aparentemente sería serían habría habrían teme temen "
            "salvo"
        ),
        CONTRAST: (
            "primer primero primera segundo segunda tercer tercero tercera cuarto cuarta quinto último "
            "última últimos últimas próximo próxima pasado pasada medio media mitad doble izquierda derecha "
            "izquierdo derecho menos ambos ambas norte sur oeste noreste noroeste mayor menor mayores "
            "menores hombres mujeres hombre mujer niño niña local visitante mínimo máximo mínima máxima "
            "superior inferior otro otra otros otras todos todas padre madre hijo hija hermano hermana "
            "anterior"
        ),
        TIME: (
            "semana semanas mes meses año años ayer hoy mañana anoche noche tarde mediodía medianoche "
            "madrugada hora horas minuto minutos día días siglo década primavera verano otoño invierno "
            "diario"
        ),
        PART: "incluido incluida incluidos incluidas incluyendo incluye entre",
        FUTURE: "será serán va van habrá tendrá tendrán",
        PRONOUN: "él ella ellos ellas ello su sus este esta estos estas ese esa esto ambos",
        ARTICLE: "el la los las un una unos unas del al",
        BORDER: (
            "que quien quienes cual cuyo donde cuando mientras después antes porque aunque pero y e como "
            "desde tras pues sino"
        ),
        LINK: (
            "también además sin embargo mientras ya aún incluso entonces así asimismo unos unas cerca casi "
            "alrededor aproximadamente luego todavía tras durante según"
        ),
        FUNCTION: (
            "dijo dice dijeron dicen según informó informa informaron anunció anunciaron anuncia afirmó "
            "afirma afirmaron aseguró asegura señaló señala explicó explica declaró declararon indicó "
            "indicaron comunicó confirmó confirma confirmaron agregó añadió comunicado portavoz fue fueron "
            "es son ha han había habían ser sido está están estaba era eran hubo hay"
        ),
    },
    "fr": {
        NEGATION: (
            "ne pas n jamais personne rien aucun aucune ni sans guère nié nie nient démenti dément refusé "
            "refuse rejeté rejette échoué faux fausse empêché évité"
        ),
        MODAL: (
            "pourrait pourraient peut peuvent possible possiblement possibilité présumé présumée présumés "
            "soupçonné soupçonnée suspect probable probablement peut-être devrait devraient si serait "
            "seraient aurait auraient prévu prévue prévoit envisage envisagé attendu attendue apparemment "
            "éventuel éventuelle craint craignent sauf"
        ),
        CONTRAST: (
            "premier première deuxième second seconde troisième quatrième cinquième dernier dernière "
            "prochain prochaine demi moitié double gauche droite droit moins nord sud est ouest aîné cadet "
            "hommes femmes homme femme garçon fille domicile extérieur minimum maximum supérieur inférieur "
            "autre autres tous toutes père mère fils frère soeur sœur précédent"
        ),
        TIME: (
            "semaine semaines mois an ans année années hier aujourd demain soir matin nuit midi minuit "
            "après-midi heure heures minute minutes jour jours journée soirée matinée siècle décennie "
            "printemps été automne hiver"
        ),
        PART: "dont notamment parmi comprenant compris",
        FUTURE: "sera seront va vont aura auront",
        PRONOUN: "il elle ils elles son sa ses leur leurs ce cet cette ces celui celle",
        ARTICLE: "le la les un une des du au aux l d",
        BORDER: (
            "qui que dont où quand lorsque pendant tandis après avant parce bien mais et comme depuis car "
            "puis"
        ),
        LINK: (
            "aussi également toutefois cependant pourtant alors ainsi déjà encore même puis environ près "
            "quelque ensuite enfin donc or selon lors durant"
        ),
        FUNCTION: (
            "dit déclaré déclare annoncé annonce indiqué indique précisé précise affirmé affirme expliqué "
            "explique ajouté ajoute rapporté rapporte selon confirmé confirme communiqué porte-parole est "
            "sont était étaient a ont avait avaient été être fut furent avoir ont"
        ),
    },
    "pt": {
        NEGATION: (
            "não nunca jamais ninguém nada nenhum nenhuma nem sem tampouco negou nega negaram recusou recusa "
            "rejeitou desmentiu falso falsa falhou impediu evitou"
        ),
        MODAL: (
            "poderia poderiam pode podem possível possivelmente possibilidade suposto suposta supostamente "
            "alegado alegada provável provavelmente talvez deveria deveriam se prevê previsto prevista "
            "espera esperado esperada planeja planeia plano suspeito suspeita aparentemente seria seriam "
            "teria teriam teme salvo"
        ),
        CONTRAST: (
            "primeiro primeira segundo segunda terceiro terceira quarto quarta último última últimos próximo "
            "próxima passado passada meio meia metade dobro esquerda direita menos mais ambos ambas norte "
            "sul leste oeste maior menor homens mulheres homem mulher menino menina mínimo máximo superior "
            "inferior outro outra outros outras todos todas pai mãe filho filha irmão irmã anterior"
        ),
        TIME: (
            "semana semanas mês meses ano anos ontem hoje amanhã noite tarde manhã madrugada meia-noite hora "
            "horas minuto minutos dia dias século década primavera verão outono inverno"
        ),
        PART: "incluindo inclui incluído entre",
        FUTURE: "será serão vai vão terá terão",
        PRONOUN: "ele ela eles elas seu sua seus suas este esta estes estas esse essa isso ambos",
        ARTICLE: "o a os as um uma uns umas do da dos das no na nos nas ao à",
        BORDER: "que quem cujo onde quando enquanto depois antes porque embora mas e como desde após pois",
        LINK: (
            "também além porém contudo já ainda mesmo então assim cerca quase aproximadamente depois durante "
            "segundo"
        ),
        FUNCTION: (
            "disse diz disseram segundo informou informa informaram anunciou anunciaram afirmou afirma "
            "afirmaram declarou explicou indicou comunicou confirmou confirma acrescentou comunicado "
            "porta-voz foi foram é são tem têm tinha tinham ser sido está estão estava era eram há houve"
        ),
    },
}


_LEANING: dict[str, str] = {
    "en": "pair trio duo couple agency former latter move decision incident same others",
    "de": "beiden paar behörde vorfall entscheidung erstere letztere",
    "es": "pareja agencia incidente decisión dos",
    "fr": "couple agence incident décision deux",
    "pt": "casal agência incidente decisão dois",
}


@cache
def classes(language: str) -> dict[str, int]:
    """Classes of the words of a language, lower case; function words alone where there is no list."""
    bits = dict.fromkeys(sorted(FUNCTION_WORDS.get(language, frozenset())), FUNCTION)
    rivals: dict[int, Collection[str]] = {
        OPPOSED: opposites(language),
        FATE: fates(language),
        PARTICLE: particles(language),
        RELATION: relations(language),
    }
    listed = {bit: words.split() for bit, words in _WORDS.get(language, {}).items()}
    for bit, found in (*rivals.items(), *listed.items()):
        for word in found:
            bits[word] = bits.get(word, 0) | bit
    return bits


@cache
def leaning(language: str) -> frozenset[str]:
    """Words that behind an opening article take up something named before: the pair, the agency."""
    return frozenset(_LEANING.get(language, "").split())
