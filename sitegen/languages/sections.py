"""The sections of a language file: what each entry holds. `docs/languages.md` is made from here."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from sitegen.languages.forms import (
    Against,
    Alternatives,
    Groups,
    Kinds,
    Labelled,
    Named,
    Pairs,
    Patterns,
    Row,
    Valued,
    Words,
)

NO_WORDS: Final = Words()
NO_ROW: Final = Row()
NO_VALUES: Final = Valued()
NO_PATTERNS: Final = Patterns()


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """A section of a language file; each entry has its form, and its meaning behind or below it."""


class Title(Section, frozen=True):
    """The head of the file."""

    name: str = ""  # What English calls the language.


class Common(Section, frozen=True):
    """The words and letters that any text of the language is full of."""

    words: Words = NO_WORDS
    """Function words; they tell which language a text is in. Elided ones stand without apostrophe: `l`."""
    script: str = ""  # Ranges of the characters of a script other than Latin, as in a regular expression.
    script_weight: int = 1
    """How many characters of another script one of these outweighs: kana tell Japanese among Han."""
    letters: str = ""
    """Letters that others in this script lack; with those of a language that lacks fewer of them."""


class WordClasses(Section, frozen=True):
    """Classes of words that decide what a sentence claims; a word may have several."""

    negation: Words = NO_WORDS  # Turns a claim round: not, never, without; also denied, refused, failed.
    modal: Words = NO_WORDS  # Takes certainty away: may, alleged, expected, unless.
    intent: Words = NO_WORDS
    """Takes it away where *to* follows: plans to, expected to; an ordinary word elsewhere."""
    contrast: Words = NO_WORDS
    """Tells two like things apart: first and second, north and south, men and women."""
    time: Words = NO_WORDS  # Says when without a date: yesterday, evening, week.
    part: Words = NO_WORDS  # Makes the number behind it a part of the one before: including, among.
    future: Words = NO_WORDS  # Not yet happened: will, shall.
    pronoun: Words = NO_WORDS  # Stands for somebody named before, when it opens a sentence.
    article: Words = NO_WORDS
    """Stands before a common noun; where every noun has a capital it tells nouns from names."""
    border: Words = NO_WORDS  # Opens a clause behind a comma: which, while, after, but.
    link: Words = NO_WORDS  # Opens or joins without a fact of its own: also, however, meanwhile.
    function: Words = NO_WORDS
    """Carries no fact of its own, beside the `common` words: auxiliaries, verbs of reporting."""
    leaning: Words = NO_WORDS
    """Takes up something named before when it stands behind an opening article: the pair, the agency."""
    opener: Words = NO_WORDS
    """Takes up the sentence before when it stands at the head of one: but, however, meanwhile."""
    caption: Words = NO_WORDS
    """Among the first words of a sentence shows that it stands under a picture: photo, pictured."""


class Opposites(Section, frozen=True):
    """Words that turn a claim round when they stand in each other's place."""

    pairs: Pairs = Pairs()  # Words of which only one can be true of one thing: `rose/fell`.
    values: Alternatives = Alternatives()
    """Words of which one is true of one thing, whatever the sentences: `boy (boys) / girl (girls)` a line."""
    fates: Kinds = Kinds()  # What becomes of people, a kind a line: killed, injured, missing.
    particles: Against = Against()
    """A particle or preposition, and those that turn the word before it round: `in: out` (checks in)."""
    relations: Words = NO_WORDS
    """Prepositions without which a claim about the next word is another: against, despite, since."""


