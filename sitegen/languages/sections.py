"""What a language file holds: the forms in which its entries are written, then its sections.

`docs/languages.md` is made from here. Entries are texts that people can read and add to, parted by blanks and
line breaks; a blank within one is written ``_``: ``more_than``.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final, NamedTuple, Self


def _entries(text: str) -> list[str]:
    return [entry.replace("_", " ") for entry in text.split()] if "_" in text else text.split()


class Words(frozenset[str]):
    """Words without order."""

    def __new__(cls, text: str = "") -> Self:
        return super().__new__(cls, _entries(text))


class Row(tuple[str, ...]):
    """Words in order."""

    __slots__ = ()

    def __new__(cls, text: str = "") -> Self:
        return super().__new__(cls, _entries(text))


class Groups(tuple[tuple[str, ...], ...]):
    """Words in groups, a line each."""

    __slots__ = ()

    def __new__(cls, text: str = "") -> Self:
        return super().__new__(cls, [tuple(_entries(line)) for line in text.splitlines() if line.strip()])


class Patterns(tuple[str, ...]):
    """Regular expressions, a line each; capital and small letters count as one."""

    __slots__ = ()

    def __new__(cls, text: str = "") -> Self:
        return super().__new__(cls, filter(None, map(str.strip, text.splitlines())))


class Named(dict[str, tuple[str, ...]]):
    """Words by a name, a line each: ``kill: killed dead died``."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        for line in text.splitlines():
            name, colon, words = line.partition(":")
            if colon and name.strip() not in self:
                self[name.strip()] = tuple(_entries(words))
            elif line.strip():
                raise ValueError(f"{line.strip()!r} is no new name, colon and words")


class Kinds(dict[str, int]):
    """Words with the number of their line, from 0."""

    def __init__(self, text: str = "") -> None:
        lines = enumerate(text.split("\n"))
        super().__init__((word, kind) for kind, line in lines for word in _entries(line))


class Valued(dict[str, int]):
    """Words by a whole number, a line each: ``1: january jan``."""

    def __init__(self, text: str = "") -> None:
        super().__init__((word, int(number)) for number, words in Named(text).items() for word in words)


class Labelled(dict[str, str]):
    """Words by a name, a line each, as `Named` has them; asked for the name of a word."""

    def __init__(self, text: str = "") -> None:
        super().__init__((word, name) for name, words in Named(text).items() for word in words)


class Against(dict[str, frozenset[str]]):
    """Words, each with those that stand against it, a line each: ``in: out``."""

    def __init__(self, text: str = "") -> None:
        super().__init__((word, frozenset(others)) for word, others in Named(text).items())


class Pairs(dict[str, frozenset[str]]):
    """Pairs of words, each of which stands against the other: ``rose/fell``."""

    def __init__(self, text: str = "") -> None:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for pair in _entries(text):
            one, _, other = pair.partition("/")
            if not (one and other) or "/" in other:
                raise ValueError(f"{pair!r} is no pair; write it as rose/fell")
            found[one].append(other)
            found[other].append(one)
        super().__init__((word, frozenset(others)) for word, others in found.items())


class Alternative(NamedTuple):
    """Words that say which of several things is so."""

    words: tuple[str, ...]
    row: int
    """Number of the line: what is said of one line's values excludes each other."""
    value: int
    """Number of the value in the line: words of one value say the same."""
    headed: bool = False
    """Whether only what stands before one noun excludes each other: a red warning, an orange warning."""
    quiet: bool = False
    """Whether the words only show that a source knows the value: men, which may be others than the man."""


