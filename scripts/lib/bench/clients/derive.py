"""usage: derive.py hashlib|cryptography COUNT

Derives COUNT keys of the cryptr format, one after another.
"""

import hashlib
import json
import os
import sys
import time

ROUNDS = 100_000
KEY_BYTES = 32


def with_hashlib(password, salt):
    return hashlib.pbkdf2_hmac("sha512", password, salt, ROUNDS, KEY_BYTES)


def with_cryptography(password, salt):
    from cryptography.hazmat.primitives.hashes import SHA512
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    return PBKDF2HMAC(SHA512(), KEY_BYTES, salt, ROUNDS).derive(password)


def main():
    derive = with_hashlib if sys.argv[1] == "hashlib" else with_cryptography
    count = int(sys.argv[2])
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(count):
        derive(b"a" * 64, os.urandom(64))
    print(
        json.dumps(
            {
                "count": count,
                "seconds": time.perf_counter() - wall,
                "cpuSeconds": time.process_time() - cpu,
            }
        )
    )


main()