class Frames(Section, frozen=True):
    """Words by which one tells what a word in a frame of others is."""

    negator: Words = NO_WORDS  # Says that something is not, and nothing else: not, never; "n't" is one too.
    where: Words = NO_WORDS  # Opens a clause about what is at a place, besides what befell it.
    helper: Words = NO_WORDS  # Verbs that stand with a negation and fall away with it: did.
    start: Words = NO_WORDS  # Stands before where a way begins: from.
    goal: Words = NO_WORDS  # Stands before where it ends: to.
    ceasing: Words = NO_WORDS  # Says it with *to* behind: ceases to run.
    absent: Words = NO_WORDS  # Says without a negation that something is not there any more: gone, lost.
    cancelled: Words = NO_WORDS  # Says that what was planned will not be, or not then: called off, postponed.
    corrected: Words = NO_WORDS
    """Shows that a sentence tells what had been said wrongly before: correction, an earlier version."""
    planned: Words = NO_WORDS  # Says that something is to be, beside the words of the future: due, scheduled.
    office: Words = NO_WORDS
    """Offices that one person holds at a time, with the words before and behind them: mayor, coach."""
    who: Words = NO_WORDS  # Opens a clause about a person.
    which: Words = NO_WORDS  # Opens a clause about a thing.
    preposition: Words = NO_WORDS  # Stands before a noun: in, by, from.
    telling: Words = NO_WORDS
    """Prepositions of which another in the same place tells another thing: before, inside, without."""
    determiner: Words = NO_WORDS  # Stands before a noun as an article does, or is one: his, this, every.
    agent: Words = NO_WORDS  # Preposition before who did what was done: by.
    copula: Words = NO_WORDS  # Stands before what somebody or something is: is, was, remained.
    participle: Words = NO_WORDS
    """Endings of words that tell what was done to somebody, where they stand behind a copula: -ed."""
    indefinite: Words = NO_WORDS  # Article of what was not named before: a, an.
    first_person: Words = NO_WORDS
    """One who writes of himself or herself, which reports do not do outside quotations: I, my."""
    shades: Labelled = Labelled()
    """Small words that change what is claimed, those of one meaning on a line: `only: only merely`; `~` is
    up to four words. Who lacks one is cited in part."""


class Meanings(Section, frozen=True):
    """Words that say the same, and words that may tell of one thing."""

    same: Groups = Groups()
    """Words that stand for each other in a report, a class a line; never a kind and its member."""
    kin: Groups = Groups()
    """Words that can stand in each other's place and need not say two things, a group a line."""
    related: Named = Named()
    """Words that may tell of one fact, by the name of their class; one name in all languages."""
    people: Words = NO_WORDS  # People whoever they are: residents, persons.
    persons: Words = NO_WORDS  # People in a role or a state: passengers, soldiers, wounded.


class CalendarNames(Section, frozen=True):
    """Names of months and weekdays, generated from CLDR."""

    months: Valued = NO_VALUES  # Full and short names without their stop, by their number from 1.
    weekdays: Valued = NO_VALUES  # The same for weekdays, from 0 for Monday.


class Dates(Section, frozen=True):
    """How running text and metadata write days."""

    months: Valued = NO_VALUES  # Spellings that the `calendar` lacks.
    weekdays: Valued = NO_VALUES  # Spellings that the `calendar` lacks.
    capital: bool = False  # Whether months and weekdays have a capital, and are looked for with one only.
    digits_vary: bool = False  # Whether of two numbers the month may be the first one too: 5/6/2026.
    month_first: bool = False  # Whether the day may stand behind its month: May 6.
    relative: Valued = NO_VALUES  # Words for yesterday, today, tomorrow, by the days from publication.
    shifts: Valued = NO_VALUES  # Words for last, this, next beside a weekday or period: -1, 0, 1.
    units: Labelled = Labelled()  # Words for `week`, `month` and `year`.
    needles: Words = NO_WORDS
    """Strings that tell of a day beside those that follow from the words above: for words of two letters."""
    before: Words = NO_WORDS  # Words before a lone month or year that make it one: in, since, until.
    ahead: Words = NO_WORDS
    """Words that turn a weekday of their clause to the one that follows publication: will, planned."""
    limits: Words = NO_WORDS  # Words that do so only right in front of it: by, until.
    limit_filler: Words = NO_WORDS  # Words between those and the day: the end of.
    until: Words = NO_WORDS  # Words before a day up to which something is.
    since: Words = NO_WORDS  # Words before a day from which on it is.
    report: Words = NO_WORDS
    """Verbs of reporting: the day beside them is the day of the report, which is past."""
    settle: Words = NO_WORDS  # Verbs of deciding, of which the same is true: voted on Monday that it will.
    each: Words = NO_WORDS  # Words that make a day no one day: every Monday.
    on: Words = NO_WORDS  # Words between such a word, or a verb of reporting, and the day.
    of: Words = NO_WORDS
    """Words between a day and its month, and before a year: the 6th of May, 6 de mayo de 2026."""
    ranges: Words = NO_WORDS  # Words between two days of one month: 6 to 8 May.
    articles: Words = NO_WORDS  # Words between a weekday and its date, and before the second day of a range.
    ordinal_marks: Words = NO_WORDS  # What clings to a day's number: 6th, 1er.
    counted: Words = NO_WORDS
    """Words behind a number that make it an amount although a month stands before it: May 5 percent."""
    parts_of_day: Words = NO_WORDS
    """Parts of the day that are written in one word with a weekday: Montagabend."""
    named_days: Words = NO_WORDS  # Words that make a weekday a name: Black Friday, Good Friday.
    named_papers: Words = NO_WORDS  # Words behind a weekday that make it a name: Sunday Times.
    numbered_weekdays: Words = NO_WORDS  # Weekdays that are ordinals too: segunda.
    weekday_cues: Words = NO_WORDS  # Words before such a one that make it a weekday: na segunda.
    filler: Words = NO_WORDS  # Words around a day in a metadata value: published, at, o'clock.
    published: Words = NO_WORDS
    """Beginnings of words before the day of publication in a line of metadata: published, posted."""
    updated: Words = NO_WORDS
    """Beginnings of words before the day of a change in a line of metadata: updated."""