class Alternatives(dict[str, tuple[Alternative, ...]]):
    """Values of which one thing has one, a line each: ``boy (boys) / girl (girls)``.

    Before a line with ``=`` stands what is a value only before one noun. What a source has in brackets it
    knows, no more. They are asked for by their first word, the longest first.
    """

    def __init__(self, text: str = "") -> None:
        found: defaultdict[str, list[Alternative]] = defaultdict(list)
        for row, line in enumerate(text.splitlines()):
            headed = line.startswith("= ")
            values = (line[2:] if headed else line).split(" / ")
            if line.strip() and len(values) < 2:
                raise ValueError(f"{line.strip()!r} has one value; write them as boy / girl")
            for value, entries in enumerate(values):
                for entry in entries.split():
                    words = tuple(entry.strip("()").split("_"))
                    found[words[0]].append(Alternative(words, row, value, headed, entry[0] == "("))
        super().__init__(
            (word, tuple(sorted(each, key=lambda one: -len(one.words)))) for word, each in found.items()
        )


class Section:
    """A section of a language file; each entry has its form, and its meaning behind or below it.

    An entry that the file lacks is empty. `ValueError` tells of one that is unknown or of another form.
    """

    def __init_subclass__(cls) -> None:
        for name, form in cls.__annotations__.items():
            setattr(cls, name, vars(cls).get(name, form()))

    def __init__(self, given: Mapping[str, object]) -> None:
        forms = type(self).__annotations__
        for name, value in given.items():
            form = forms.get(name)
            if form is None:
                raise ValueError(f"{name}: there is no such entry")
            if type(value) is not (form if form in PLAIN else str):
                raise ValueError(f"{name}: write it as {PLAIN.get(form, PLAIN[str])}")
            try:
                setattr(self, name, form(value))
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from error


PLAIN: Final = {str: "a text between quotation marks", bool: "true or false", int: "a whole number"}
"""Forms of one value, as they are asked for."""


class Title(Section):
    """The head of the file."""

    name: str  # What English calls the language.


class Common(Section):
    """The words and letters that any text of the language is full of."""

    words: Words  # Function words, which tell a text's language; elided ones stand without apostrophe: `l`.
    script: str  # Ranges of the characters of a script other than Latin, as in a regular expression.
    script_weight: int = 1  # How many characters of another script one of these outweighs: kana among Han.
    letters: str  # Letters that others in this script lack, with those of a language that lacks fewer.


class WordClasses(Section):
    """Classes of words that decide what a sentence claims; a word may have several."""

    negation: Words  # Turns a claim round: not, never, without; also denied, refused, failed.
    modal: Words  # Takes certainty away: may, alleged, expected, unless.
    intent: Words  # Takes it away where *to* follows: plans to, expected to; an ordinary word elsewhere.
    contrast: Words  # Tells two like things apart: first and second, north and south, men and women.
    time: Words  # Says when without a date: yesterday, evening, week.
    part: Words  # Makes the number behind it a part of the one before: including, among.
    future: Words  # Not yet happened: will, shall.
    pronoun: Words  # Stands for somebody named before, when it opens a sentence.
    article: Words  # Stands before a common noun; where every noun has a capital it tells nouns from names.
    border: Words  # Opens a clause behind a comma: which, while, after, but.
    link: Words  # Opens or joins without a fact of its own: also, however, meanwhile.
    function: Words  # Carries no fact of its own, beside the `common` words: auxiliaries, verbs of reporting.
    leaning: Words  # Behind an opening article takes up something named before: the pair, the agency.
    opener: Words  # Takes up the sentence before when it stands at the head of one: but, however, meanwhile.
    caption: Words  # Among the first words of a sentence shows that it is under a picture: photo, pictured.


class Opposites(Section):
    """Words that turn a claim round when they stand in each other's place."""

    pairs: Pairs  # Words of which only one can be true of one thing: `rose/fell`.
    values: Alternatives
    """Words of which one is true of one thing whatever is said: `boy (boys) / girl (girls)`."""
    acts: Alternatives
    """What somebody does, of which one can be true of one thing: `welcomed praised / criticised`."""
    fates: Kinds  # What becomes of people, a kind a line: killed, injured, missing.
    particles: Against  # A particle, and those that turn the word before it round: `in: out` (checks in).
    relations: Words  # Prepositions without which a claim on the next word is another: against, despite.


