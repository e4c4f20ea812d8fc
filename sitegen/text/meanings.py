"""Words that can tell of one thing in reports, as classes of stems: who was harmed, what it cost.

Wider than synonyms: "lost power" and "were without electricity", "left their homes" and "were evacuated"
may be one fact. A class says that two words can mean one thing, never that they do. General vocabulary of
English, German, Spanish, French and Portuguese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from sitegen.text.tokens import words

_GENERIC: Final = (
    "people persons person individuals others victims lives residents inhabitants locals citizens population "
    "menschen personen leute einwohner anwohner bewohner bürger opfer "
    "personas gente habitantes vecinos residentes víctimas ciudadanos vidas "
    "personnes gens habitants riverains résidents victimes pessoas moradores vítimas cidadãos"
)
_PERSONS: Final = (
    "passengers travellers commuters tourists visitors guests customers patients students pupils workers "
    "employees "
    "staff soldiers troops personnel officers police firefighters crew migrants refugees prisoners "
    "inmates suspects "
    "protesters demonstrators fans spectators voters children women men boys girls teenagers hikers "
    "climbers miners "
    "sailors fishermen drivers survivors members volunteers villagers families holidaymakers civilians "
    "dead injured wounded missing casualties fatalities deaths campers worshippers shoppers delegates "
    "tote toten verletzte verletzten vermisste passagiere reisende fahrgäste besucher gäste kinder "
    "frauen männer "
    "schüler soldaten polizisten feuerwehrleute einsatzkräfte helfer mitarbeiter beschäftigte patienten "
    "touristen "
    "zuschauer demonstranten flüchtlinge insassen arbeiter "
    "muertos heridos desaparecidos pasajeros viajeros turistas niños mujeres hombres alumnos soldados "
    "agentes policías "
    "bomberos efectivos trabajadores empleados pacientes manifestantes espectadores asistentes migrantes "
    "detenidos "
    "morts blessés disparus passagers voyageurs touristes enfants femmes hommes élèves soldats policiers "
    "pompiers "
    "salariés employés manifestants spectateurs visiteurs migrants "
    "mortos feridos desaparecidos passageiros turistas crianças mulheres homens alunos bombeiros funcionários"
)
_FIELDS: Final = """
en: kill kills killed killing die dies died dying dead death deaths fatality fatalities fatal toll
  perished drowned
de: getötet töten tot tote toten toter gestorben starb starben todesopfer todesfälle umgekommen
es: muerto muertos muerta muertas muerte muertes murió murieron fallecido fallecidos falleció fallecieron
  mueren
fr: mort morts morte mortes décès tué tués tuées décédé décédés
pt: morreu morreram morto mortos mortas morte mortes

en: injure injured injures injury injuries hurt wounded wounds harmed
de: verletzt verletzte verletzten verletzung verletzungen verletzter
es: herido heridos herida heridas lesionado lesionados
fr: blessé blessés blessées blessure blessures
pt: ferido feridos ferida feridas ferimentos

en: missing unaccounted disappeared
de: vermisst vermisste vermissten
es: desaparecido desaparecidos
fr: disparu disparus
pt: desaparecidos

en: arrest arrested arrests detain detained custody
de: festgenommen festnahme festnahmen verhaftet verhaftungen gewahrsam
es: detenido detenidos detuvo arrestado arrestados
fr: arrêté arrêtés interpellé interpellés interpellations
pt: detido detidos preso presos

en: evacuate evacuated evacuation evacuations leave left flee fled displaced moved cleared homeless
de: evakuiert evakuierung verlassen geräumt räumen
es: evacuado evacuados evacuadas desalojado desalojados desplazados abandonar
fr: évacué évacués évacuées évacuer quitter
pt: evacuados desalojados deixar retirados

en: rescue rescued saved
de: gerettet geborgen
es: rescatado rescatados salvados
fr: secourus sauvés
pt: resgatados salvos

en: home homes house houses household households properties property dwelling dwellings
de: haushalt haushalte haushalten häuser häusern wohnung wohnungen haus
es: hogar hogares vivienda viviendas casa casas
fr: foyer foyers maison maisons logement logements
pt: casa casas residências domicílios

en: power electricity outage outages blackout supply dark
de: strom stromausfall elektrizität stromversorgung
es: luz electricidad suministro eléctrico apagón
fr: électricité courant coupure
pt: energia eletricidade luz

en: soldier soldiers troop troops servicemen military personnel forces fighters
de: soldat soldaten truppen
es: soldado soldados tropas militares efectivos
fr: soldat soldats troupes militaires
pt: soldados tropas militares

en: firefighter firefighters crews crew brigade
de: feuerwehrleute feuerwehrleuten feuerwehrmann einsatzkräfte helfer kräfte kameraden
es: bombero bomberos
fr: pompier pompiers sapeurs-pompiers
pt: bombeiro bombeiros

en: police officer officers policemen
de: polizei polizisten beamte
es: policía policías agente agentes
fr: police policier policiers agents
pt: polícia policiais agentes