class Measures(Section, frozen=True):
    """Names of units and currencies, generated from CLDR."""

    units: Labelled = Labelled()  # Words by the unit's name in `mul.toml`.
    currencies: Labelled = Labelled()  # Words by the currency.


class Numerals(Section, frozen=True):
    """Number words, generated by num2words, and the decimal mark, from CLDR."""

    decimal: str = ""  # What stands before decimals.
    words: Valued = NO_VALUES  # The numbers that one word says.


class Numbers(Section, frozen=True):
    """Number words that cannot be generated, and how words and digits make numbers."""

    words: Named = Named()
    """More number words, by rank and value: `scale 1e6`, `vague 20..99`; `text.numerals` lists the ranks."""
    joins: Words = NO_WORDS  # Words within a number: one hundred and two.
    joined_ranks: Words = Words(("ten", "hundred", "hundreds", "scale"))
    """Ranks behind which such a word may stand."""
    of: Words = NO_WORDS  # Words between vague numbers: hundreds of thousands.
    articles: Words = NO_WORDS
    """Words that make a number only before a dozen, a hundred or a scale: a million."""
    several: Words = NO_WORDS  # Words that make a dozen, a hundred or a scale vague: several hundred.
    halves: Words = NO_WORDS  # Words for a half before a dozen, a hundred or a scale.
    quarters: Words = NO_WORDS  # Words for a quarter of one.
    single: Words = NO_WORDS  # Articles that count too: one.
    no_count_before: Words = NO_WORDS  # Words behind which such an article counts nothing: another one.
    no_count_behind: Words = NO_WORDS  # Words before which it counts nothing: one day.
    and_a_half: Row = NO_ROW  # Words that add a half.
    lone_scales: Words = NO_WORDS  # Scales that count nothing without a number or an article.
    vigesimal: bool = False  # Whether it counts by twenties: quatre-vingt-dix.
    both_marks: bool = False
    """Whether some countries group thousands with the mark that others use for decimals."""
    compounds: Named = Named()
    """Where numbers are one word: those for `hundred`, `thousand`, for `one` before them, and for `half`."""
    ordinals: Valued = NO_VALUES  # Ordinals in words.
    no_ordinal: Named = Named()  # Ordinals that are other words behind these: a second.


