"""Settings are typed, and an error names the file, the key, what is near it and what is expected."""

import pytest

from sitegen.config import FORMS, Settings, settings
from sitegen.errors import SettingsError


def test_every_key_is_optional():
    assert settings({}) == Settings() == settings({"sitegen.toml": b""})


def test_sitegen_toml_counts_before_pyproject():
    files = {"pyproject.toml": b'[tool.sitegen]\ntitle = "two"', "sitegen.toml": b'title = "one"'}
    assert settings(files).title == "one"
    del files["sitegen.toml"]
    assert settings(files).title == "two"


def test_a_pyproject_without_our_table_has_no_settings():
    assert settings({"pyproject.toml": b'[project]\nname = "x"'}) == Settings()


def test_every_form_belongs_to_a_key():
    assert set(FORMS) == set(Settings.__struct_fields__)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'titel = "x"', "sitegen.toml: unknown key 'titel'; did you mean 'title'?"),
        (b"zzz = 1", "sitegen.toml: unknown key 'zzz'; the keys are title, language"),
        (b"title = 3", "sitegen.toml: 'title' is 3; it must be text, such as"),
        (b'title = " "', "'title' is ' '; it must be text"),
        (b'base_url = "ftp://x"', "'base_url' is 'ftp://x'; it must be an address"),
        (b'language = "English"', "'language' is 'English'; it must be a language code"),
        (b"title = x\n", "sitegen.toml: is not valid TOML: .*line 1"),
        (b'title = "\xff"', "sitegen.toml: is not UTF-8"),
    ],
)
def test_a_wrong_setting_is_explained(text, message):
    with pytest.raises(SettingsError, match=message):
        settings({"sitegen.toml": text})


def test_a_pyproject_table_of_the_wrong_form_is_explained():
    with pytest.raises(SettingsError, match=r"\[tool.sitegen\] is 3; it must be a table"):
        settings({"pyproject.toml": b"[tool]\nsitegen = 3"})
