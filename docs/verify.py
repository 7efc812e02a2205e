#!/usr/bin/env python3
"""Checks a Holdpoint proof (a .tlog-proof file) offline, with the public key of the log alone.

    python3 verify.py receipt.tlog-proof --key '<verifier key>' [--origin <name of the log>]

Exit codes: 0, and what was proved; 1, and the name of the refusal; 2 when nothing could be checked.

This file needs Python 3.8 or newer and the package "cryptography" (Debian: python3-cryptography), and nothing of Holdpoint: it is a
second implementation, written from the specifications, so that a mistake in one of the two is found by the other.

What is checked, from the inside out:
  1. the head of a stream and its path give the root of a day (RFC 6962; leaves are "<stream>@<version>:<hash>");
  2. day and root give a leaf of the log's tree of published roots;
  3. the leaf and its path give the root hash of a checkpoint (RFC 6962, RFC 9162 section 2.1.3.2; c2sp.org/tlog-proof);
  4. the log's key signed the checkpoint (c2sp.org/tlog-checkpoint, c2sp.org/signed-note).
"""

import argparse
import base64
import calendar
import hashlib
import json
import re
import sys
from typing import NamedTuple, Optional

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    print("verify.py needs the Python package cryptography (Debian: apt-get install python3-cryptography)", file=sys.stderr)
    sys.exit(2)

MOST_PROOF_BYTES = 1_000_000
MOST_SIGNATURES = 100
# Larger numbers are refused, because JSON readers of other languages cannot hold them exactly.
MOST_NUMBER = 2**53 - 1
ED25519 = b"\x01"


class Refused(Exception):
    """The proof is refused; the argument is the name of the refusal."""


class Key(NamedTuple):
    name: str
    id: bytes
    public: bytes


class Signature(NamedTuple):
    name: str
    id: bytes
    signature: bytes


class Head(NamedTuple):
    """The last event of a stream on a day, and its path to the root of that day."""

    day: str
    stream: str
    version: int
    hash: str
    index: int
    streams: int
    path: list


class Proof(NamedTuple):
    head: Head
    index: int
    path: list
    checkpoint: str


class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes
    text: str
    signatures: list


# Single values. Each function returns None for a value of another form.


def bytes_of_base64(text: str) -> Optional[bytes]:
    """Strict: with padding, and with zero in the unused bits."""
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return value if base64.b64encode(value).decode() == text else None


def hash_of_base64(text: str) -> Optional[bytes]:
    value = bytes_of_base64(text)
    return value if value is not None and len(value) == 32 else None


def number_of_decimal(text: str) -> Optional[int]:
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", text) or int(text) > MOST_NUMBER:
        return None
    return int(text)


def is_number(value: object, least: int) -> bool:
    # In Python, True is an int.
    return type(value) is int and least <= value <= MOST_NUMBER


def is_text(value: object, pattern: str) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def is_day(value: object) -> bool:
    if not is_text(value, r"[0-9]{4}-[0-9]{2}-[0-9]{2}"):
        return False
    year, month, day = (int(part) for part in value.split("-"))
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def is_key_name(name: str) -> bool:
    return name != "" and not any(char.isspace() or char == "+" or char < " " for char in name)


# Keys


def key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def key_of(text: str, origin: str) -> Key:
    """The key of a verifier key; or of a log's bare public key (base64url), which then counts for any origin. ValueError for others."""
    if re.fullmatch(r"[0-9A-Za-z_-]{43}", text):
        public = base64.urlsafe_b64decode(text + "=")
        return Key(origin, key_id(origin, public), public)
    name, _, rest = text.partition("+")
    hex_id, _, encoded = rest.partition("+")
    value = bytes_of_base64(encoded)
    if not is_key_name(name) or value is None or len(value) != 33 or value[:1] != ED25519:
        raise ValueError("not a verifier key")
    key = Key(name, key_id(name, value[1:]), value[1:])
    if key.id.hex() != hex_id:
        raise ValueError("not a verifier key: its id is not that of its name and key")
    return key


