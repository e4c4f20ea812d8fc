"""Addresses are readable, safe in every file system, and each page has one of its own."""

from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.address import DEVICES, LONGEST, MOST_BYTES, RESERVED, Claims, below, slug


def claimed(*wanted):
    """The address of each key, from pairs of a key and what it wants."""
    claims = Claims()
    claims.update((), wanted)
    return {key: claims.of(key) for key, _ in wanted}


@given(st.text(max_size=300))
def test_a_slug_is_one_harmless_path_part(text):
    found = slug(text)
    assert len(found) <= LONGEST
    assert not set(found) & set('/\\.%?#:*"<>| \t\n\0')
    assert slug(found) == found


@given(st.lists(st.text("aAäÄ-é\u0301e.", max_size=4), max_size=8))
def test_no_two_addresses_meet_after_case_folding_and_normalisation(names):
    found = claimed(*((str(index), slug(name)) for index, name in enumerate(names)))
    assert len({address.casefold() for address in found.values()}) == len(names)


def test_names_that_a_file_system_may_take_for_one_get_one_slug():
    assert slug("Émile") == slug("E\u0301MILE") == slug("emile")
    assert slug("STRASSE") == slug("straße")


def test_other_scripts_keep_their_letters():
    assert slug("Пожар на мосту") == "пожар-на-мосту"
    assert slug("東京の橋") == "東京の橋"


def test_a_long_title_is_cut_between_words():
    assert slug("bridge " * 1000).endswith("bridge")
    assert len(slug("x" * 5000)) == LONGEST


def test_a_title_in_a_rare_script_fits_into_a_file_name():
    assert 0 < len(slug("𐐷𐐲 " * 100).encode()) <= MOST_BYTES < 255


def test_the_first_keeps_the_plain_address_whatever_comes_later():
    found = claimed(("a", "storm"), ("b", "storm"), ("c", "storm"))
    assert found["a"] == "storm"
    assert len(set(found.values())) == 3


def test_names_that_differ_in_a_sign_have_an_address_each():
    names = ["B", "B+", "B-", "B#", "B%", ".B", "B$", "B 🎈", "🎈", "b & c", "b c"]
    assert len({below("topics", name) for name in names}) == len(names)


def test_a_hash_before_a_tag_is_no_part_of_its_name():
    assert below("topics", "#Harvest") == below("topics", "harvest")


def test_long_names_with_one_beginning_have_an_address_each():
    assert below("topics", "harvest " * 20 + "of wheat") != below("topics", "harvest " * 20 + "of rye")


def test_no_name_takes_the_address_of_the_list():
    assert below("outlets", "Index") != "outlets/index"


@given(st.sampled_from(sorted(DEVICES)), st.sampled_from(["{}", " {}!", "{} "]))
def test_no_name_has_an_address_that_windows_cannot_write(device, form):
    assert below("topics", form.format(device.upper())).removeprefix("topics/") not in DEVICES
    assert device in RESERVED
