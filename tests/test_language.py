import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.languages import detect

SENTENCES = {
    "en": "The bridge over the river was closed on Monday after a crack had been found.",
    "de": "Die Brücke über den Fluss ist am Montag nach einem Riss gesperrt worden.",
    "fr": "Le pont qui traverse la rivière a été fermé lundi après la découverte d'une fissure.",
    "es": "El puente sobre el río fue cerrado el lunes tras hallarse una grieta.",
    "pt": "A ponte sobre o rio foi fechada na segunda-feira depois de uma rachadura ser encontrada.",
    "it": "Il ponte sul fiume è stato chiuso lunedì dopo la scoperta di una crepa.",
    "nl": "De brug over de rivier werd maandag gesloten nadat er een scheur was gevonden.",
    "sv": "Bron över ån stängdes på måndagen efter att en spricka hade hittats.",
    "da": "Broen over åen blev lukket mandag, efter at der var fundet en revne.",
    "no": "Broen over elva ble stengt mandag etter at det ble funnet en sprekk.",
    "pl": "Most przez rzekę został zamknięty w poniedziałek po tym, jak znaleziono pęknięcie.",
    "tr": "Köprü bir çatlak bulunduktan sonra kapatıldı ve bu karar çok önemli olarak görüldü.",
    "ru": "Мост через реку закрыли в понедельник после того, как на нём была найдена трещина.",
    "uk": "Міст через річку закрили в понеділок після того, як на ньому було знайдено тріщину.",
    "el": "Η γέφυρα έκλεισε τη Δευτέρα.",
    "ja": "橋は月曜日に閉鎖された。",
    "zh": "大桥周一关闭。",
    "ko": "다리가 월요일에 폐쇄되었다.",
    "ar": "أغلق الجسر يوم الاثنين.",
    "he": "הגשר נסגר ביום שני.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_sentence_tells_its_language(language):
    assert detect(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "Port Ellery", "1,204 / 3,551", "Hotel Taxi Radio", "in a no", "\0\0"])
def test_what_does_not_tell_a_language_is_undetermined(text):
    assert detect(text) == "und"


def test_a_foreign_name_in_an_english_story_does_not_change_its_language():
    assert detect(SENTENCES["en"] + " Its name, Мост, is Russian.") == "en"


def test_cyrillic_without_known_words_is_undetermined():
    assert detect("Мост Река Город") == "und"


@given(st.text())
def test_any_text_has_a_language_or_none(text):
    assert detect(text).isalpha()


def test_an_opening_in_two_languages_is_looked_beyond():
    english = "The council of the town met on Tuesday and said that it would pay for all of it. " * 4
    german = "Der Rat der Stadt kam am Dienstag zusammen und sagte, dass er das alles bezahlen will. "
    assert detect(english + 4 * german + 9 * german) == "de"