class Frames(Section):
    """Words by which one tells what a word in a frame of others is."""

    negator: Words  # Says that something is not, and nothing else: not, never; "n't" is one too.
    where: Words  # Opens a clause about what is at a place, besides what befell it.
    helper: Words  # Verbs that stand with a negation and fall away with it: did.
    start: Words  # Stands before where a way begins: from.
    goal: Words  # Stands before where it ends: to.
    ceasing: Words  # Says it with *to* behind: ceases to run.
    nobody: Words  # Stands for no person at all: nobody, none.
    befalling: Words  # Verbs between nobody and what befell them, which carry no fact: been, *resultó*.
    absent: Words  # Says without a negation that something is not there any more: gone, lost.
    cancelled: Words  # Says that what was planned will not be, or not then: called off, postponed.
    corrected: Words  # Shows that a sentence tells what was said wrongly before: an earlier version.
    planned: Words  # Says that something is to be, beside the words of the future: due, scheduled.
    office: Words  # Offices one person holds at a time, with the words before and behind them: mayor, coach.
    who: Words  # Opens a clause about a person.
    which: Words  # Opens a clause about a thing.
    preposition: Words  # Stands before a noun: in, by, from.
    telling: Words  # Prepositions of which another in the same place tells another thing: before, inside.
    determiner: Words  # Stands before a noun as an article does, or is one: his, this, every.
    agent: Words  # Preposition before who did what was done: by.
    copula: Words  # Stands before what somebody or something is: is, was, remained.
    participle: Words  # Endings of words that tell what was done to somebody, behind a copula: -ed.
    indefinite: Words  # Article of what was not named before: a, an.
    first_person: Words  # One who writes of oneself, which reports do not do outside quotations: I, my.
    shades: Labelled
    """Small words that change what is claimed, one meaning a line: `only: only merely`. Who lacks one is
    cited in part; `~` is up to four words."""


class Meanings(Section):
    """Words that say the same, and words that may tell of one thing."""

    same: Groups  # Words that stand for each other in a report, a class a line; never a kind and its member.
    kin: Groups  # Words that can stand in each other's place and need not say two things, a group a line.
    related: Named  # Words that may tell of one fact, by the name of their class; one name in all languages.
    people: Words  # People whoever they are: residents, persons.
    persons: Words  # People in a role or a state: passengers, soldiers, wounded.


class CalendarNames(Section):
    """Names of months and weekdays, generated from CLDR."""

    months: Valued  # Full and short names without their stop, by their number from 1.
    weekdays: Valued  # The same for weekdays, from 0 for Monday.


