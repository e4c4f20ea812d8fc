"""Sentences of invented stories, ready to be compared."""

from sitegen.compare.corpus import Corpus
from sitegen.model import Sentence, Story


def story(name, texts, language="en", published=None):
    """A story of these sentences."""
    sentences, start = [], 0
    for place, text in enumerate(texts):
        sentences.append(Sentence(text, start, start + len(text), place))
        start += len(text) + 1
    return Story(f"{name}.txt", tuple(sentences), (), language, published=published)


def corpus(*stories, language="en", published=None):
    """A corpus of stories, each a sentence or a list of them."""
    told = [[one] if isinstance(one, str) else one for one in stories]
    return Corpus([story(str(at), texts, language, published) for at, texts in enumerate(told)])
