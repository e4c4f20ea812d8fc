"""sitegen: a folder of news stories becomes a static site of digests.

Stories come in from `content/`, are read, cleaned, grouped, merged and rendered, and pages go out to
`public/`.
"""

__version__ = "0.1.0"