en: worker workers employee employees staff job jobs workforce
de: mitarbeiter beschäftigte beschäftigten arbeitsplätze stellen arbeiter
es: trabajador trabajadores empleado empleados empleos puestos plantilla
fr: salarié salariés employé employés emplois postes
pt: trabalhadores funcionários empregados empregos

en: child children kids minors youngsters
de: kind kinder kindern
es: niño niños niña menores
fr: enfant enfants mineurs
pt: criança crianças

en: student students pupil pupils schoolchildren
de: schüler schülerinnen studenten
es: alumno alumnos estudiantes
fr: élève élèves étudiants
pt: alunos estudantes

en: spectator spectators fans crowd audience attendance visitors attended turned
de: zuschauer besucher gäste publikum
es: espectadores asistentes público aficionados visitantes
fr: spectateurs visiteurs public
pt: espectadores visitantes público

en: passenger passengers aboard travellers
de: passagiere fahrgäste insassen reisende bord
es: pasajeros viajeros bordo
fr: passagers voyageurs bord
pt: passageiros bordo

en: car cars vehicle vehicles
de: auto autos fahrzeug fahrzeuge wagen
es: coche coches vehículo vehículos automóviles
fr: voiture voitures véhicule véhicules
pt: carro carros veículos

en: ship ships vessel vessels boat boats ferry
de: schiff schiffe boot boote fähre
es: barco barcos buque embarcación ferri
fr: bateau bateaux navire navires ferry
pt: navio barco barcos balsa

en: plane planes aircraft jet jets airliner
de: flugzeug flugzeuge maschine maschinen
es: avión aviones aeronave aparato
fr: avion avions appareil
pt: avião aviões aeronave

en: building buildings structures
de: gebäude bauten
es: edificio edificios inmuebles
fr: bâtiment bâtiments immeuble immeubles
pt: prédio prédios edifícios

en: fire fires blaze wildfire flames burned burnt burn burning
de: brand brände feuer flammen verbrannt verbrannte verbrannten brannte
es: incendio incendios fuego llamas ardió quemado quemadas
fr: incendie incendies feu flammes brûlé brûlés
pt: incêndio incêndios fogo chamas

en: destroy destroyed wrecked ruined lost
de: zerstört vernichtet
es: destruido destruidas destruyó arrasado
fr: détruit détruits détruites ravagé
pt: destruído destruídas

en: damage damages damaged loss losses
de: schaden schäden sachschaden beschädigt
es: daño daños pérdida pérdidas perjuicios
fr: dégât dégâts dommages pertes
pt: dano danos prejuízo prejuízos

en: cost costs price priced pay paid worth sells sell sold fee
de: kostet kosten preis bezahlt zahlen zahlt kostete verkauft
es: cuesta costó costará precio pagar pagó coste costo
fr: coûte coûté coûtera prix payé payer coût
pt: custa custou preço pagar pagou custo

en: invest invested investment spend spent spending budget fund funding
de: investiert investieren investition ausgeben etat
es: invertir inversión invierte presupuesto gastar
fr: investir investissement investi budget
pt: investir investimento orçamento

en: fine fined penalty
de: geldstrafe bußgeld
es: multa sanción
fr: amende
pt: multa

en: storm hurricane cyclone typhoon tempest
de: sturm orkan unwetter
es: tormenta temporal huracán borrasca
fr: tempête ouragan
pt: tempestade furacão

en: wind winds gust gusts
de: wind böe böen windböen
es: viento vientos racha rachas ráfagas
fr: vent vents rafale rafales
pt: vento ventos rajadas

en: rain rainfall downpour
de: regen niederschlag
es: lluvia lluvias
fr: pluie pluies
pt: chuva chuvas

en: flood floods flooding water surge tide
de: hochwasser flut überschwemmung
es: inundación inundaciones crecida
fr: crue inondation inondations
pt: enchente inundação cheia

en: quake earthquake tremor magnitude
de: erdbeben beben stärke
es: terremoto seísmo sismo magnitud
fr: séisme tremblement magnitude
pt: terremoto sismo magnitude

en: explosion blast explode exploded bomb
de: explosion detonation explodiert
es: explosión estallido explotó
fr: explosion déflagration
pt: explosão

en: crash collision crashed collided accident
de: unfall zusammenstoß kollision unglück
es: accidente choque colisión
fr: accident collision
pt: acidente colisão

en: attack attacks assault strike
de: angriff angriffe anschlag
es: ataque ataques atentado
fr: attaque attaques attentat
pt: ataque ataques atentado

en: shoot shot shooting fired gunfire
de: schüsse geschossen erschossen
es: disparo disparos tiroteo
fr: tir tirs fusillade
pt: tiros disparos

en: begin begins began begun reopen reopens reopened start starts started open opens opened opening launch
  launched
de: beginnt begann begonnen start startet gestartet öffnet geöffnet wiedereröffnet eröffnet eröffnung
  beginn
