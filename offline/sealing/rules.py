"""What a phone seals to this server: by means that every browser has itself, and a key pair made of SECRET_KEY.

P-256 agrees on a secret between a key that the phone makes for one item and ours; SHA-256 of that secret and both public
points is the key of AES-256-GCM, to which the key of the operation is bound. Whoever holds the phone can seal, not open:
an item goes to the server after sign-in, without the PIN of the copy that can be read. Nothing is stored: every machine
of one site has the same SECRET_KEY, and one of before (SECRET_KEY_FALLBACKS) still opens what was sealed to it.
"""

import base64
import binascii
import hashlib
import json
import os
from functools import lru_cache
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

_CURVE = ec.SECP256R1()
# The order of the curve's group: private keys are numbers from 1 to below it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_INFO = b"offline.seal.1"
# Bytes drawn for a private key: so many more than it has that no number is likelier than another.
_DRAWN = 48
# The form of what is sealed, and the bytes of its parts: version, point of the phone, number used once.
_VERSION, _POINT, _NONCE = 1, 65, 12
_HEAD = 1 + _POINT + _NONCE
_TAG = 16
# So much a sealed item may have, in bytes: a household of twenty people is a tenth of it.
LARGEST = 64 * 1024


class NotOpened(Exception):
    """What came is not sealed to a key of this server, or was changed on its way."""


class Pair(NamedTuple):
    """A key pair of this server: its short name, the public point, the private key."""

    name: str
    point: bytes
    private: ec.EllipticCurvePrivateKey


def public_key() -> tuple[str, str]:
    """Return the name of the key that is sealed to, and its public point as base64."""
    pair = _pair(settings.SECRET_KEY)
    return pair.name, base64.b64encode(pair.point).decode()


def open_sealed(blob: str, uuid: str, key: str = "") -> dict[str, Any]:
    """Return what an operation says. `key` is the name of the key it was sealed to, where that is known. Raises NotOpened."""
    sealed = _bytes(blob)
    for pair in _pairs(key):
        try:
            text = _cipher(pair, sealed[1 : 1 + _POINT]).decrypt(
                sealed[1 + _POINT : _HEAD], sealed[_HEAD:], uuid.encode("ascii")
            )
            found = json.loads(text)
        except (InvalidTag, ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    raise NotOpened


def seal(said: dict[str, Any], uuid: str) -> tuple[str, str]:
    """Seal what an operation says as a phone does; return the name of the key and the sealed text."""
    ours = _pair(settings.SECRET_KEY)
    theirs = ec.generate_private_key(_CURVE)
    point, nonce = _point(theirs.public_key()), os.urandom(_NONCE)
    shared = theirs.exchange(ec.ECDH(), ours.private.public_key())
    cipher = AESGCM(hashlib.sha256(shared + point + ours.point).digest())
    text = json.dumps(said, ensure_ascii=False).encode()
    body = cipher.encrypt(nonce, text, uuid.encode("ascii"))
    return ours.name, base64.b64encode(bytes([_VERSION]) + point + nonce + body).decode()


def _bytes(blob: str) -> bytes:
    """Read the sealed text; raises NotOpened for what cannot be one."""
    if len(blob) > LARGEST:
        raise NotOpened
    try:
        sealed = base64.b64decode(blob, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotOpened from error
    if len(sealed) < _HEAD + _TAG or sealed[0] != _VERSION:
        raise NotOpened
    return sealed


def _cipher(pair: Pair, point: bytes) -> AESGCM:
    """Agree on the key of one item; raises ValueError for a point that is not on the curve."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
    shared = pair.private.exchange(ec.ECDH(), theirs)
    return AESGCM(hashlib.sha256(shared + point + pair.point).digest())


def _pairs(name: str) -> list[Pair]:
    """Return the pairs an item may be sealed to: the one that is named, or all, that of now first."""
    every = [_pair(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return [pair for pair in every if pair.name == name] or every


@lru_cache(maxsize=16)
def _pair(secret: str) -> Pair:
    drawn = HKDF(algorithm=SHA256(), length=_DRAWN, salt=None, info=_INFO).derive(secret.encode())
    number = int.from_bytes(drawn, "big") % (_ORDER - 1) + 1
    private = ec.derive_private_key(number, _CURVE)
    point = _point(private.public_key())
    return Pair(hashlib.sha256(point).hexdigest()[:8], point, private)


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
