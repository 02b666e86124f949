"""Secrets are kept only as hashes: argon2id for what people remember, SHA-256 for random tokens."""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()


def hashed(secret: str) -> str:
    """Return the argon2id hash of a password or PIN, with its salt."""
    return _HASHER.hash(secret)


def matches(kept: str, secret: str) -> bool:
    """Whether ``secret`` has the hash ``kept``; takes as long for "" (nobody) as for a hash."""
    try:
        _HASHER.verify(kept or _nobody(), secret)
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


@cache
def _nobody() -> str:
    """A hash that no secret has, made when first needed (it takes a tenth of a second)."""
    return _HASHER.hash(secrets.token_hex())


def digest(token: str) -> str:
    """Return how a random token (of a link, of a session) is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