class Amounts(Section, frozen=True):
    """What stands around a number and says what it is an amount of.

    In phrases a blank stands for a hyphen as well, ``*`` for the rest of a word, ``#`` for a number.
    """

    sizes: Named = Named()  # Base unit and size of each unit (in the file for every language).
    units: Labelled = Labelled()  # Words for units that `measures` lacks.
    currencies: Labelled = Labelled()  # Words and signs for currencies that it lacks.
    bounds: Labelled = Labelled()  # Phrases before a number: `ap` about, `ge` at least, `le` at most.
    bounds_behind: Labelled = Labelled()  # Phrases of two words behind one: or more.
    bound_articles: Words = NO_WORDS  # Words between those and the number.
    age_behind: Words = NO_WORDS  # Phrases behind an age: years old.
    age_before: Words = NO_WORDS  # Phrases before an age: died at, man of.
    aged: Words = NO_WORDS  # People behind whom an age in years may stand: mujer de 40 años.
    age_unit: Words = NO_WORDS  # Words for the years of such an age.
    age_ends: Words = NO_WORDS  # Words that may follow an age that stands behind a name: Ola Brandt, 40, was.
    unit_joints: Words = NO_WORDS  # Words between a number and its unit: millones de euros.
    squares: Words = NO_WORDS  # Words that make a unit of length one of area.
    cubics: Words = NO_WORDS  # Words that make it one of volume.
    percents: Words = NO_WORDS  # Percent in two words.
    magnitudes: Words = NO_WORDS  # Phrases before the magnitude of an earthquake.
    ratings: Words = NO_WORDS  # Phrases before a rating out of ten: severity of.
    currency_again: Words = NO_WORDS
    """Names of currencies that repeat the sign before the number: $5 dollars."""
    ranges: Words = NO_WORDS  # Words between the ends of an interval: 5 to 8.
    speeds: Words = NO_WORDS  # Phrases that make a length a speed: an hour.
    labels: Words = NO_WORDS  # Words that make the number behind them a name: room 12.
    wars: Patterns = NO_PATTERNS
    """The names of the two world wars, a line each; capital and small letters as written."""
    war: Words = NO_WORDS  # Pieces of which one stands in each of those names.
    results: Words = NO_WORDS  # Words that may follow the result of a game.
    gaps: Words = NO_WORDS  # Words between the two parts of an amount: two hours and ten minutes.
    stop_ordinals: bool = False  # Whether a stop makes a number an ordinal: 3. Liga.
    determiners: Words = NO_WORDS
    """Words that make a number of four digits behind them a year: the 2024 treaty."""
    clocks: Words = NO_WORDS  # Words behind a time of day: o'clock.


class Counters(Section, frozen=True):
    """How scripts without blanks write amounts, and which of their letters say little; all at once."""

    digits: Valued = NO_VALUES  # Numerals below ten.
    tens: Valued = NO_VALUES  # Numerals that multiply the one before them: ten, a hundred, a thousand.
    myriads: Valued = NO_VALUES
    """Numerals that multiply all before them up to the last of their kind: ten thousand."""
    behind: Words = NO_WORDS  # Counters and units behind a number.
    people: Words = NO_WORDS  # Counters of people, before which *one* is a number and no article.
    years: Words = NO_WORDS  # Counters behind which figures are a year.
    one: Words = NO_WORDS  # The numeral that is an article too.
    percent: Words = NO_WORDS  # What stands before a number of hundredths.
    point: Words = NO_WORDS  # What stands before decimals.
    more: Words = NO_WORDS  # What says behind a number that there are more.
    words: Valued = NO_VALUES  # Number words that stand before a counter.
    behind_words: Words = NO_WORDS  # Such counters.
    light: Words = NO_WORDS  # Letters of particles.
    negations: Words = NO_WORDS  # How a pair of letters begins that turns a claim round.


class DateMarks(Section, frozen=True):
    """How days are written with a mark behind each number, or in years of another count."""

    year: Words = NO_WORDS  # Marks behind a year.
    month: Words = NO_WORDS  # Marks behind a month.
    day: Words = NO_WORDS  # Marks behind a day.
    hour: Words = NO_WORDS  # Marks behind an hour.
    minute: Words = NO_WORDS  # Marks behind a minute.
    second: Words = NO_WORDS  # Marks behind a second.
    forenoon: Words = NO_WORDS  # Words before an hour of the morning.
    afternoon: Words = NO_WORDS  # Words before an hour that counts from noon.
    eras: Valued = NO_VALUES  # Names of eras, by the year before their first.
    first_year: Words = NO_WORDS  # What stands for the first year of an era.
    weekdays: Patterns = NO_PATTERNS  # Weekdays beside a day.
    bracketed: Words = NO_WORDS  # Weekdays that stand in brackets behind a day.
    years_ahead: int = 0  # By how many years the calendar is ahead of the common one.
    around: Patterns = NO_PATTERNS  # Words around a day in years of that calendar.
    beside: Patterns = NO_PATTERNS  # Days of another calendar that stand beside a common one.
    solar: Valued = NO_VALUES  # Months of the solar calendar of Iran, by number.


