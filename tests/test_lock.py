"""The lock is read as it was written, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import SettingsError
from sitegen.digest.merging import siglum
from sitegen.identity.lock import END, HEAD, Former, Lock, Record, Witness, ordinal, parse, whole, write
from sitegen.pages import address
from sitegen.pages.view import Change

STORM = Record(
    "0a1b2c3d4e5f6071",
    "storm-hits-coast",
    was=("storm",),
    day="2026-03-02",
    letters=3,
    stories={"a.txt": Witness("A", "11"), "b.txt": Witness("C", "22")},
    left={"B": Former("c.txt", "33")},
    updated="2026-03-02T00:01:00Z",
    facts="0011aa 0022bb+0033cc",
    history=(Change("2026-03-03", ("C",), ("B",), (), 2, 1),),
)
FLOOD = Record("1a1b2c3d4e5f6071", "flood", gone=STORM.id, letters=1, left={"A": Former("d.txt", "44")})
BOTH = Lock((STORM, FLOOD))
STORM_LINE, FLOOD_LINE = write(BOTH).decode().splitlines()[2:4]


def file(*lines):
    return "".join([HEAD, *(f"{line}\n" for line in lines), f"{END}\n"]).encode()


def refused(data):
    """What the reader says of a file that it does not take."""
    with pytest.raises(SettingsError) as error:
        parse(data)
    return str(error.value)


slugs = st.text(max_size=40).map(address.slug).filter(bool)
words = st.text("0123456789abcdef", min_size=1, max_size=16)


@st.composite
def records(draw):
    paths = draw(st.lists(st.text(min_size=1, max_size=20), unique=True, max_size=4))
    here = draw(st.integers(0, len(paths)))
    named = [(path, siglum(number), draw(words)) for number, path in enumerate(paths)]
    return Record(
        address.name(draw(st.text())),
        draw(slugs),
        day=draw(st.sampled_from(["", "2026-03-02"])),
        letters=len(paths),
        stories={path: Witness(letter, told) for path, letter, told in named[:here]},
        left={letter: Former(path, told) for path, letter, told in named[here:]},
    )


@given(records())
def test_what_is_written_is_read(record):
    lock = Lock((record,))
    assert parse(write(lock)) == lock


def test_a_lock_with_everything_is_read_as_it_was_written():
    assert parse(write(BOTH)) == BOTH


def test_a_digest_is_a_line_that_a_person_can_read():
    assert FLOOD_LINE == (
        '{"id":"1a1b2c3d4e5f6071","slug":"flood","gone":"0a1b2c3d4e5f6071","letters":1,"left":{"A":["d.txt","44"]}}'
    )


def test_order_blank_lines_remarks_and_line_ends_do_not_matter():
    loose = file("# a remark", FLOOD_LINE, "", STORM_LINE.replace(",", ", ")).replace(b"\n", b"\r\n")
    assert parse(b"\xef\xbb\xbf" + loose) == BOTH


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (STORM_LINE[:-9], "damaged"),
        ("storm-hits-coast", "holds no digest"),
        (STORM_LINE.replace('"slug"', '"slog"'), "damaged"),
        (STORM_LINE.replace('"letters":3', '"letters":"3"'), "damaged"),
        (STORM_LINE.replace('"letters":3', '"letters":2'), "letter that was never given"),
        (STORM_LINE.replace('"letters":3', '"letters":3000000000'), "letters were never given"),
        (
            STORM_LINE.replace('"letters":3', '"letters":-1').partition('"stories"')[0][:-1] + "}",
            "never given",
        ),
        (STORM_LINE.replace('["C"', '["A"'), "two stories have one letter"),
        (STORM_LINE.replace('["C"', '["../"'), "letter that was never given"),
        (STORM_LINE.replace("2026-03-02T", "2026-02-31T"), "no date"),
        (STORM_LINE.replace("0a1b2c", "<b>"), "no id"),
        (STORM_LINE.replace('"was":["storm"]', '"was":["storm"],"was":["gale"]'), "'was' twice"),
        (FLOOD_LINE.replace('"gone":"0a', '"gone":"99'), "cannot have taken"),
    ],
)
def test_a_damaged_line_is_named_with_its_number(line, message):
    said = refused(file("", line))
    assert said.startswith("sitegen.lock:4: ")
    assert message in said


@pytest.mark.parametrize(
    "slug",
    ["../up", "a/b", "%2e", "Storm", ".", "", "-x", "a--b", "a--", "--abcd", "a b", "a.html", "é", "x" * 99],
)
def test_no_address_leaves_the_folder_or_is_one_that_the_program_would_not_give(slug):
    assert not whole(slug)
    assert "no address" in refused(file(STORM_LINE.replace("storm-hits-coast", slug)))


@given(slugs)
def test_every_address_that_the_program_gives_is_taken(slug):
    assert whole(slug)
    assert whole(f"{slug}--{address.name(slug, 4)}")


def test_the_marks_of_an_unfinished_merge_are_named_each_with_its_line():
    said = refused(file("<<<<<<< ours", STORM_LINE, "=======", FLOOD_LINE, ">>>>>>> theirs"))
    assert [line.split(" ", 1)[0] for line in said.splitlines()] == [
        "sitegen.lock:3:",
        "sitegen.lock:5:",
        "sitegen.lock:7:",
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"slug": "gale"}, "is the id of line 3 too"),
        ({"id": "2a1b2c3d4e5f6071"}, "is an address of line 3 too"),
        ({"id": "2a1b2c3d4e5f6071", "slug": "gale"}, "is a story of line 3 too"),
    ],
)
def test_what_stands_twice_is_named_with_both_lines(change, message):
    other = STORM_LINE.replace('"was":["storm"],', "")
    for key, value in change.items():
        other = other.replace(getattr(STORM, key), value)
    said = refused(file(STORM_LINE, other))
    assert "sitegen.lock:4: " in said
    assert message in said


@pytest.mark.parametrize("cut", [0, 1, len(HEAD), -1, -len(END) - 1, -len(END) - 30])
def test_a_file_that_was_cut_short_is_refused(cut):
    data = write(BOTH)[:cut]
    if not data.endswith(END.encode()):
        assert "sitegen.lock:" in refused(data)


def test_the_file_of_a_later_version_is_left_alone():
    assert "later sitegen" in refused(write(BOTH).replace(b"form 1", b"form 2"))


def test_what_is_no_text_is_named_with_its_line():
    assert refused(HEAD.encode() + b"\xff\n").startswith("sitegen.lock:3: ")


def test_many_faults_are_one_message_of_a_few_lines():
    said = refused(file(*["damaged"] * 100))
    assert len(said.splitlines()) == 4


def test_a_large_lock_is_read_whole():
    many = Lock(
        tuple(
            Record(
                f"{number:016x}", f"storm-{number}", letters=1, stories={f"{number}.txt": Witness("A", "0")}
            )
            for number in range(5000)
        )
    )
    assert parse(write(many)) == many


@given(st.integers(0, 5000))
def test_a_letter_has_its_number(number):
    assert ordinal(siglum(number)) == number + 1
