"""Tell which parts of a person's name name that person, and which name nobody by themselves.

A Vietnamese is called by the given name, which comes last: "Trung" or "Hoài Trung" is Lê Hoài Trung, and
"Hoài" or "Lê" alone is nobody. Of other names both ends may be used: "Putin", "Vladimir".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diplomacy_archive._text import fold_words

MOST_WORDS = 4
"""A part of a name has no more words than this; so a long name has few parts."""

_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|t[hr]?|v|x)?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|iau?|ieu?|iu|oai?|oay|oeo?|oi|uay?|ue|ui|uoi?|uou|uu|uya?|uye|uyu|yeu?)"
    r"(?:ch?|m|ng?|nh|p|t)?"
)
"""A syllable of Vietnamese without its accents."""


def is_syllable(word: str) -> bool:
    """Tell whether a word may be a syllable of Vietnamese, its accents left out or not.

    >>> is_syllable("chuyện"), is_syllable("Trump")
    (True, False)
    """
    return bool(_SYLLABLE.fullmatch(fold_words(word)))


def has_family_name_first(words: Sequence[str]) -> bool:
    """Tell whether a name is written as a Vietnamese one: of several syllables, the family name first.

    >>> has_family_name_first(["Lê", "Hoài", "Trung"]), has_family_name_first(["Vladimir", "Putin"])
    (True, False)
    """
    return len(words) > 1 and all(map(is_syllable, words))


def name_parts(name: str) -> Iterator[str]:
    """Yield the parts of a name that name its bearer where nobody else is called so.

    >>> list(name_parts("Lê Hoài Trung")), list(name_parts("Lula da Silva"))
    (['Trung', 'Hoài Trung'], ['Silva', 'da Silva', 'Lula', 'Lula da'])
    """
    words = name.split()
    most = min(len(words) - 1, MOST_WORDS)
    yield from (" ".join(words[-count:]) for count in range(1, most + 1))
    if not has_family_name_first(words):
        yield from (" ".join(words[:count]) for count in range(1, most + 1))
