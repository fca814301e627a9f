"""Reading the identity token of an organisation's sign-in, strictly. No database, no request.

The token says who has signed in there. It counts only if it was signed with one of the issuer's published keys, by an
algorithm with such a key, for us, for this sign-in, and now.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

# Only algorithms with a published key: neither "none" nor those that would sign with our own secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY = 60  # seconds by which two clocks may differ
OLDEST = 600  # seconds since it was issued
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
ENTRA_HOSTS = ("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")


class NotGenuine(Exception):
    """The token does not say who signed in, or not to us."""


def claims_of(
    token: str, *, keys: Iterable[Mapping[str, Any]], issuer: str, client: str, nonce: str, now: float
) -> dict[str, Any]:
    """What the token says. Raises `NotGenuine` unless all of it holds."""
    import jwt  # with the cryptography that it brings, ten megabytes: only where an organisation signs people in

    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise NotGenuine(f"signed by {algorithm!r}")
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(keys, header.get("kid"), algorithm),
            algorithms=[algorithm],
            issuer=issuer,
            audience=client,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as problem:
        raise NotGenuine(str(problem)) from problem
    if not nonce or not hmac.compare_digest(str(claims["nonce"]), nonce):
        raise NotGenuine("of another sign-in")
    if claims.get("azp", client) != client or (isinstance(claims["aud"], list) and len(claims["aud"]) > 1):
        raise NotGenuine("for somebody else too")
    if not isinstance(claims["iat"], (int, float)) or claims["iat"] < now - OLDEST:
        raise NotGenuine("issued too long ago")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise NotGenuine("about nobody")
    return claims


def identity_of(claims: Mapping[str, Any]) -> str:
    """The name under which somebody is kept: of issuer and subject, never of an e-mail address.

    With Entra ID it is object and tenant: its `sub` differs from one registered application to the next.
    """
    issuer = str(claims["iss"])
    parts = [issuer, str(claims["sub"])]
    if urlsplit(issuer).hostname in ENTRA_HOSTS:
        if not (claims.get("oid") and claims.get("tid")) or str(claims["tid"]) not in issuer:
            raise NotGenuine("without object and tenant")
        parts = ["entra", str(claims["tid"]), str(claims["oid"])]
    return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()


def _key(keys: Iterable[Mapping[str, Any]], name: Any, algorithm: str) -> Any:
    """The published key with this name that may sign by this algorithm; without a name, the only one that may."""
    fitting = [
        key
        for key in keys
        if name in (None, key.get("kid")) and key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm
    ]
    if len(fitting) != 1:
        raise NotGenuine("signed with a key that is not published")
    import jwt

    return jwt.PyJWK(dict(fitting[0]), algorithm=algorithm).key