def has_signed(key: Key, text: str, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
        return True
    except (InvalidSignature, ValueError):
        return False


# Reading


def read_proof(file: bytes) -> Proof:
    """c2sp.org/tlog-proof@v1: a first line, extra, index, hashes, an empty line, and the checkpoint."""
    try:
        text = file.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("proof_malformed") from None
    before, separator, checkpoint = text.partition("\n\n")
    lines = before.split("\n")
    if len(file) > MOST_PROOF_BYTES or not separator or len(lines) < 3 or lines[0] != "c2sp.org/tlog-proof@v1":
        raise Refused("proof_malformed")
    _, extra, index, *hashes = lines
    if not extra.startswith("extra ") or not index.startswith("index "):
        raise Refused("proof_malformed")
    head = read_extra(extra[len("extra "):])
    place = number_of_decimal(index[len("index "):])
    path = [hash_of_base64(line) for line in hashes]
    if head is None or place is None or None in path:
        raise Refused("proof_malformed")
    return Proof(head, place, path, checkpoint)


def read_extra(encoded: str) -> Optional[Head]:
    """Canonical JSON (RFC 8785). All texts in it are ASCII, so sorted keys and no spaces are all that this asks for."""
    try:
        text = (bytes_of_base64(encoded) or b"").decode("utf-8")
        extra = json.loads(text)
        # Written again, fields that are there twice, spaces and numbers such as 1.0 make a difference.
        if json.dumps(extra, sort_keys=True, separators=(",", ":"), ensure_ascii=False) != text:
            return None
    except (ValueError, RecursionError):
        return None
    if not isinstance(extra, dict) or set(extra) != {"v", "day", "head", "index", "streams", "path"}:
        return None
    head, path = extra["head"], extra["path"]
    if not isinstance(head, dict) or set(head) != {"streamId", "version", "hash"}:
        return None
    is_right = (
        is_number(extra["v"], 1)
        and extra["v"] == 1
        and is_day(extra["day"])
        and is_text(head["streamId"], r"(ct|ad)_[0-9A-Za-z_-]{1,80}")
        and is_number(head["version"], 1)
        and is_text(head["hash"], r"[0-9a-f]{64}")
        and is_number(extra["index"], 0)
        and is_number(extra["streams"], 1)
        and isinstance(path, list)
        and all(is_text(one, r"[0-9a-f]{64}") for one in path)
    )
    if not is_right:
        return None
    return Head(extra["day"], head["streamId"], head["version"], head["hash"], extra["index"], extra["streams"], path)


def read_checkpoint(note: str) -> Checkpoint:
    """c2sp.org/signed-note, whose text is a c2sp.org/tlog-checkpoint: origin, size and root hash, each on a line."""
    # The last empty line is the one between text and signatures.
    text, separator, lines = note.rpartition("\n\n")
    text += "\n"
    if not separator or not note.endswith("\n") or any(char < " " and char != "\n" for char in note):
        raise Refused("checkpoint_malformed")
    signatures = [read_signature(line) for line in lines[:-1].split("\n")]
    fields = text[:-1].split("\n")
    if None in signatures or len(signatures) > MOST_SIGNATURES or len(fields) < 3 or "" in fields:
        raise Refused("checkpoint_malformed")
    origin, size, root = fields[0], number_of_decimal(fields[1]), hash_of_base64(fields[2])
    # The log's key signs other texts, too, which all begin like this.
    if origin.startswith("holdpoint/log") or size is None or root is None:
        raise Refused("checkpoint_malformed")
    return Checkpoint(origin, size, root, text, signatures)


def read_signature(line: str) -> Optional[Signature]:
    match = re.fullmatch("\u2014 ([^ ]+) ([^ ]+)", line)
    value = bytes_of_base64(match[2]) if match else None
    if value is None or len(value) <= 4 or not is_key_name(match[1]):
        return None
    return Signature(match[1], value[:4], value[4:])


# Checking


def check_signatures(checkpoint: Checkpoint, keys: list) -> None:
    """Unknown keys are ignored; one wrong signature of a known key refuses the note; a key of the log's own name must have signed."""
    signers = set()
    for name, id, signature in checkpoint.signatures:
        known = [key for key in keys if (key.name, key.id) == (name, id)]
        if not known:
            continue
        if not any(has_signed(key, checkpoint.text, signature) for key in known):
            raise Refused("signature_wrong")
        signers.add(name)
    if checkpoint.origin not in signers:
        raise Refused("key_unknown")


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of_path(leaf: bytes, index: int, size: int, path: list) -> Optional[bytes]:
    """The root of the tree of `size` leaves that has this leaf at `index` (RFC 9162, 2.1.3.2); None if there is no such tree."""
    if index >= size:
        return None
    place, last, root = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return None
        if place % 2 == 1 or place == last:
            root = node_hash(beside, root)
            # At the right edge a node without a sibling moves up as it is.
            while place % 2 == 0 and place != 0:
                place, last = place // 2, last // 2
        else:
            root = node_hash(root, beside)
        place, last = place // 2, last // 2
    return root if last == 0 else None


def check(file: bytes, keys: list, origin: Optional[str] = None) -> dict:
    """What the proof shows. Raises Refused, or ValueError for a key of another form."""
    for key in keys:
        key_of(key, "")
    proof = read_proof(file)
    checkpoint = read_checkpoint(proof.checkpoint)
    if origin is not None and origin != checkpoint.origin:
        raise Refused("origin_differs")
    check_signatures(checkpoint, [key_of(key, checkpoint.origin) for key in keys])

    head = proof.head
    leaf_of_head = hashlib.sha256(f"\0{head.stream}@{head.version}:{head.hash}".encode()).digest()
    root_of_day = root_of_path(leaf_of_head, head.index, head.streams, [bytes.fromhex(one) for one in head.path])
    if root_of_day is None:
        raise Refused("head_not_included")
    leaf = hashlib.sha256(f"\0holdpoint/heads/v1\n{head.day}\n{root_of_day.hex()}\n".encode()).digest()
    if root_of_path(leaf, proof.index, checkpoint.size, proof.path) != checkpoint.root:
        raise Refused("root_not_included")
    return {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "day": head.day,
        "stream": head.stream,
        "version": head.version,
        "hash": head.hash,
    }


def check_lines() -> None:
    """For tests: a case a line, as JSON with `file` (base64), `keys` and perhaps `origin`; a verdict a line."""
    for line in sys.stdin:
        case = json.loads(line)
        try:
            verdict = check(base64.b64decode(case["file"]), case["keys"], case.get("origin"))
        except Refused as refused:
            verdict = {"refused": str(refused)}
        print(json.dumps(verdict))


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks a Holdpoint proof offline.")
    parser.add_argument("file", nargs="?", help="a .tlog-proof file")
    parser.add_argument("--key", action="append", default=[], help="a verifier key, or the public key of the log")
    parser.add_argument("--origin", help="the name of the log that the proof must be of")
    parser.add_argument("--lines", action="store_true", help="read cases from standard input, as JSON lines")
    options = parser.parse_args()
    if options.lines:
        check_lines()
        return 0
    if options.file is None or not options.key:
        parser.error("name a file and a --key")
    try:
        with open(options.file, "rb") as file:
            proved = check(file.read(MOST_PROOF_BYTES + 1), options.key, options.origin)
    except Refused as refused:
        print(refused)
        return 1
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    for name, value in proved.items():
        print(f"{name:8} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