class Dates(Section):
    """How running text and metadata write days."""

    months: Valued  # Spellings that the `calendar` lacks.
    weekdays: Valued  # Spellings that the `calendar` lacks.
    capital: bool  # Whether months and weekdays have a capital, and are looked for with one only.
    digits_vary: bool  # Whether of two numbers the month may be the first one too: 5/6/2026.
    month_first: bool  # Whether the day may stand behind its month: May 6.
    relative: Valued  # Words for yesterday, today, tomorrow, by the days from publication.
    shifts: Valued  # Words for last, this, next beside a weekday or period: -1, 0, 1.
    units: Labelled  # Words for `week`, `month` and `year`.
    needles: Words  # Strings that tell of a day beside those of these words: for words of two letters.
    before: Words  # Words before a lone month or year that make it one: in, since, until.
    ahead: Words
    """Words that turn a weekday of their clause to the one behind publication, and endings: will, `-rá`."""
    present: Words  # Verbs in the present tense that do so where none of `past` stands beside: opens, meets.
    past: Words  # Words, and endings, that tell of what was.
    limits: Words  # Words that do so only right in front of it: by, until.
    limit_filler: Words  # Words between those and the day: the end of.
    until: Words  # Words before a day up to which something is.
    since: Words  # Words before a day from which on it is.
    report: Words  # Verbs of reporting: the day beside them is the day of the report, which is past.
    settle: Words  # Verbs of deciding, of which the same is true: voted on Monday that it will.
    each: Words  # Words that make a day no one day: every Monday.
    on: Words  # Words between such a word, or a verb of reporting, and the day.
    of: Words  # Words between a day and its month, and before a year: the 6th of May, 6 de mayo de 2026.
    ranges: Words  # Words between two days of one month: 6 to 8 May.
    articles: Words  # Words between a weekday and its date, and before the second day of a range.
    ordinal_marks: Words  # What clings to a day's number: 6th, 1er.
    counted: Words  # Words behind a number that make it an amount, though behind a month: May 5 percent.
    parts_of_day: Words  # Parts of the day that are written in one word with a weekday: Montagabend.
    night: Words  # Words, and endings of words, for a night, which begins on one day and ends on the next.
    named_days: Words  # Words that make a weekday a name: Black Friday, Good Friday.
    named_papers: Words  # Words behind a weekday that make it a name: Sunday Times.
    numbered_weekdays: Words  # Weekdays that are ordinals too: segunda.
    weekday_cues: Words  # Words before such a one that make it a weekday: na segunda.
    filler: Words  # Words around a day in a metadata value: published, at, o'clock.
    published: Words  # Beginnings of words before the day of publication in a line of metadata: posted.
    updated: Words  # Beginnings of words before the day of a change in a line of metadata: updated.


class Measures(Section):
    """Names of units and currencies, generated from CLDR."""

    units: Labelled  # Words by the unit's name in `mul.toml`.
    currencies: Labelled  # Words by the currency.


class Numerals(Section):
    """Number words, generated by num2words, and the decimal mark, from CLDR."""

    decimal: str  # What stands before decimals.
    words: Valued  # The numbers that one word says.


class Numbers(Section):
    """Number words that cannot be generated, and how words and digits make numbers."""

    words: Named  # More number words, by rank (see `text.numerals`) and value: `scale 1e6`, `vague 20..99`.
    joins: Words  # Words within a number: one hundred and two.
    joined_ranks: Words = Words("ten hundred hundreds scale")  # Ranks behind which such a word may stand.
    of: Words  # Words between vague numbers: hundreds of thousands.
    articles: Words  # Words that make a number only before a dozen, a hundred or a scale: a million.
    several: Words  # Words that make a dozen, a hundred or a scale vague: several hundred.
    halves: Words  # Words for a half before a dozen, a hundred or a scale.
    quarters: Words  # Words for a quarter of one.
    single: Words  # Articles that count too: one.
    no_count_before: Words  # Words behind which such an article counts nothing: another one.
    no_count_behind: Words  # Words before which it counts nothing: one day.
    and_a_half: Row  # Words that add a half.
    lone_scales: Words  # Scales that count nothing without a number or an article.
    vigesimal: bool  # Whether it counts by twenties: quatre-vingt-dix.
    both_marks: bool  # Whether some countries group thousands with the mark that others use for decimals.
    compounds: Named  # Where numbers are one word: those for `hundred`, `thousand`, `one` before, `half`.
    ordinals: Valued  # Ordinals in words.
    no_ordinal: Named  # Ordinals that are other words behind these: a second.


