"""Base forms of Finnish, Swedish and English words.

simplemma has the dictionaries (right on Finnish where Snowball was not). They are made once into tries in files that
are mapped into memory, by `python -m domain.lemmas`, as `make install` does: loaded as they come they take half a
gigabyte. Without the files words are found as they are written.
"""

import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from marisa_trie import BytesTrie

LANGUAGES = ("fi", "sv", "en")
COMPOUNDING = ("fi", "sv")
FOLDER = Path(sys.prefix) / "share" / "tehostamo" / "lemmas"
SHORTEST_PART = 4  # letters of a part of a compound: "jäsen" and "kirje", but not "si" and "vu"


def known() -> bool:
    """Whether the dictionaries are there."""
    return all(_file(language).exists() for language in LANGUAGES)


@lru_cache(maxsize=4096)
def of(word: str) -> frozenset[str]:
    """The base forms that a word, in small letters, may have in the three languages: "kirjanpidossa" is "kirjanpito".
    A compound that no dictionary has is bent at its end: "jäsenuutiskirjeen" is "jäsenuutiskirje"."""
    if not known():
        return frozenset()
    return frozenset(_base(word, language) for language in LANGUAGES)


@lru_cache(maxsize=4096)
def parts(lemma: str) -> frozenset[str]:
    """The words that stand at the end of a compound: "jäsenkirje" is a "kirje", too."""
    if not known():
        return frozenset()
    return frozenset(
        tail
        for language in COMPOUNDING
        for _head, tail in _cuts(lemma)
        if _trie(language).get(tail, [b""])[0].decode() == tail
    )


def _base(word: str, language: str) -> str:
    trie = _trie(language)
    if word in trie:
        return str(trie[word][0].decode()).lower()
    if language in COMPOUNDING:
        for head, tail in _cuts(word):
            if tail in trie:
                return head + str(trie[tail][0].decode()).lower()
    return word


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """A word cut in two, the longest end first."""
    return ((word[:at], word[at:]) for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1))


@cache
def _trie(language: str) -> BytesTrie:
    return BytesTrie().mmap(str(_file(language)))


def _file(language: str) -> Path:
    return FOLDER / f"{language}.dic"


def make() -> None:
    """Make the files. Takes some ten seconds and, for that time, half a gigabyte."""
    from simplemma.strategies.dictionaries import TrieDictionaryFactory  # here only: it is large

    making = TrieDictionaryFactory(cache_max_size=1, use_disk_cache=True, disk_cache_dir=str(FOLDER))
    for language in LANGUAGES:
        making.get_dictionary(language)


if __name__ == "__main__":
    if not known():
        make()
