"""The types that record fields are made of, each with its own check."""

from __future__ import annotations

import datetime
import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

T = TypeVar("T")
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ID = re.compile(ID_PATTERN)
_GAPS = frozenset({"unknown", "undisclosed", "not-applicable"})
_SCALES = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_QUANTITY = re.compile(r"([0-9]+(?:\.[0-9]+)?)([KMBT]?)\Z")
_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_PRIVATE_NAMES = frozenset({"localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "onion"})
_HOST = re.compile(r"(?=.{1,253}\Z)[^\s.]{1,63}(\.[^\s.]{1,63})+\Z")


class Gap(StrEnum):
    """Why a fact is not given: nobody found it, its owner keeps it back, or it makes no sense here."""

    UNKNOWN = "unknown"
    UNDISCLOSED = "undisclosed"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text as the id of a record of this kind; '' means the record's own kind, '*' a path such as models/bert."""

    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """Marks a text as a word of this controlled vocabulary."""

    vocabulary: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit in which a number is shown."""

    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """The start of the address at which an identifier is found."""

    start: str


def is_id(text: str) -> bool:
    """Tell whether a text can be a record's id: lower-case letters and digits, parts joined by '-', at most 80."""
    return len(text) <= 80 and bool(_ID.match(text))


def one_line(text: str) -> str:
    """Accept one line without spaces around it.

    Raises:
        PydanticCustomError: the text is empty, has several lines or spaces around it.
    """
    if "\n" in text or text != text.strip() or not text:
        raise PydanticCustomError("one_line", "expected one line of text without spaces around it")
    return text


def _text(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty_text", "expected some text")
    return text.strip()


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, credentials = parts.hostname or "", parts.username is not None or parts.password is not None
        _ = parts.port
    except ValueError:
        raise PydanticCustomError("web_address", "expected a web address such as https://example.org/page") from None
    if parts.scheme not in ("http", "https"):
        raise PydanticCustomError("web_scheme", "expected an address that begins with https:// or http://")
    if re.search(r"[\s<>\"\\^`{|}\x00-\x1f]", text) or text != text.strip():
        raise PydanticCustomError("web_characters", "expected a web address without spaces, quotation marks or brackets; write %20 for a space")
    if not _HOST.match(host):
        raise PydanticCustomError("web_address", "expected a web address such as https://example.org/page")
    if credentials:
        raise PydanticCustomError("web_credentials", "expected an address without user name and password")
    if is_private(host):
        raise PydanticCustomError("web_private", "expected an address that everybody can reach, not one inside a private network")
    return text


def is_private(host: str) -> bool:
    """Tell whether a host is known to lie in no public network: names that are kept for private use, and numbers of addresses there."""
    name = host.rstrip(".").lower()
    last = name.rpartition(".")[2]
    if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last):  # a name cannot end so: this is an address in numbers, however short it is written
        try:
            return not ipaddress.ip_address(name).is_global
        except ValueError:
            return True
    return last in _PRIVATE_NAMES or name.endswith(".home.arpa")


def shaped(pattern: str, example: str) -> Any:
    """Make the type of a text of a certain form; the message shows the example instead of the pattern."""
    form = re.compile(pattern)

    def check(text: str) -> str:
        if not form.match(text):
            raise PydanticCustomError("form", "expected something like {example}", {"example": example})
        return text

    return Annotated[str, AfterValidator(check), WithJsonSchema({"type": "string", "pattern": pattern})]


def quantity_value(text: str) -> int:
    """Turn a quantity such as 7B, 1.3M or 512 into the number it stands for.

    Raises:
        ValueError: the text is no quantity.
    """
    match = _QUANTITY.match(text)
    if not match:
        raise ValueError(f"not a quantity: {text!r}")
    return round(float(match[1]) * _SCALES[match[2]])


def _quantity(text: str) -> str:
    if not _QUANTITY.match(text):
        raise PydanticCustomError("quantity", "expected a quantity such as 7B, 110M, 1.3B or 512")
    return text


def _number_as_text(value: object) -> object:
    return str(value) if type(value) is int else value


def _check_partial_date(text: str) -> str:
    match = _PARTIAL_DATE.match(text)
    try:
        datetime.date(*(int(part or 1) for part in match.groups()) if match else (0, 0, 0))
    except ValueError:
        raise PydanticCustomError("partial_date", "expected a date as YYYY, YYYY-MM or YYYY-MM-DD") from None
    return text


def _stated(value: object) -> str:
    return "gap" if isinstance(value, str) and value in _GAPS else "value"


Line = Annotated[str, Field(max_length=300), AfterValidator(one_line)]
Text = Annotated[str, Field(max_length=3000), AfterValidator(_text)]
Url = Annotated[str, Field(max_length=2000), AfterValidator(_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"})]
Quantity = Annotated[
    str,
    BeforeValidator(_number_as_text),
    AfterValidator(_quantity),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?[KMBT]?$"}, {"type": "integer", "minimum": 0}]}),
]
PartialDate = Annotated[
    str,
    BeforeValidator(_number_as_text),
    AfterValidator(_check_partial_date),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}, {"type": "integer", "minimum": 1000, "maximum": 9999}]}),
]
Day = datetime.date
Stated = Annotated[Annotated[T, Tag("value")] | Annotated[Gap, Tag("gap")], Discriminator(_stated)]
