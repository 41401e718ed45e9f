"""Who we are to a store: a user with a password, or a token, from the environment and from nowhere else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from sanctiongraph.errors import StoreError
from sanctiongraph.store.address import Address, is_loopback

__all__ = ["PASSWORD", "TOKEN", "USER", "Credentials"]

USER, PASSWORD, TOKEN = (f"SANCTIONGRAPH_STORE_{name}" for name in ("USER", "PASSWORD", "TOKEN"))

_TOKEN = re.compile(r"[!-~]+")
_DIGEST = re.compile(r"(?i)\bdigest\s+(.+)")


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What a store may ask for. Shown nowhere: its `repr` is empty, and `hidden` takes it out of any text."""

    user: str = ""
    password: str = ""
    token: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str], address: Address) -> Credentials:
        """Those of the environment for a store; empty ones are none.

        Raises StoreError where they are half or twice given, or would travel in the open: they are sent over
        https, and over http to this machine only.
        """
        user, password, token = (environment.get(name, "") for name in (USER, PASSWORD, TOKEN))
        if bool(user) != bool(password) or (user and token):
            raise StoreError(f"{address}: set both {USER} and {PASSWORD}, or {TOKEN} alone")
        if (token and not _TOKEN.fullmatch(token)) or ":" in user:
            raise StoreError(f"{address}: a user has no colon in it, a token no space and no accents")
        if (user or token) and not address.url.lower().startswith("https:") and not is_loopback(address.url):
            raise StoreError(
                f"{address}: credentials aren't sent in the open; use https://, or a tunnel to localhost, "
                f"or unset {TOKEN if token else USER}"
            )
        return cls(user, password, token)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def sent_at_once(self) -> str | None:
        """What a first request says of them: a token, or user and password as Basic has them.

        >>> Credentials("me", "x").sent_at_once()
        'Basic bWU6eA=='
        """
        if self.token:
            return f"Bearer {self.token}"
        return f"Basic {self._basic}" if self.user else None

    def answering(self, challenge: str, method: str, url: str) -> str | None:
        """What a store that asks for a digest is told, without the password; None where it asks for other."""
        found = _DIGEST.search(challenge)
        if not found or not self.user:
            return None
        known = HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, url, self.user, self.password)
        asked = {name.lower(): value for name, value in parse_keqv_list(_pairs(found[1])).items()}
        try:
            told = AbstractDigestAuthHandler(known).get_authorization(Request(url, method=method), asked)  # noqa: S310
        except (KeyError, ValueError, AttributeError):  # half a challenge, or an unknown algorithm
            return None
        return f"Digest {told}" if told else None

    def hidden(self, text: str) -> str:
        """The text without them, should a store have repeated them.

        >>> Credentials("me", "secret").hidden("no secret (me:secret) bWU6c2VjcmV0")
        'no *** (me:***) ***'
        """
        for secret in filter(None, (self.password, self.token, self._basic)):
            text = text.replace(secret, "***")
        return text

    @property
    def _basic(self) -> str:
        return b64encode(f"{self.user}:{self.password}".encode()).decode() if self.user else ""


def _pairs(challenge: str) -> list[str]:
    return [pair for pair in parse_http_list(challenge) if "=" in pair]