class Grammar(Section, frozen=True):
    """How words are written and put in order."""

    stemmer: str = ""  # Snowball's algorithm; without one, words are compared as they stand.
    capital_nouns: bool = False  # Whether every noun has a capital, so that a capital marks no name.
    verb_last: bool = False  # Whether the verb of a subordinate clause stands at its end.
    elided: Words = NO_WORDS  # What stands before an apostrophe and is no part of the word behind it: l'an.
    capitals: Words = NO_WORDS  # Names in capitals that are other words in small letters: US.
    spellings: Groups = Groups()
    """Spellings of one country: a regular expression, and what takes its place to be compared."""
    contracted: Named = Named()
    """Contractions, and what stands behind an apostrophe, by their class in `words`."""
    past_auxiliaries: Words = NO_WORDS  # Auxiliaries of past tenses, whose participle is no claim of its own.
    adjective_first: bool = False  # Whether adjectives stand before their noun only.
    negations: Words = NO_WORDS  # Negations of five letters and more that weigh as `not` does.


class Sentences(Section, frozen=True):
    """Where sentences begin and end."""

    abbreviations: Words = NO_WORDS
    """Words with a stop that ends no sentence, in small letters and without the last stop."""
    abbreviation_ends: Row = NO_ROW  # Ends of words that make them one: Hafenstr.
    may_end: Words = NO_WORDS
    """Those of them that also stand at the end of a sentence: a `starter` behind them begins a new one."""
    before_figures: Words = NO_WORDS
    """Words that with a capital and a stop stand before a number, and otherwise end a sentence: No. 5."""
    starters: Words = NO_WORDS
    """Words, with their capital, that begin a sentence rather than belong to a name."""
    unfinished: Words = NO_WORDS
    """Words with which a line ends only where it is broken in mid-sentence: the, of, and."""
    blank_before_starters: bool = False  # Whether a blank before a starter ends a sentence: no stops.
    stop_ends_numbers: bool = False
    """Whether a stop behind a number ends a sentence also before a small letter; else it is an ordinal."""
    ordinal_before: Words = NO_WORDS  # Words before an ordinal that is written with a stop: am 2. Mai.
    lettered: Words = NO_WORDS
    """Words that a single capital letter follows as their name, not as an initial: Platform B."""
    time_words: Words = NO_WORDS
    """Capitalised words, beside days, that follow a.m. and p.m. within a sentence: GMT."""
    speaking: Words = NO_WORDS  # Verbs that join a name to the question or exclamation quoted in front of it.
    pronouns: Words = NO_WORDS  # Pronouns, with their capital, with which a new sentence begins there.
    articles: Words = NO_WORDS  # Articles, with their capital, before the noun for a speaker.
    inside_name: Words = NO_WORDS  # Small words within a speaker's name, or between the name and its verb.
    speaks: Words = NO_WORDS  # Parts of verbs of saying, in scripts with stops of their own.
    question_marks: Row = NO_ROW  # Marks that end a question, where they end nothing elsewhere.
    goes_on: Words = NO_WORDS  # Words before which a quotation goes on, in scripts without blanks.


class Datelines(Section, frozen=True):
    """What stands in front of the first sentence of a story."""

    labels: Words = NO_WORDS  # Words in capitals that are labels, not places.
    forms: Patterns = NO_PATTERNS
    """Whole datelines in a form of the language's own, with groups `place`, `agency` and `day`."""
    dated: Words = NO_WORDS  # Labels before a date: published.
    on: Words = NO_WORDS  # Words between such a label and the date.
    at: Words = NO_WORDS  # Words before a time of day.
    inside_place: Words = NO_WORDS  # Small words within the name of a place.
    speakers: Words = NO_WORDS
    """Titles and offices before the name of a speaker in capitals, beside `names.roles`: MS LIND."""