class Amounts(Section):
    """What stands around a number and says what it is an amount of.

    In phrases a blank stands for a hyphen as well, ``*`` for the rest of a word, ``#`` for a number.
    """

    sizes: Named  # Base unit and size of each unit (in the file for every language).
    units: Labelled  # Words for units that `measures` lacks.
    currencies: Labelled  # Words and signs for currencies that it lacks.
    bounds: Labelled  # Phrases before a number: `ap` about, `ge` at least, `le` at most.
    bounds_behind: Labelled  # Phrases of two words behind one: or more.
    bound_articles: Words  # Words between those and the number.
    age_behind: Words  # Phrases behind an age: years old.
    age_before: Words  # Phrases before an age: died at, man of.
    aged: Words  # People behind whom an age in years may stand: mujer de 40 años.
    age_unit: Words  # Words for the years of such an age.
    age_ends: Words  # Words that may follow an age that stands behind a name: Ola Brandt, 40, was.
    unit_joints: Words  # Words between a number and its unit: millones de euros.
    squares: Words  # Words that make a unit of length one of area.
    cubics: Words  # Words that make it one of volume.
    percents: Words  # Percent in two words.
    magnitudes: Words  # Phrases before the magnitude of an earthquake.
    ratings: Words  # Phrases before a rating out of ten: severity of.
    currency_again: Words  # Names of currencies that repeat the sign before the number: $5 dollars.
    ranges: Words  # Words between the ends of an interval: 5 to 8.
    speeds: Words  # Phrases that make a length a speed: an hour.
    labels: Words  # Words that make the number behind them a name: room 12.
    wars: Patterns  # The names of the two world wars, a line each; capital and small letters as written.
    war: Words  # Pieces of which one stands in each of those names.
    results: Words  # Words that may follow the result of a game.
    gaps: Words  # Words between the two parts of an amount: two hours and ten minutes.
    stop_ordinals: bool  # Whether a stop makes a number an ordinal: 3. Liga.
    determiners: Words  # Words that make a number of four digits behind them a year: the 2024 treaty.
    clocks: Words  # Words behind a time of day: o'clock.


class Counters(Section):
    """How scripts without blanks write amounts, and which of their letters say little; all at once."""

    digits: Valued  # Numerals below ten.
    tens: Valued  # Numerals that multiply the one before them: ten, a hundred, a thousand.
    myriads: Valued  # Numerals that multiply all before them up to the last of their kind: ten thousand.
    behind: Words  # Counters and units behind a number.
    people: Words  # Counters of people, before which *one* is a number and no article.
    years: Words  # Counters behind which figures are a year.
    one: Words  # The numeral that is an article too.
    percent: Words  # What stands before a number of hundredths.
    point: Words  # What stands before decimals.
    more: Words  # What says behind a number that there are more.
    words: Valued  # Number words that stand before a counter.
    behind_words: Words  # Such counters.
    light: Words  # Letters of particles.
    negations: Words  # How a pair of letters begins that turns a claim round.


class DateMarks(Section):
    """How days are written with a mark behind each number, or in years of another count."""

    year: Words  # Marks behind a year.
    month: Words  # Marks behind a month.
    day: Words  # Marks behind a day.
    hour: Words  # Marks behind an hour.
    minute: Words  # Marks behind a minute.
    second: Words  # Marks behind a second.
    forenoon: Words  # Words before an hour of the morning.
    afternoon: Words  # Words before an hour that counts from noon.
    eras: Valued  # Names of eras, by the year before their first.
    first_year: Words  # What stands for the first year of an era.
    weekdays: Patterns  # Weekdays beside a day.
    bracketed: Words  # Weekdays that stand in brackets behind a day.
    years_ahead: int  # By how many years the calendar is ahead of the common one.
    around: Patterns  # Words around a day in years of that calendar.
    beside: Patterns  # Days of another calendar that stand beside a common one.
    solar: Valued  # Months of the solar calendar of Iran, by number.


class Grammar(Section):
    """How words are written and put in order."""

    stemmer: str  # Snowball's algorithm; without one, words are compared as they stand.
    capital_nouns: bool  # Whether every noun has a capital, so that a capital marks no name.
    verb_last: bool  # Whether the verb of a subordinate clause stands at its end.
    elided: Words  # What stands before an apostrophe and is no part of the word behind it: l'an.
    capitals: Words  # Names in capitals that are other words in small letters: US.
    spellings: Groups  # Spellings of one country: a regular expression, and what is compared in its place.
    contracted: Named  # Contractions, and what stands behind an apostrophe, by their class in `words`.
    past_auxiliaries: Words  # Auxiliaries of past tenses, whose participle is no claim of its own.
    adjective_first: bool  # Whether adjectives stand before their noun only.
    negations: Words  # Negations of five letters and more that weigh as `not` does.


