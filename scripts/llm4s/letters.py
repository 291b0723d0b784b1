"""Letters of other scripts that look like Latin ones: an eye cannot tell them apart, a search can."""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKE = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d"  # Cyrillic, small
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"  # Cyrillic, capital
    "\u03bf\u03bd\u03b9\u03c1"  # Greek, small
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"  # Greek, capital
    "\u0578\u057d\u0585"  # Armenian
    "\uff21-\uff3a\uff41-\uff5a"  # full width
)
_FOREIGN = re.compile(f"[{_LOOK_ALIKE}]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")


def foreign_letter(text: str) -> str:
    """Say which letter of a text only looks like a Latin one, to follow what is wrong with it; nothing where none does."""
    found = _FOREIGN.search(text)
    return f": '{found[0]}' is {unicodedata.name(found[0]).capitalize()}" if found else ""


def mixed_word(text: str) -> str:
    """Give the first word that mixes Latin letters with such that look like them; ΦX174 mixes too, but can be seen to."""
    if text.isascii():
        return ""
    return next((word for word in _WORD.findall(text) if _LATIN.search(word) and _FOREIGN.search(word)), "")