class Names(Section, frozen=True):
    """What surrounds the names of people, places and bodies."""

    particles: Words = NO_WORDS
    """Small words that tie a name to a capitalised word beside it, so that it is a part of more."""
    particle_article: Words = NO_WORDS  # Articles that do so behind them: Bank of the West.
    within: Words = NO_WORDS  # Small words inside names that are no prepositions of the language.
    roles: Words = NO_WORDS  # Offices: a name stands behind the last one of a run.
    vague: Words = NO_WORDS  # Offices that begin names of companies and leagues as well.
    no_name: Words = NO_WORDS  # Words that have a capital by a slip or in a heading, and belong to no name.
    demonyms: Words = NO_WORDS
    """Adjectives of peoples, as phrases: `*ian`; the end of *North Korean*, which names no one."""
    nouns: Words = NO_WORDS  # Where every noun has a capital: those that are no part of a name, as phrases.
    before_nouns: Words = NO_WORDS
    """Where every noun has a capital: what stands before one and not before a name, as phrases."""
    short_titles: Words = NO_WORDS  # Titles with a stop behind which a name stands: Mr.
    address: Words = NO_WORDS  # Forms of address that are no part of a name, as they are written.


class Reporting(Section, frozen=True):
    """How the news says where it knows something from."""

    verbs: Row = NO_ROW  # What somebody who knows does, with the name right before or behind it.
    before: Row = NO_ROW  # What stands before the name of somebody who knows: according to.
    behind: Row = NO_ROW  # What stands behind such a name: zufolge.
    knowers: Words = NO_WORDS  # Common nouns for those who know; any other name has to have a capital.
    articles: Words = NO_WORDS  # Words that open a name and are no part of it.
    joints: Words = NO_WORDS  # Words that carry a name on: the Ministry *of* Defence.
    skipped: Words = NO_WORDS
    """Words between a name and its verb, or before the name, that belong to neither."""
    ends: Words = NO_WORDS  # Words that no name reaches across.
    things: Words = NO_WORDS  # What shows something: a video, a letter.
    shown: Words = NO_WORDS  # How somebody gives such a thing out.
    by: Row = NO_ROW  # What stands between that and who it is.


class Relaying(Section, frozen=True):
    """How a report says that it has something from another outlet's report."""

    before: Row = NO_ROW
    """What stands before the outlet's name, but for `fillers`: according to, first reported by, told; ``~``
    is up to four words: sagte ~ dem."""
    behind: Row = NO_ROW  # Verbs behind its name: reported, wrote.
    reports: Words = NO_WORDS  # What it made, behind its name: report, investigation.
    fillers: Words = NO_WORDS  # Articles and the like before its name.
    media: Words = NO_WORDS  # What kind of outlet it is, before its name: newspaper, news site.
    skipped: Words = NO_WORDS  # Words between its name and such a verb: has, first, earlier.
    opens: Words = NO_WORDS  # Words before its name that leave it the one who reports: as, but.
    own: Words = NO_WORDS  # What an outlet reports of itself, behind such a verb: loss, revenue.
    inflected: bool = False  # Whether names have endings.
    compounds: bool = False  # Whether a noun behind a name makes it somebody else: the Harbour Times editor.


class Grouping(Section, frozen=True):
    """Words that tell one event from the next of its kind."""

    marks: Words = NO_WORDS
    """Counts the parts of a series: round, game, edition, week; before a number or behind an ordinal."""
    counters: Words = NO_WORDS
    """The same where a number stands inside the word, as ``#``: 第#轮."""
    keys: Words = NO_WORDS
    """Stands before the number that one thing has for good: case, docket, incident, recall."""
    teasers: Words = NO_WORDS  # Makes a headline promise rather than say: what we know, in pictures, live.
    tolls: Words = NO_WORDS  # Names how many died or were hurt: toll.


class MailWords(Section, frozen=True):
    """What the head and the end of a mail are written with."""

    sender: Words = NO_WORDS  # Names of the field with who wrote it: from.
    recipient: Words = NO_WORDS  # Names of the fields with who got it: to, cc.
    sent: Words = NO_WORDS  # Names of the field with the day: date, sent.
    subject: Words = NO_WORDS  # Names of the field with the title: subject.
    answered: Words = NO_WORDS
    """What stands before the subject of an answer, or of what was sent on: re, fwd."""
    forwarded: Patterns = NO_PATTERNS  # Lines above the head of a mail that was sent on.
    closing: Words = NO_WORDS  # Formulas that end a letter: best regards.