class Sentences(Section):
    """Where sentences begin and end."""

    abbreviations: Words  # Words with a stop that ends no sentence, in small letters without the last stop.
    abbreviation_ends: Row  # Ends of words that make them one: Hafenstr.
    may_end: Words  # Those of them that also end sentences: a `starter` behind them begins a new one.
    before_figures: Words  # With a capital and a stop stand before a number, else end a sentence: No. 5.
    starters: Words  # Words, with their capital, that begin a sentence rather than belong to a name.
    unfinished: Words  # Words with which a line ends only where it is broken in mid-sentence: the, of, and.
    blank_before_starters: bool  # Whether a blank before a starter ends a sentence: no stops.
    stop_ends_numbers: bool  # Whether a stop behind a number is none of an ordinal, before small letters too.
    ordinal_before: Words  # Words before an ordinal that is written with a stop: am 2. Mai.
    lettered: Words  # Words that a single capital follows as their name, not as an initial: Platform B.
    time_words: Words  # Capitalised words, beside days, that follow a.m. and p.m. within a sentence: GMT.
    speaking: Words  # Verbs that join a name to the question or exclamation quoted in front of it.
    pronouns: Words  # Pronouns, with their capital, with which a new sentence begins there.
    articles: Words  # Articles, with their capital, before the noun for a speaker.
    inside_name: Words  # Small words within a speaker's name, or between the name and its verb.
    speaks: Words  # Parts of verbs of saying, in scripts with stops of their own.
    question_marks: Row  # Marks that end a question, where they end nothing elsewhere.
    goes_on: Words  # Words before which a quotation goes on, in scripts without blanks.


class Datelines(Section):
    """What stands in front of the first sentence of a story."""

    labels: Words  # Words in capitals that are labels, not places.
    forms: Patterns  # Whole datelines in the language's own form, with groups `place`, `agency` and `day`.
    dated: Words  # Labels before a date: published.
    on: Words  # Words between such a label and the date.
    at: Words  # Words before a time of day.
    inside_place: Words  # Small words within the name of a place.
    speakers: Words  # Titles and offices before a speaker in capitals, beside `names.roles`: MS LIND.


class Names(Section):
    """What surrounds the names of people, places and bodies."""

    particles: Words  # Small words that tie a name to a capitalised word beside it: it is a part of more.
    particle_article: Words  # Articles that do so behind them: Bank of the West.
    within: Words  # Small words inside names that are no prepositions of the language.
    roles: Words  # Offices: a name stands behind the last one of a run.
    vague: Words  # Offices that begin names of companies and leagues as well.
    no_name: Words  # Words that have a capital by a slip or in a heading, and belong to no name.
    demonyms: Words  # Adjectives of peoples, as phrases: `*ian`; the end of *North Korean*, no name.
    nouns: Words  # Where every noun has a capital: those that are no part of a name, as phrases.
    before_nouns: Words  # Where every noun has a capital: what stands before nouns, not names, as phrases.
    short_titles: Words  # Titles with a stop behind which a name stands: Mr.
    address: Words  # Forms of address that are no part of a name, as they are written.


class Reporting(Section):
    """How the news says where it knows something from."""

    verbs: Row  # What somebody who knows does, with the name right before or behind it.
    before: Row  # What stands before the name of somebody who knows: according to.
    behind: Row  # What stands behind such a name: zufolge.
    knowers: Words  # Common nouns for those who know; any other name has to have a capital.
    articles: Words  # Words that open a name and are no part of it.
    joints: Words  # Words that carry a name on: the Ministry *of* Defence.
    skipped: Words  # Words between a name and its verb, or before the name, that belong to neither.
    ends: Words  # Words that no name reaches across.
    things: Words  # What shows something: a video, a letter.
    shown: Words  # How somebody gives such a thing out.
    by: Row  # What stands between that and who it is.