es: comienza comenzó comenzará inicia inició abre abrió abrirá reabre reabrió reabrirá inauguración
fr: commence commencé débute début ouvre ouvert ouverture rouvre rouvrira rouvert réouverture
pt: começa começou início abre abriu abertura

en: finish finished end ends ended complete completed close closed closes
de: endet endete beendet abgeschlossen geschlossen fertig
es: termina terminó finaliza acaba cierra cerró
fr: termine terminé fini ferme fermé
pt: termina terminou fim fecha

en: vote votes voted ballot ballots
de: stimme stimmen gestimmt
es: voto votos votaron votó
fr: voix vote votes voté
pt: voto votos votou

en: deal agreement treaty pact accord contract
de: abkommen vertrag vereinbarung pakt
es: acuerdo tratado pacto contrato
fr: accord traité pacte contrat
pt: acordo tratado pacto contrato

en: talks talk meeting meet met meets summit
de: treffen traf trafen gespräch gespräche gipfel
es: reunión reunieron encuentro cumbre
fr: réunion rencontre rencontré sommet
pt: reunião encontro cúpula

en: buy buys bought purchase purchased acquire acquired acquisition takeover
de: kauft kaufte gekauft kauf übernahme übernimmt
es: compra compró adquirió adquisición
fr: achète acheté achat acquisition rachat
pt: compra comprou adquiriu

en: company firm business corporation
de: unternehmen firma konzern betrieb
es: empresa compañía firma
fr: entreprise société compagnie
pt: empresa companhia

en: plan plans planned project
de: plan pläne geplant projekt vorhaben
es: plan planes proyecto
fr: plan plans projet
pt: plano planos projeto

en: high height tall rose
de: hoch höhe stieg
es: alto altura
fr: haut hauteur
pt: alto altura

en: long length lasted lasts last took takes duration
de: lang länge dauerte dauert gedauert
es: largo longitud duró dura tardó duración
fr: long longueur durée duré dure
pt: longo comprimento durou dura

en: deep depth
de: tief tiefe
es: profundidad profundo
fr: profondeur profond
pt: profundidade

en: weigh weighs weight heavy scales
de: wiegt gewicht schwer
es: pesa peso
fr: pèse poids
pt: pesa peso

en: fast speed speeds
de: schnell geschwindigkeit tempo
es: velocidad rápido
fr: vitesse
pt: velocidade

en: area land terrain hectares
de: fläche gebiet
es: superficie terreno área
fr: surface terrain
pt: área terreno

en: case cases infection infections infected
de: fall fälle infektionen infiziert
es: caso casos contagios infectados
fr: cas infections contaminations
pt: casos infecções

en: patient patients hospital hospitalised treated
de: patient patienten krankenhaus klinik
es: paciente pacientes hospital
fr: patient patients hôpital
pt: paciente hospital

en: shop shops store stores outlet
de: laden läden filiale filialen geschäft
es: tienda tiendas comercio
fr: magasin magasins boutique
pt: loja lojas

en: steal stole stolen theft robbery robbed
de: gestohlen diebstahl raub geraubt erbeutet
es: robo robado robaron robó
fr: vol volé dérobé braquage
pt: roubo roubado furto

en: sentence sentenced jailed prison jail
de: verurteilt haft gefängnis freiheitsstrafe
es: condenado condena prisión cárcel
fr: condamné prison peine
pt: condenado prisão pena

en: delay delayed delays late
de: verspätung verspätet verzögerung
es: retraso retrasado demora
fr: retard retardé
pt: atraso atrasado

en: search hunt sought looking
de: suche gesucht
es: búsqueda busca
fr: recherche recherché
pt: busca procura

en: protest protesters demonstration demonstrators marched rally march
de: protest demonstration demonstranten demonstrierten
es: protesta manifestación manifestantes marcha
fr: manifestation manifestants manifesté
pt: protesto manifestação manifestantes

en: reward bounty offered
de: belohnung ausgesetzt
es: recompensa
fr: récompense
pt: recompensa

en: restore restored back resume resumed return
de: wiederhergestellt wieder aufgenommen
es: restablecer restablecido reanudar vuelve
fr: rétabli rétablir reprise reprend
pt: restabelecer retomada
"""


def listed(words: str) -> frozenset[str]:
    """The words of a list in which blanks set them apart."""
    return frozenset(words.split())


_LANGUAGES: Final = frozenset({"en", "de", "es", "fr", "pt"})


@cache
def fields(language: str) -> Mapping[str, str]:
    """Class by stem, named after its first English word; English for languages without a table."""
    known = words(language)
    language = language if language in _LANGUAGES else "en"
    table: dict[str, str] = {}
    for block in _FIELDS.strip().split("\n\n"):
        name = "~" + block.split(maxsplit=2)[1]
        listed_here = re.search(rf"^{language}: ([^:]*)(?=^\w\w: |\Z)", block, re.MULTILINE)
        for word in listed_here[1].split() if listed_here else ():
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
