"""What becomes of one CHEFS event, whatever client brought it. Copy this file;
put your own work where work() is called. docs/consumer-guide.md says why.
"""

import base64
import hashlib
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

from cryptr import Rejected, open_sealed

# Set up by the environment alone: no secret in an argument, which every user
# of the machine could read. As bytes: os.environ would decode by the locale.
SOURCE = os.environ.get("SOURCE")
KEY = os.environb.get(b"ENCRYPTION_KEY")
KEY_OF_FORM = json.loads(os.environb.get(b"ENCRYPTION_KEYS") or b"{}")
API_URL = os.environ.get("CHEFS_API_URL")
# An answer that does not come must not stop the rest.
API_TIMEOUT_S = int(os.environ.get("CHEFS_API_TIMEOUT_MS") or 10_000) / 1000
API_KEY_OF_FORM = json.loads(os.environb.get(b"CHEFS_API_KEYS") or b"{}")

# Deep nesting is legal JSON: the default of 1000 levels refuses it.
sys.setrecursionlimit(10_000)


class TryLater(Exception):
    """The event is fine, but its work cannot be done now: it is to come again."""


def deal_with(seq: int, subject: str, data: bytes, done: "Done") -> None:
    """Does the work of one message, once, and reports it. When it returns, the
    message can be acknowledged. Raises TryLater."""
    # A message may come twice: its acknowledgement can be lost. The sequence
    # in the stream tells it from all others, so its effects are not repeated.
    if seq in done:
        return
    report, plaintext = read(subject, data)
    work(plaintext)
    done.add(seq)
    print(json.dumps({"chefs": 1, "seq": seq} | report), flush=True)


def work(plaintext: bytes | None) -> None:
    """Your part. Store its effects with the sequence, in one transaction."""


def read(subject: str, data: bytes) -> tuple[dict, bytes | None]:
    """The report of an event, and what it carries."""
    event = parse(data)
    meta = event.get("meta") if isinstance(event, dict) else None
    if not isinstance(meta, dict):
        return {"outcome": "invalid"}, None
    ids = {}
    if isinstance(meta.get("submissionId"), str):
        ids["submissionId"] = meta["submissionId"]
    # What is still being written is no case yet: your work has to tell them
    # apart.
    if meta.get("draft") is True:
        ids["draft"] = True
    # Test and pull-request environments of CHEFS share the server. An event
    # without a source is nobody's.
    if meta.get("source") != SOURCE:
        return {"outcome": "ignored"} | ids, None
    if not is_event(event):
        return {"outcome": "invalid"} | ids, None
    # Before the payload: that of an oversize event holds an object for data.
    if event.get("error") is not None:
        return finished("recovered", recover(meta), "oversize", ids)
    if "data" not in event["payload"]:
        is_public = subject.startswith("PUBLIC.")
        return {"outcome": "processed" if is_public else "invalid"} | ids, None
    sealed = event["payload"]["data"]
    if not isinstance(sealed, str):
        return {"outcome": "invalid"} | ids, None
    return finished(
        "processed", unseal(sealed, meta["formId"]), "undecryptable", ids
    )


def finished(outcome, plaintext, otherwise, ids) -> tuple[dict, bytes | None]:
    if plaintext is None:
        return {"outcome": otherwise} | ids, None
    digest = hashlib.sha256(plaintext).hexdigest()
    return {"outcome": outcome} | ids | {"plaintextSha256": digest}, plaintext


def parse(data: bytes):
    """Anything may be on the stream: None for what is not JSON."""
    try:
        # Python would also take NaN and Infinity, which JSON does not have.
        return json.loads(data.decode("utf-8"), parse_constant=int)
    except (ValueError, RecursionError):
        return None


def is_event(event: dict) -> bool:
    """Types, classes and attributes that are new to us are no reason to refuse."""
    names = ("domain", "class", "type", "formId")
    if not all(isinstance(event["meta"].get(name), str) for name in names):
        return False
    error = event.get("error")
    if error is not None and not (
        isinstance(error, dict) and isinstance(error.get("code"), str)
    ):
        return False
    return isinstance(event.get("payload"), dict)


def unseal(sealed: str, form_id: str) -> bytes | None:
    """A key can be changed while events sealed with the old one are on the
    stream: the form's own and the common one are both tried."""
    own = KEY_OF_FORM.get(form_id)
    for key in (own.encode() if own else None, KEY):
        if not key:
            continue
        try:
            return open_sealed(sealed, key)
        except Rejected:
            pass
    return None


def recover(meta: dict) -> bytes | None:
    """The event was too large to carry its submission: download it by its id."""
    form_id, submission_id = meta["formId"], meta.get("submissionId")
    password = API_KEY_OF_FORM.get(form_id)
    if not API_URL or not password or not isinstance(submission_id, str):
        return None
    quoted = urllib.parse.quote(submission_id, safe="")
    login = base64.b64encode(f"{form_id}:{password}".encode()).decode()
    answer = ask(
        urllib.request.Request(
            f"{API_URL}/app/api/v1/submissions/{quoted}",
            headers={"Authorization": f"Basic {login}"},
        )
    )
    row = answer.get("submission") if isinstance(answer, dict) else None
    if not isinstance(row, dict):
        return None
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def ask(request: urllib.request.Request):
    try:
        with urllib.request.urlopen(request, timeout=API_TIMEOUT_S) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        if error.code >= 500 or error.code == 429:
            raise TryLater(f"the API answered {error.code}") from None
        # 401: the API key is wrong; 404: the submission is gone. Both stay so.
        return None
    except Exception as error:  # no answer, or half of one
        raise TryLater(f"the API did not answer: {error}") from None


class Done:
    """The sequences that were dealt with: in memory, and in a file as well if
    one is named, so that a restart knows them too. A database with a unique
    index on the sequence does the same for you, in the work's transaction."""

    def __init__(self, path: str | None) -> None:
        self._sequences = set()
        self._file = open(path, "a+", encoding="ascii") if path else None
        if self._file:
            self._file.seek(0)
            self._sequences.update(int(line) for line in self._file)

    def __contains__(self, seq: int) -> bool:
        return seq in self._sequences

    def add(self, seq: int) -> None:
        self._sequences.add(seq)
        if self._file:
            print(seq, file=self._file, flush=True)
