# What one does here, each a word: `just test`. Needs the environment of README's second command.

python := ".venv/bin/python"

# everything: lint, types, layers, browsers, checkers
test *words:
    {{python}} -m pytest {{words}}

# the core alone, in seconds
quick *words:
    {{python}} -m pytest -m "not slow" {{words}}

# new examples that break a law, other ones each time
search *words:
    {{python}} -m pytest --hypothesis-profile=search {{words}}

# format and mend what can be mended
tidy:
    {{python}} -m ruff format . && {{python}} -m ruff check --fix .

# the sample site, shown while it changes
serve:
    {{python}} -m sitegen serve

# what is generated: texts of the pages, the docs of layouts and languages, hashes of pages
generate:
    {{python}} tools/texts.py; {{python}} tools/layout_docs.py; {{python}} tools/language_docs.py; {{python}} tests/net.py