class Relaying(Section):
    """How a report says that it has something from another outlet's report."""

    before: Row
    """What stands before the outlet's name, but for `fillers`: according to, told; `~` is up to
    four words: sagte ~ dem."""
    behind: Row  # Verbs behind its name: reported, wrote.
    reports: Words  # What it made, behind its name: report, investigation.
    fillers: Words  # Articles and the like before its name.
    media: Words  # What kind of outlet it is, before its name: newspaper, news site.
    skipped: Words  # Words between its name and such a verb: has, first, earlier.
    opens: Words  # Words before its name that leave it the one who reports: as, but.
    own: Words  # What an outlet reports of itself, behind such a verb: loss, revenue.
    inflected: bool  # Whether names have endings.
    compounds: bool  # Whether a noun behind a name makes it somebody else: the Harbour Times editor.


class Grouping(Section):
    """Words that tell one event from the next of its kind."""

    marks: Words  # Counts the parts of a series: round, game, week; before a number or behind an ordinal.
    counters: Words  # The same where a number stands inside the word, as ``#``: 第#轮.
    keys: Words  # Stands before the number that one thing has for good: case, docket, incident, recall.
    teasers: Words  # Makes a headline promise rather than say: what we know, in pictures, live.
    tolls: Words  # Names how many died or were hurt: toll.


class MailWords(Section):
    """What the head and the end of a mail are written with."""

    sender: Words  # Names of the field with who wrote it: from.
    recipient: Words  # Names of the fields with who got it: to, cc.
    sent: Words  # Names of the field with the day: date, sent.
    subject: Words  # Names of the field with the title: subject.
    answered: Words  # What stands before the subject of an answer, or of what was sent on: re, fwd.
    forwarded: Patterns  # Lines above the head of a mail that was sent on.
    closing: Words  # Formulas that end a letter: best regards.


class Comparison(Section):
    """What makes two like sentences claim unlike things. In phrases ``~`` stands for up to four words."""

    once: Words  # Tells of what is done to one thing once: signed, founded, born.
    repeated: Words  # Of which there may be one each year all the same: contracts.
    causes: Named  # Phrases for causes, by their kind.
    cause_cues: Words  # Phrases near a cause that say that it is one.
    cause_denied: Words  # Phrases in a sentence that rules a cause out.
    rate: Words  # Words between an amount and the unit that it is counted by: a year, per head.
    rate_units: Words  # Such units.
    rate_adverbs: Words  # Words that say as much: annually.
    rest: Words  # Words that make an amount a rest of another: another, further.
    past: Words  # Words that make it a past or usual one.
    still: Words  # Words that make it one that is left: still, remain.
    maybe: Words  # Words that make it a condition or limit.
    planned: Words  # Words that make it a plan.
    denying: Words  # Phrases right before an amount that is not the one: instead of.
    parts: Words  # Phrases that make the amount behind them a part of the one before: of whom.
    besides: Words  # Phrases that put two amounts side by side: along with.
    firsts: Words  # Words for a first or a record.
    since: Words  # Words before the time since which it is one.
    ever: Words  # Phrases that make it the first at all.
    quantifiers: Valued  # How many of a kind a word takes in: 3 all, 2 most or many, 1 some, 0 none.
    quantified: Words  # Words between such a word and the kind: all of the.
    unsure: Words  # Phrases that say that something is possible or unconfirmed.
    at_all: Words  # Phrases before *possible* that mean as much as can be.
    titles: Words  # Words before a name that may be missing or exchanged without another person being meant.
    nations: Words  # Words before a title that may be missing, never exchanged.
    joining: Words  # Words that set the words around an amount further apart: and, while.
    no_noun: Words  # Words for people that are no nouns: aboard.
    local_times: Words  # Phrases for the time of the place.
    no_fate: Words  # Words of a fate's class that more often tell of something else.


