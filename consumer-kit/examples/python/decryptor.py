"""A right decryptor in Python, for `chefs-mock conform decryptor`.

All of the cryptography is in cryptr.py; here are the two ways to drive it:

    printf %s "$HEX" | ENCRYPTION_KEY=… python3 decryptor.py    one input
    python3 decryptor.py --session                              JSON lines
"""

import base64
import json
import os
import sys
import traceback

from cryptr import Rejected, open_sealed


def one_shot() -> int:
    """Exit 0 with the plaintext on standard output, or 1 and nothing."""
    # As bytes: os.environ would decode them by the locale.
    key = os.environb.get(b"ENCRYPTION_KEY")
    if not key:
        print(
            "ENCRYPTION_KEY is not set; give the form's key in it",
            file=sys.stderr,
        )
        return 2
    # latin-1 keeps every byte, so that one which is no digit stays one.
    data = sys.stdin.buffer.read().decode("latin-1")
    try:
        plaintext = open_sealed(data, key)
    except Rejected as reason:
        print(f"rejected: {reason}", file=sys.stderr)
        return 1
    sys.stdout.buffer.write(plaintext)
    return 0


def session() -> int:
    for line in sys.stdin.buffer:
        [(kind, request)] = json.loads(line).items()
        if kind == "stop":
            break
        answer = answer_to(kind, request)
        # The default, ensure_ascii, keeps every locale out of it.
        print(json.dumps(answer), flush=True)
    return 0


def answer_to(kind: str, request: dict) -> dict:
    if kind == "start":
        return {
            "ready": {
                "name": "chefs-example-python",
                "version": "1.0.0",
                "unsupported": [],
            }
        }
    answer = {"id": request["id"]}
    if kind != "decrypt":
        return answer | {"unsupported": "unknown request"}
    try:
        plaintext = open_sealed(request["data"], request["key"].encode())
    except Rejected as reason:
        return answer | {"rejected": str(reason)}
    try:
        return answer | {"plaintext": plaintext.decode("utf-8")}
    except UnicodeDecodeError:
        encoded = base64.b64encode(plaintext).decode("ascii")
        return answer | {"plaintextBase64": encoded}


if __name__ == "__main__":
    try:
        status = session() if "--session" in sys.argv[1:] else one_shot()
    except Exception:
        # Python would exit with 1, and a bug would look like a rejection.
        traceback.print_exc()
        status = 70
    sys.exit(status)
