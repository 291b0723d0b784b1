"""Where a model answers, and the key to it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import SecretStr


@dataclass(frozen=True)
class Endpoint:
    """An address that speaks the chat protocol, a model's name, and a key that shows itself to nobody."""

    base_url: str
    model: str
    key: SecretStr | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("LLM4S_BASE_URL must begin with http:// or https:// and name a host, such as http://127.0.0.1:11434/v1")
        if parts.username or parts.password or parts.query:
            raise ValueError("LLM4S_BASE_URL must hold no key: it is written to logs. Put the key into LLM4S_API_KEY.")
        if self.key and parts.scheme == "http" and not _is_here(parts.hostname):
            raise ValueError("LLM4S_API_KEY would travel unencrypted: use https:// for a host that is not this machine")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Endpoint | None:
        """Read LLM4S_BASE_URL, LLM4S_MODEL and LLM4S_API_KEY; without address and model there is no endpoint.

        Raises:
            ValueError: only one of address and model is given, or the address is none.
        """
        address, model = environment.get("LLM4S_BASE_URL", "").strip(), environment.get("LLM4S_MODEL", "").strip()
        if not address and not model:
            return None
        if not address or not model:
            raise ValueError("LLM4S_BASE_URL and LLM4S_MODEL belong together: one of them is not set")
        key = environment.get("LLM4S_API_KEY", "").strip()
        return cls(address, model, SecretStr(key) if key else None)

    @property
    def url(self) -> str:
        """The address that chat requests are sent to."""
        return self.base_url.rstrip("/") + "/chat/completions"

    def headers(self) -> dict[str, str]:
        """Give the headers of a request; they are never logged."""
        return {"Authorization": f"Bearer {self.key.get_secret_value()}"} if self.key else {}

    def without_key(self, text: str) -> str:
        """Take the key out of a text: some servers repeat it in their messages."""
        return text.replace(self.key.get_secret_value(), "[key]") if self.key else text


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
