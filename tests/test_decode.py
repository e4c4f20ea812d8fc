import pytest

from sitegen.read.decode import decode, line_of

TEXT = "The ferry sank at Orrebad.\r\nNobody was hurt – “a wonder”, said Åsa.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_text_is_the_same_in_every_encoding(encoding):
    assert decode("a.txt", TEXT.encode(encoding)).text == TEXT


def test_big_endian_text_with_a_mark_is_read():
    assert decode("a.txt", b"\xfe\xff" + TEXT.encode("utf-16-be")).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_has_no_problem(encoding):
    assert decode("a.txt", TEXT.encode(encoding)).problems == ()


def test_windows_text_says_on_which_line_it_is_no_utf8():
    (problem,) = decode("a.txt", b"A bridge.\nA caf\xe9 on it.\n").problems
    assert (problem.line, problem.lost) == (2, False)
    assert "Windows-1252" in problem.message


def test_a_bad_byte_in_long_utf8_text_does_not_garble_the_rest():
    decoded = decode("a.txt", "Größe, Öl und Übermut blühen überall.\n".encode() * 9 + b"\xc3")
    assert decoded.text.startswith("Größe, Öl und Übermut")
    assert "�" in decoded.problems[0].message
    assert decoded.problems[0].line == 10


def test_a_page_that_is_no_utf8_is_read_as_it_says():
    page = '<meta charset="windows-1251"><p>Мост закрыт.'
    assert decode("a.html", page.encode("cp1251")).text == page


@pytest.mark.parametrize("charset", ["base64", "rot13", "no-such", "utf-7"])
def test_a_page_cannot_name_a_codec_that_is_no_character_set(charset):
    assert decode("a.html", f'<meta charset="{charset}"><p>caf\xe9'.encode("cp1252")).text.endswith("café")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "JPEG"),
        (b"PK\x03\x04" + bytes(range(256)) * 9, "ZIP"),
        (b"%PDF-1.7\n1 0 obj\n", "PDF"),
        (b"{\\rtf1\\ansi Hello}", "rich-text"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(90), "film"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_text_is_lost_and_named(raw, kind):
    decoded = decode("a.txt", raw)
    assert decoded.lost
    assert kind in decoded.problems[0].message


def test_a_text_that_begins_like_a_sound_file_is_text():
    assert decode("a.txt", b"ID3 is a way to write titles into sound files.").text.startswith("ID3 is")


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n"])
def test_an_empty_file_is_lost_and_says_so(raw):
    decoded = decode("a.txt", raw)
    assert decoded.lost
    assert "empty" in decoded.problems[0].message


def test_control_characters_stay_and_are_told():
    decoded = decode("a.txt", b"One line.\nA br\x00ken w\x07rd.\n")
    assert decoded.text == "One line.\nA br\x00ken w\x07rd.\n"
    assert decoded.problems[0].line == 2
    assert "a NUL stands in the text and 1 more" in decoded.problems[0].message


@pytest.mark.parametrize(("text", "line"), [("a\nb\nc", 3), ("a\r\nb\r\nc", 3), ("a\rb\rc", 3)])
def test_lines_are_counted_whatever_ends_them(text, line):
    assert line_of(text, text.index("c")) == line
