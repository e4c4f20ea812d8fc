"""`check` hints at what a careful reader would stumble over."""

import pytest

from sitegen.cli import main
from sitegen.read import read
from sitegen.read.story import hints

TEXT = "Bridge shut after the flood\n\nThe bridge was shut on Tuesday. It reopens in May, the mayor said.\n"


def found(text):
    return list(hints(read("a.txt", text.encode()), text))


def test_a_sound_story_has_no_hint():
    assert found(TEXT) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            f"{TEXT}\nThe council will meet again on Friday\n\nwhen the money for a new bridge is there.\n",
            "mid-sentence",
        ),
        (f"{TEXT}\nThe cafÃ© by the bridge and its fÃªte are shut, too, said its owner.\n", "code page"),
        ("Ïîæàð íà ñêëàäå äåïî\n\nÂ ïîíåäåëüíèê âå÷åðîì íà÷àëñÿ ïîæàð íà ñêëàäå ïîðòà.\n", "code page"),
    ],
)
def test_torn_sentences_and_wrong_letters_are_hinted_at(text, word):
    (hint,) = found(text)
    assert word in hint
    assert hint.startswith("line ")


def test_a_hint_is_a_line_and_a_count_and_no_fault(tmp_path, capsys):
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.txt").write_text(f"{TEXT}\nThe cafÃ© and its fÃªte are shut.\n", encoding="utf-8")
    assert main(["build", "-q", "-C", str(tmp_path)]) == 0
    assert main(["check", "-C", str(tmp_path)]) == 0
    assert "hint: content/a.txt: line 5" in capsys.readouterr().out
    assert main(["check", "--json", "-C", str(tmp_path)]) == 0
    assert '"hints": 1' in capsys.readouterr().out


def test_a_second_story_in_a_file_is_told():
    first = "Weir mended at Ostby\nOstby Courier, 2 May 2031\n\nThe weir at Ostby holds water again.\n"
    second = "Tarn passes its budget\nTarn Post, 5 May 2031\n\nThe council of Tarn passed its budget.\n"
    assert [hint.split(":")[0] for hint in found(f"{first}\n=======\n\n{second}")] == ["line 8"]
    assert not [*found(first)]