class Comparison(Section, frozen=True):
    """What makes two like sentences claim unlike things. In phrases ``~`` stands for up to four words."""

    once: Words = NO_WORDS  # Tells of what is done to one thing once: signed, founded, born.
    repeated: Words = NO_WORDS  # Of which there may be one each year all the same: contracts.
    causes: Named = Named()  # Phrases for causes, by their kind.
    cause_cues: Words = NO_WORDS  # Phrases near a cause that say that it is one.
    cause_denied: Words = NO_WORDS  # Phrases in a sentence that rules a cause out.
    rate: Words = NO_WORDS  # Words between an amount and the unit that it is counted by: a year, per head.
    rate_units: Words = NO_WORDS  # Such units.
    rate_adverbs: Words = NO_WORDS  # Words that say as much: annually.
    rest: Words = NO_WORDS  # Words that make an amount a rest of another: another, further.
    past: Words = NO_WORDS  # Words that make it a past or usual one.
    still: Words = NO_WORDS  # Words that make it one that is left: still, remain.
    maybe: Words = NO_WORDS  # Words that make it a condition or limit.
    planned: Words = NO_WORDS  # Words that make it a plan.
    denying: Words = NO_WORDS  # Phrases right before an amount that is not the one: instead of.
    parts: Words = NO_WORDS  # Phrases that make the amount behind them a part of the one before: of whom.
    besides: Words = NO_WORDS  # Phrases that put two amounts side by side: along with.
    firsts: Words = NO_WORDS  # Words for a first or a record.
    since: Words = NO_WORDS  # Words before the time since which it is one.
    ever: Words = NO_WORDS  # Phrases that make it the first at all.
    quantifiers: Valued = NO_VALUES
    """How many of a kind a word takes in: 3 all, 2 most or many, 1 some, 0 none."""
    quantified: Words = NO_WORDS  # Words between such a word and the kind: all of the.
    unsure: Words = NO_WORDS  # Phrases that say that something is possible or unconfirmed.
    predicate: Words = NO_WORDS  # Verbs before such a phrase whose subject is what is unsure.
    at_all: Words = NO_WORDS  # Phrases before *possible* that mean as much as can be.
    charged: Words = NO_WORDS  # Phrases that tell of a charge.
    titles: Words = NO_WORDS
    """Words before a name that may be missing or exchanged without another person being meant."""
    nations: Words = NO_WORDS  # Words before a title that may be missing, never exchanged.
    joining: Words = NO_WORDS  # Words that set the words around an amount further apart: and, while.
    no_noun: Words = NO_WORDS  # Words for people that are no nouns: aboard.
    local_times: Words = NO_WORDS  # Phrases for the time of the place.
    no_fate: Words = NO_WORDS  # Words of a fate's class that more often tell of something else.


class Credits(Section, frozen=True):
    """Lines that say who wrote, pictured or sent a story; all languages apply to every story."""

    byline: Words = NO_WORDS  # Phrases that open a byline: by, written by.
    joining: Words = NO_WORDS  # Words between and behind the names of one: and, staff reporter.
    labels: Words = NO_WORDS  # Labels before a colon and a name or source, in languages that write them so.
    courtesy: Words = NO_WORDS  # Words behind a photo credit: handout.
    agencies: Words = NO_WORDS  # News agencies, in small letters.
    credit: Words = NO_WORDS  # Phrases that open a line of those who reported and edited.
    credit_words: Words = NO_WORDS  # Words of such a line besides names.
    contributed: Words = NO_WORDS  # Phrases behind the names of those who helped.
    sources: Words = NO_WORDS  # Labels before a source: Source: Reuters.
    photos: Words = NO_WORDS  # Phrases that open a photo credit.
    bylines: Patterns = NO_PATTERNS
    """Bylines that are written in another way than with a word in front of the name."""
    photo_agencies: Words = NO_WORDS  # Agencies as they sign pictures.
    photo_kinds: Words = NO_WORDS  # What may stand behind their names.
    photo_by: Words = NO_WORDS  # Phrases between those and the name.
    spans: Words = NO_WORDS  # Words for one in a span of time: an hour ago.
    span_units: Words = NO_WORDS  # Units of such a span.
    ago_before: Words = NO_WORDS  # Words before it.
    ago_behind: Words = NO_WORDS  # Words behind it.
    just_now: Words = NO_WORDS  # Phrases that need no span.
    embargo: Words = NO_WORDS
    """Phrases that open a line which says until when a release is not to be published."""
    embargo_until: Words = NO_WORDS  # Words between those and the day.
    reading: Words = NO_WORDS  # Phrases before the time that reading takes.
    reading_behind: Words = NO_WORDS  # Phrases behind it: 3 min read.


