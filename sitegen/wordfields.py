"""Words that can tell of one thing in reports, as classes of stems: who was harmed, what was hit, what it cost.

Wider than synonyms: "lost power" and "were without electricity", "left their homes" and "were evacuated"
may be one fact. A class says that two words can mean one thing, never that they do. General vocabulary of
English, German, Spanish, French and Portuguese.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from sitegen import opposition
from sitegen.tokens import words

_GENERIC: Final = (
    "people persons person individuals others victims lives residents inhabitants locals citizens population "
    "menschen personen leute einwohner anwohner bewohner bürger opfer "
    "personas gente habitantes vecinos residentes víctimas ciudadanos vidas "
    "personnes gens habitants riverains résidents victimes pessoas moradores vítimas cidadãos"
)
_PERSONS: Final = (
    "passengers travellers commuters tourists visitors guests customers patients students pupils workers employees "
    "staff soldiers troops personnel officers police firefighters crew migrants refugees prisoners inmates suspects "
    "protesters demonstrators fans spectators voters children women men boys girls teenagers hikers climbers miners "
    "sailors fishermen drivers survivors members volunteers villagers families holidaymakers civilians "
    "dead injured wounded missing casualties fatalities deaths campers worshippers shoppers delegates "
    "tote toten verletzte verletzten vermisste passagiere reisende fahrgäste besucher gäste kinder frauen männer "
    "schüler soldaten polizisten feuerwehrleute einsatzkräfte helfer mitarbeiter beschäftigte patienten touristen "
    "zuschauer demonstranten flüchtlinge insassen arbeiter "
    "muertos heridos desaparecidos pasajeros viajeros turistas niños mujeres hombres alumnos soldados agentes policías "
    "bomberos efectivos trabajadores empleados pacientes manifestantes espectadores asistentes migrantes detenidos "
    "morts blessés disparus passagers voyageurs touristes enfants femmes hommes élèves soldats policiers pompiers "
    "salariés employés manifestants spectateurs visiteurs migrants "
    "mortos feridos desaparecidos passageiros turistas crianças mulheres homens alunos bombeiros funcionários"
)
_FIELDS: Final = """
kill kills killed killing die dies died dying dead death deaths fatality fatalities fatal toll perished drowned|getötet töten tot tote toten toter gestorben starb starben todesopfer todesfälle umgekommen|muerto muertos muerta muertas muerte muertes murió murieron fallecido fallecidos falleció fallecieron mueren|mort morts morte mortes décès tué tués tuées décédé décédés|morreu morreram morto mortos mortas morte mortes
injure injured injures injury injuries hurt wounded wounds harmed|verletzt verletzte verletzten verletzung verletzungen verletzter|herido heridos herida heridas lesionado lesionados|blessé blessés blessées blessure blessures|ferido feridos ferida feridas ferimentos
missing unaccounted disappeared|vermisst vermisste vermissten|desaparecido desaparecidos|disparu disparus|desaparecidos
arrest arrested arrests detain detained custody|festgenommen festnahme festnahmen verhaftet verhaftungen gewahrsam|detenido detenidos detuvo arrestado arrestados|arrêté arrêtés interpellé interpellés interpellations|detido detidos preso presos
evacuate evacuated evacuation evacuations leave left flee fled displaced moved cleared homeless|evakuiert evakuierung verlassen geräumt räumen|evacuado evacuados evacuadas desalojado desalojados desplazados abandonar|évacué évacués évacuées évacuer quitter|evacuados desalojados deixar retirados
rescue rescued saved|gerettet geborgen|rescatado rescatados salvados|secourus sauvés|resgatados salvos
home homes house houses household households properties property dwelling dwellings|haushalt haushalte haushalten häuser häusern wohnung wohnungen haus|hogar hogares vivienda viviendas casa casas|foyer foyers maison maisons logement logements|casa casas residências domicílios
power electricity outage outages blackout supply dark|strom stromausfall elektrizität stromversorgung|luz electricidad suministro eléctrico apagón|électricité courant coupure|energia eletricidade luz
soldier soldiers troop troops servicemen military personnel forces fighters|soldat soldaten truppen|soldado soldados tropas militares efectivos|soldat soldats troupes militaires|soldados tropas militares
firefighter firefighters crews crew brigade|feuerwehrleute feuerwehrleuten feuerwehrmann einsatzkräfte helfer kräfte kameraden|bombero bomberos|pompier pompiers sapeurs-pompiers|bombeiro bombeiros
police officer officers policemen|polizei polizisten beamte|policía policías agente agentes|police policier policiers agents|polícia policiais agentes
worker workers employee employees staff job jobs workforce|mitarbeiter beschäftigte beschäftigten arbeitsplätze stellen arbeiter|trabajador trabajadores empleado empleados empleos puestos plantilla|salarié salariés employé employés emplois postes|trabalhadores funcionários empregados empregos
child children kids minors youngsters|kind kinder kindern|niño niños niña menores|enfant enfants mineurs|criança crianças
student students pupil pupils schoolchildren|schüler schülerinnen studenten|alumno alumnos estudiantes|élève élèves étudiants|alunos estudantes
spectator spectators fans crowd audience attendance visitors attended turned|zuschauer besucher gäste publikum|espectadores asistentes público aficionados visitantes|spectateurs visiteurs public|espectadores visitantes público
passenger passengers aboard travellers|passagiere fahrgäste insassen reisende bord|pasajeros viajeros bordo|passagers voyageurs bord|passageiros bordo
car cars vehicle vehicles|auto autos fahrzeug fahrzeuge wagen|coche coches vehículo vehículos automóviles|voiture voitures véhicule véhicules|carro carros veículos
ship ships vessel vessels boat boats ferry|schiff schiffe boot boote fähre|barco barcos buque embarcación ferri|bateau bateaux navire navires ferry|navio barco barcos balsa
plane planes aircraft jet jets airliner|flugzeug flugzeuge maschine maschinen|avión aviones aeronave aparato|avion avions appareil|avião aviões aeronave
building buildings structures|gebäude bauten|edificio edificios inmuebles|bâtiment bâtiments immeuble immeubles|prédio prédios edifícios
fire fires blaze wildfire flames burned burnt burn burning|brand brände feuer flammen verbrannt verbrannte verbrannten brannte|incendio incendios fuego llamas ardió quemado quemadas|incendie incendies feu flammes brûlé brûlés|incêndio incêndios fogo chamas
destroy destroyed wrecked ruined lost|zerstört vernichtet|destruido destruidas destruyó arrasado|détruit détruits détruites ravagé|destruído destruídas
damage damages damaged loss losses|schaden schäden sachschaden beschädigt|daño daños pérdida pérdidas perjuicios|dégât dégâts dommages pertes|dano danos prejuízo prejuízos
cost costs price priced pay paid worth sells sell sold fee|kostet kosten preis bezahlt zahlen zahlt kostete verkauft|cuesta costó costará precio pagar pagó coste costo|coûte coûté coûtera prix payé payer coût|custa custou preço pagar pagou custo
invest invested investment spend spent spending budget fund funding|investiert investieren investition ausgeben etat|invertir inversión invierte presupuesto gastar|investir investissement investi budget|investir investimento orçamento
fine fined penalty|geldstrafe bußgeld|multa sanción|amende|multa
storm hurricane cyclone typhoon tempest|sturm orkan unwetter|tormenta temporal huracán borrasca|tempête ouragan|tempestade furacão
wind winds gust gusts|wind böe böen windböen|viento vientos racha rachas ráfagas|vent vents rafale rafales|vento ventos rajadas
rain rainfall downpour|regen niederschlag|lluvia lluvias|pluie pluies|chuva chuvas
flood floods flooding water surge tide|hochwasser flut überschwemmung|inundación inundaciones crecida|crue inondation inondations|enchente inundação cheia
quake earthquake tremor magnitude|erdbeben beben stärke|terremoto seísmo sismo magnitud|séisme tremblement magnitude|terremoto sismo magnitude
explosion blast explode exploded bomb|explosion detonation explodiert|explosión estallido explotó|explosion déflagration|explosão
crash collision crashed collided accident|unfall zusammenstoß kollision unglück|accidente choque colisión|accident collision|acidente colisão
attack attacks assault strike|angriff angriffe anschlag|ataque ataques atentado|attaque attaques attentat|ataque ataques atentado
shoot shot shooting fired gunfire|schüsse geschossen erschossen|disparo disparos tiroteo|tir tirs fusillade|tiros disparos
begin begins began begun reopen reopens reopened start starts started open opens opened opening launch launched|beginnt begann begonnen start startet gestartet öffnet geöffnet wiedereröffnet eröffnet eröffnung beginn|comienza comenzó comenzará inicia inició abre abrió abrirá reabre reabrió reabrirá inauguración|commence commencé débute début ouvre ouvert ouverture rouvre rouvrira rouvert réouverture|começa começou início abre abriu abertura
finish finished end ends ended complete completed close closed closes|endet endete beendet abgeschlossen geschlossen fertig|termina terminó finaliza acaba cierra cerró|termine terminé fini ferme fermé|termina terminou fim fecha
vote votes voted ballot ballots|stimme stimmen gestimmt|voto votos votaron votó|voix vote votes voté|voto votos votou
deal agreement treaty pact accord contract|abkommen vertrag vereinbarung pakt|acuerdo tratado pacto contrato|accord traité pacte contrat|acordo tratado pacto contrato
talks talk meeting meet met meets summit|treffen traf trafen gespräch gespräche gipfel|reunión reunieron encuentro cumbre|réunion rencontre rencontré sommet|reunião encontro cúpula
buy buys bought purchase purchased acquire acquired acquisition takeover|kauft kaufte gekauft kauf übernahme übernimmt|compra compró adquirió adquisición|achète acheté achat acquisition rachat|compra comprou adquiriu
company firm business corporation|unternehmen firma konzern betrieb|empresa compañía firma|entreprise société compagnie|empresa companhia
plan plans planned project|plan pläne geplant projekt vorhaben|plan planes proyecto|plan plans projet|plano planos projeto
high height tall rose|hoch höhe stieg|alto altura|haut hauteur|alto altura
long length lasted lasts last took takes duration|lang länge dauerte dauert gedauert|largo longitud duró dura tardó duración|long longueur durée duré dure|longo comprimento durou dura
deep depth|tief tiefe|profundidad profundo|profondeur profond|profundidade
weigh weighs weight heavy scales|wiegt gewicht schwer|pesa peso|pèse poids|pesa peso
fast speed speeds|schnell geschwindigkeit tempo|velocidad rápido|vitesse|velocidade
area land terrain hectares|fläche gebiet|superficie terreno área|surface terrain|área terreno
case cases infection infections infected|fall fälle infektionen infiziert|caso casos contagios infectados|cas infections contaminations|casos infecções
patient patients hospital hospitalised treated|patient patienten krankenhaus klinik|paciente pacientes hospital|patient patients hôpital|paciente hospital
shop shops store stores outlet|laden läden filiale filialen geschäft|tienda tiendas comercio|magasin magasins boutique|loja lojas
steal stole stolen theft robbery robbed|gestohlen diebstahl raub geraubt erbeutet|robo robado robaron robó|vol volé dérobé braquage|roubo roubado furto
sentence sentenced jailed prison jail|verurteilt haft gefängnis freiheitsstrafe|condenado condena prisión cárcel|condamné prison peine|condenado prisão pena
delay delayed delays late|verspätung verspätet verzögerung|retraso retrasado demora|retard retardé|atraso atrasado
search hunt sought looking|suche gesucht|búsqueda busca|recherche recherché|busca procura
protest protesters demonstration demonstrators marched rally march|protest demonstration demonstranten demonstrierten|protesta manifestación manifestantes marcha|manifestation manifestants manifesté|protesto manifestação manifestantes
reward bounty offered|belohnung ausgesetzt|recompensa|récompense|recompensa
restore restored back resume resumed return|wiederhergestellt wieder aufgenommen|restablecer restablecido reanudar vuelve|rétabli rétablir reprise reprend|restabelecer retomada
"""
_COLUMNS: Final = {"en": 0, "de": 1, "es": 2, "fr": 3, "pt": 4}


@cache
def fields(language: str) -> Mapping[str, str]:
    """Class by stem; English for languages without a column."""
    known = words(language)
    table: dict[str, str] = {}
    for row in _FIELDS.strip().splitlines():
        name = "~" + row.split(maxsplit=1)[0]
        for word in row.split("|")[_COLUMNS.get(language, 0)].split():
            table.setdefault(known[word].key, name)
    return table


@cache
def generic_persons(language: str) -> frozenset[str]:
    """Classes of words for people whoever they are."""
    return _classes(language, _GENERIC)


@cache
def persons(language: str) -> frozenset[str]:
    """Classes of words for people in a role or a state."""
    return _classes(language, _PERSONS)


@cache
def people(language: str) -> frozenset[str]:
    """Classes of all words for people."""
    return generic_persons(language) | persons(language)


def _classes(language: str, listed: str) -> frozenset[str]:
    known, table = words(language), fields(language)
    return frozenset(table.get(key, key) for key in (known[word].key for word in listed.split()))
