"""Settings are typed, and an error names the file, the key, what is near it and what is expected."""

import pytest

from sitegen import SettingsError
from sitegen.site.config import FORMS, Settings, settings, site_address
from sitegen.site.project import open_project


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
        (b'base_url = "https://x.example/?a=b"', "'base_url' is .* without a query"),
        (b'base_url = "https://x.example/#top"', "'base_url' is"),
        (b'base_url = "https://"', "'base_url' is"),
        (b'base_url = "http://[::1"', "'base_url' is"),
        (b'base_url = "https://me:secret@x.example/"', "'base_url' is"),
        (b'base_url = "https://x.example/a\\"><b"', "'base_url' is"),
        (b'base_url = "https://-x-.example/"', "'base_url' is"),
        (b'base_url = "https://x.example:port/"', "'base_url' is"),
        (b'content = "a\\u0000b"', "'content' is .*; it must be a folder"),
        (b'language = "English"', "'language' is 'English'; it must be a language code"),
        (b"title = x\n", "sitegen.toml: is not valid TOML: .*line 1"),
        (b'title = "\xff"', "sitegen.toml: is not UTF-8"),
    ],
)
def test_a_wrong_setting_is_explained(text, message):
    with pytest.raises(SettingsError, match=message):
        settings({"sitegen.toml": text})


@pytest.mark.parametrize("language", ["de", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "gsw"])
def test_a_language_can_have_a_region(language):
    assert settings({"sitegen.toml": f'language = "{language}"'.encode()}).language == language


OUTLETS = b"""
[[outlet]]
name = "The Daily Lantern"
home = "https://lantern.example/"
country = "Portugal"
licence = "CC BY 4.0"
quote_limit = 0.25

[[outlet]]
name = "Vale FM"
quote_limit = 120
noarchive = true
"""


def test_outlets_have_tables_of_their_own():
    lantern, vale = settings({"sitegen.toml": OUTLETS}).outlet
    assert (lantern.name, lantern.quote_limit, lantern.noarchive) == ("The Daily Lantern", 0.25, False)
    assert (vale.home, vale.quote_limit, vale.noarchive) == (None, 120, True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'outlet = "x"', "'outlet' is 'x'; it must be tables, each under a line"),
        (b'[[outlet]]\nnam = "x"', "sitegen.toml: outlet 1: unknown key 'nam'; did you mean 'name'?"),
        (b"[[outlet]]\nlink_only = true", "outlet 1: has no name; add name = "),
        (b'[[outlet]]\nname = "A"\nlink_only = 1', "outlet 'A': 'link_only' is 1; it must be true or false"),
        (b'[[outlet]]\nname = "A"\nquote_limit = 1.5', "'quote_limit' is 1.5; it must be a number of words"),
        (
            b'[[outlet]]\nname = "A"\nquote_limit = true',
            "'quote_limit' is True; it must be a number of words",
        ),
        (b'[[outlet]]\nname = "A"\nquote_limit = -1', "'quote_limit' is -1; it must be a number of words"),
        (b'[[outlet]]\nname = "A"\nquote_limit = 1' + b"0" * 30, "'quote_limit' is 10+; it must be"),
        (b'[[outlet]]\nname = "A"\nhome = "javascript:x"', "'home' is 'javascript:x'; it must be an address"),
        (b'[[outlet]]\nname = "A b"\n[[outlet]]\nname = "a  B"', "outlet 'a  B': is there twice"),
    ],
)
def test_a_wrong_outlet_is_explained(text, message):
    with pytest.raises(SettingsError, match=message):
        settings({"sitegen.toml": text})


def test_a_pyproject_table_of_the_wrong_form_is_explained():
    with pytest.raises(SettingsError, match=r"\[tool.sitegen\] is 3; it must be a table"):
        settings({"pyproject.toml": b"[tool]\nsitegen = 3"})


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("https://mühle.example/", "https://xn--mhle-0ra.example/"),
        ("http://NEWS.example:8080/a b".replace(" ", "%20"), "http://news.example:8080/a%20b"),
        ("https://news.example/größe/", "https://news.example/gr%C3%B6%C3%9Fe/"),
        ("http://[::1]:9000/sub", "http://[::1]:9000/sub"),
    ],
)
def test_an_address_is_kept_in_the_letters_that_every_file_can_hold(told, kept):
    assert site_address(told) == kept == site_address(kept)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('out = "layouts"', "layouts .* and out .* lie one inside the other"),
        ('out = "layouts/site"', "layouts .* and out .* lie one inside the other"),
        ('out = "public"\nlayouts = "content"', "content .* and layouts .* lie one inside the other"),
        ('content = "stories"\nlayouts = "."', "layouts .* holds the site's own files|lie one inside"),
        ('out = ".git/pages"', "out .* lies in .git"),
        ('out = ".sitegen"', "out .* lies in .sitegen"),
        ('out = "."', "lie one inside the other"),
    ],
)
def test_folders_that_get_in_each_others_way_are_refused(tmp_path, text, message):
    (tmp_path / "layouts").mkdir()
    (tmp_path / "sitegen.toml").write_text(text)
    with pytest.raises(SettingsError, match=message):
        open_project(tmp_path, {})


def test_a_tilde_is_the_persons_own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "sitegen.toml").write_text('out = "~/pages"')
    assert open_project(tmp_path, {}).out == tmp_path / "home" / "pages"