class FieldNames(Section, frozen=True):
    """Names of fields at the top of a story beside those of formats, which are English; and their values."""

    title: Words = NO_WORDS  # Of the headline.
    published: Words = NO_WORDS  # Of the day.
    outlet: Words = NO_WORDS  # Of the outlet.
    byline: Words = NO_WORDS  # Of the author.
    url: Words = NO_WORDS  # Of the address.
    story: Words = NO_WORDS  # Of the story itself.
    same: Labelled = Labelled()  # Names of fields that compare as one, by what they mean.
    kept_back: Words = NO_WORDS  # Names of a folder, and values of a status, that keep a story back.


class Contacts(Section, frozen=True):
    """What is for the desk or for readers alone; all languages apply to every story."""

    labels: Patterns = NO_PATTERNS  # What stands before an address or a number to reach somebody at.
    joining: Words = NO_WORDS  # Words between two of them.
    headings: Patterns = NO_PATTERNS  # Lines above them.
    requests: Patterns = NO_PATTERNS
    """How a sentence opens that asks to write or to call; each begins with a letter."""
    ends: Patterns = NO_PATTERNS  # Lines that end them.
    comments: Patterns = NO_PATTERNS  # Lines above the comments of readers, the number of comments apart.
    answers: Patterns = NO_PATTERNS  # Buttons beside a comment, how long ago it was written, and who says it.


class Furniture(Section, frozen=True):
    """Words of a page's furniture that are no whole lines (those stand in `data/furniture.txt`)."""

    reserved: Words = NO_WORDS  # Phrases that reserve rights.
    inboxes: Words = NO_WORDS  # Phrases for the reader's mailbox.
    comments: Words = NO_WORDS  # Words behind the number of comments.
    counted: Words = NO_WORDS  # Words behind other numbers beside a story: shares, views.
    counts: Patterns = NO_PATTERNS  # Such lines in scripts without blanks.
    contacts: Words = NO_WORDS  # Labels before an address or telephone number.
    bulletins: Words = NO_WORDS  # Words before the number of an edition.
    pages: Words = NO_WORDS  # Words before the number of a page.
    page_heads: Patterns = NO_PATTERNS
    """Those and their abbreviations in the head of a printed page, or all of it."""
    hanging: Words = NO_WORDS
    """Words behind which the second half of a compound stands: north- *and* eastbound."""
    pictured: Words = NO_WORDS
    """Words that label a line as of a picture, film or bulletin, so that it is no headline."""
    continued: Patterns = NO_PATTERNS  # Lines between two paragraphs that say that the story goes on.
    home: Words = NO_WORDS  # Names of the first step of a path.
    cues: Words = NO_WORDS
    """Words by which the vote on a line's shape knows furniture; the weights were fitted with them."""
    running: Words = NO_WORDS  # The commonest words of running text, for the same vote.
    releases: Words = NO_WORDS  # Headings of press releases.
    media: Words = NO_WORDS  # Words in names of media.
    authors: Patterns = NO_PATTERNS  # What is said of an author behind the name, at a story's end.
    advertisements: Words = NO_WORDS  # Labels in capitals of advertisements, glued to a sentence.
    promotions: Words = NO_WORDS  # Labels of other stories, glued to a sentence.
    shouted: Words = NO_WORDS  # Such labels that count in capitals only.
    picture_labels: Words = NO_WORDS  # Labels, with their capital, of a photo credit at the end of a caption.