class Credits(Section):
    """Lines that say who wrote, pictured or sent a story; all languages apply to every story."""

    byline: Words  # Phrases that open a byline: by, written by.
    joining: Words  # Words between and behind the names of one: and, staff reporter.
    labels: Words  # Labels before a colon and a name or source, in languages that write them so.
    courtesy: Words  # Words behind a photo credit: handout.
    agencies: Words  # News agencies, in small letters.
    credit: Words  # Phrases that open a line of those who reported and edited.
    credit_words: Words  # Words of such a line besides names.
    contributed: Words  # Phrases behind the names of those who helped.
    sources: Words  # Labels before a source: Source: Reuters.
    photos: Words  # Phrases that open a photo credit.
    bylines: Patterns  # Bylines that are written in another way than with a word in front of the name.
    photo_agencies: Words  # Agencies as they sign pictures.
    photo_kinds: Words  # What may stand behind their names.
    photo_by: Words  # Phrases between those and the name.
    spans: Words  # Words for one in a span of time: an hour ago.
    span_units: Words  # Units of such a span.
    ago_before: Words  # Words before it.
    ago_behind: Words  # Words behind it.
    just_now: Words  # Phrases that need no span.
    embargo: Words  # Phrases that open a line which says until when a release is not to be published.
    embargo_until: Words  # Words between those and the day.
    reading: Words  # Phrases before the time that reading takes.
    reading_behind: Words  # Phrases behind it: 3 min read.


class FieldNames(Section):
    """Names of fields at the top of a story beside those of formats, which are English; and their values."""

    title: Words  # Of the headline.
    published: Words  # Of the day.
    outlet: Words  # Of the outlet.
    byline: Words  # Of the author.
    url: Words  # Of the address.
    story: Words  # Of the story itself.
    same: Labelled  # Names of fields that compare as one, by what they mean.
    kept_back: Words  # Names of a folder, and values of a status, that keep a story back.


class Contacts(Section):
    """What is for the desk or for readers alone; all languages apply to every story."""

    labels: Patterns  # What stands before an address or a number to reach somebody at.
    joining: Words  # Words between two of them.
    headings: Patterns  # Lines above them.
    requests: Patterns  # How a sentence opens that asks to write or to call; each begins with a letter.
    ends: Patterns  # Lines that end them.
    comments: Patterns  # Lines above the comments of readers, the number of comments apart.
    answers: Patterns  # Buttons beside a comment, how long ago it was written, and who says it.


class Furniture(Section):
    """Words of a page's furniture that are no whole lines (those stand in `data/furniture.txt`)."""

    reserved: Words  # Phrases that reserve rights.
    inboxes: Words  # Phrases for the reader's mailbox.
    comments: Words  # Words behind the number of comments.
    counted: Words  # Words behind other numbers beside a story: shares, views.
    counts: Patterns  # Such lines in scripts without blanks.
    contacts: Words  # Labels before an address or telephone number.
    bulletins: Words  # Words before the number of an edition.
    pages: Words  # Words before the number of a page.
    page_heads: Patterns  # Those and their abbreviations in the head of a printed page, or all of it.
    hanging: Words  # Words behind which the second half of a compound stands: north- *and* eastbound.
    pictured: Words  # Words that label a line as of a picture, film or bulletin, so that it is no headline.
    continued: Patterns  # Lines between two paragraphs that say that the story goes on.
    home: Words  # Names of the first step of a path.
    cues: Words  # Words by which the vote on a line's shape knows furniture; fitted with its weights.
    running: Words  # The commonest words of running text, for the same vote.
    releases: Words  # Headings of press releases.
    media: Words  # Words in names of media.
    media_endings: Words  # Endings of names of media: *kurier* of Nordkurier.
    authors: Patterns  # What is said of an author behind the name, at a story's end.
    advertisements: Words  # Labels in capitals of advertisements, glued to a sentence.
    promotions: Words  # Labels of other stories, glued to a sentence.
    shouted: Words  # Such labels that count in capitals only.
    picture_labels: Words  # Labels, with their capital, of a photo credit at the end of a caption.
