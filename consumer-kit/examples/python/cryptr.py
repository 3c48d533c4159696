"""Opens what CHEFS seals, on hashlib and the package `cryptography`. Copy this
file. It opens the format of npm cryptr 6, more strictly than cryptr itself:

    hex( salt[64] | iv[16] | tag[16] | ciphertext )
    key = PBKDF2-HMAC-SHA512(the configured key as text, salt, 100 000, 32)
"""

import hashlib
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SALT_END = 64
IV_END = SALT_END + 16
TAG_END = IV_END + 16
ITERATIONS = 100_000

HEX = re.compile("(?:[0-9a-fA-F][0-9a-fA-F])*")


class Rejected(Exception):
    """The data cannot be opened. The message is for logs: no secret in it."""


def open_sealed(data: object, key: bytes) -> bytes:
    """The plaintext, or Rejected. `data` is payload.data of a PRIVATE event,
    `key` the UTF-8 bytes of the text that the form's owner configured."""
    # On an oversize event, data is an object.
    if not isinstance(data, str):
        raise Rejected("data is not a string")
    # bytes.fromhex() skips white space, and "$" in a pattern would let a
    # newline at the end pass; fullmatch() does neither.
    if not HEX.fullmatch(data):
        raise Rejected("data is not hex")
    sealed = bytes.fromhex(data)
    if len(sealed) < TAG_END:
        raise Rejected("data is too short")

    salt = sealed[:SALT_END]
    iv = sealed[SALT_END:IV_END]
    tag = sealed[IV_END:TAG_END]
    ciphertext = sealed[TAG_END:]

    # The key is a password: its 64 hex digits are not decoded.
    aes_key = hashlib.pbkdf2_hmac("sha512", key, salt, ITERATIONS, dklen=32)
    try:
        # AESGCM wants the tag behind the ciphertext; cryptr has it in front.
        return AESGCM(aes_key).decrypt(iv, ciphertext + tag, None)
    except InvalidTag:
        raise Rejected(
            "the tag does not verify: wrong key or changed data"
        ) from None
