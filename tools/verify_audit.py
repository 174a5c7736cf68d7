"""Verify an export of the audit log. Needs this file and Python 3.11 or later, nothing else.

    python verify_audit.py FILE [--key KEYFILE] [--last HASH]

KEYFILE holds the public keys that you trust, in hex, one a line. HASH is that of a checkpoint you
have seen before: a log that was put back to an older state no longer holds it. Exit 0: holds;
1: damage, each named; 2: unreadable; 3: holds, but no key was given to trust.

The format is described in docs/audit_format.md.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FORMAT, CHECKPOINT_FORMAT = "cleardial-audit/1", "cleardial-checkpoint/1"
FIELDS = {"seq", "prev", "at", "actor", "action", "subject", "body", "hash"}
TEXTS = FIELDS - {"seq", "body"}
ZEROS = "0" * 64
OVERLAP = timedelta(minutes=10)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
HOLDS, DAMAGE, UNREADABLE, UNPINNED = range(4)
BROKEN = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class Unreadable(Exception):
    """Not an export of this format."""


# --- canonical JSON (RFC 8785 for ASCII keys and integers below 2^53) and hashes ----------------

ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> bytes:
    return ENCODER.encode(value).encode()


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def without(value: dict[str, Any], name: str) -> bytes:
    return canonical({k: v for k, v in value.items() if k != name})


def record_id(subject: str, seq: int) -> str:
    return f"{sha256(subject.encode()).hex()[:4]}-{subject}-{seq:08d}"


def grown(size: int, frontier: list[bytes], leaves: Iterable[bytes]) -> list[bytes]:
    """The roots of the full subtrees of RFC 6962's tree, largest first, after `leaves`."""
    for node in leaves:
        full, size = size, size + 1
        while full & 1:
            node, full = sha256(b"\x01", frontier.pop(), node), full >> 1
        frontier.append(node)
    return frontier


def root_of(frontier: list[bytes]) -> bytes:
    *lefts, root = frontier
    for left in reversed(lefts):
        root = sha256(b"\x01", left, root)
    return root


# --- Ed25519 (RFC 8032, section 5.1): verification in extended coordinates ----------------------

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT_OF_MINUS_1 = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def decode(raw: bytes) -> Point:
    """Raises ValueError for bytes that are no point."""
    sign, y = divmod(int.from_bytes(raw, "little"), 2**255)
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x + u) % P == 0:
        x = x * ROOT_OF_MINUS_1 % P
    if len(raw) != 32 or y >= P or (v * x * x - u) % P or (x == 0 and sign):
        raise ValueError("not a point")
    x = P - x if x % 2 != sign else x
    return x, y, 1, x * y % P


def encode(p: Point) -> bytes:
    z = pow(p[2], -1, P)
    return (p[1] * z % P | (p[0] * z % P & 1) << 255).to_bytes(32, "little")


BASE = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signature_holds(public: str, message: bytes, signature: str) -> bool:
    """[s]B - [k]A is R, as bytes: both multiples in one walk over the bits."""
    try:
        raw, key = bytes.fromhex(signature), bytes.fromhex(public)
        x, y, z, t = decode(key)
    except (ValueError, TypeError):
        return False
    s = int.from_bytes(raw[32:], "little")
    k = int.from_bytes(hashlib.sha512(raw[:32] + key + message).digest(), "little") % L
    minus = (P - x, y, z, P - t)
    steps, total = (None, BASE, minus, add(BASE, minus)), (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        total = add(total, total)
        step = steps[s >> bit & 1 | (k >> bit & 1) << 1]
        total = add(total, step) if step else total
    return len(raw) == 64 and s < L and encode(total) == raw[:32]


# --- the log ------------------------------------------------------------------------------------


@dataclass
class Report:
    """`damages`: (where, what), in the order of the log. `last`: the last checkpoint."""

    damages: list[tuple[str, str]] = field(default_factory=list)
    records: int = 0
    checkpoints: int = 0
    younger: int = 0
    young_since: str = ""
    last: dict[str, Any] = field(default_factory=dict)
    last_hash: str = ZEROS
    signers: set[str] = field(default_factory=set)
    pinned: bool = False

    def found(self, where: str, what: str) -> None:
        self.damages.append((where, what))

    @property
    def outcome(self) -> int:
        return DAMAGE if self.damages else HOLDS if self.pinned else UNPINNED


class Chains:
    """Records by subject, in whatever order they come; whole chains are forgotten but for their
    last hash."""

    def __init__(self, found: Callable[[str, str], None]) -> None:
        self._found = found
        self._ends: dict[str, tuple[int, str | None]] = {}
        self._waiting: dict[str, dict[int, tuple[str, str]]] = {}

    def add(self, record: dict[str, Any]) -> None:
        subject, seq = record["subject"], record["seq"]
        waiting = self._waiting.setdefault(subject, {})
        if seq in waiting or seq < self._ends.get(subject, (0, ZEROS))[0]:
            self._found(f"record {record_id(subject, seq)}", "stands twice")
            return
        waiting[seq] = (record["prev"], record["hash"])
        self._link(subject, waiting)

    def finish(self) -> None:
        for subject, waiting in self._waiting.items():
            while waiting:
                seq, first = self._ends.get(subject, (0, ZEROS))[0], min(waiting)
                what = f"is missing from its chain ({first - seq} in a row)"
                self._found(f"record {record_id(subject, seq)}", what)
                self._ends[subject] = (first, None)
                self._link(subject, waiting)

    def _link(self, subject: str, waiting: dict[int, tuple[str, str]]) -> None:
        seq, end = self._ends.get(subject, (0, ZEROS))
        while seq in waiting:
            prev, hash_ = waiting.pop(seq)
            if end is not None and prev != end:
                where = f"record {record_id(subject, seq)}"
                self._found(where, "does not hold the hash of the record before it")
            seq, end = seq + 1, hash_
        self._ends[subject] = (seq, end)


class Verification:
    """One walk over the lines of an export."""

    def __init__(self) -> None:
        self.report = Report()
        self.chains = Chains(self.report.found)
        self.digest = hashlib.sha256()
        self.listed: dict[str, str] = {}  # by the checkpoint before the records being read
        self.group: list[tuple[str, str]] = []  # those records: id, at
        self.seen: set[str] = set()  # hashes of checkpoints
        self.trailer = False

    def walk(self, lines: Iterator[bytes]) -> None:
        kinds = {"checkpoint": self._checkpoint, "record": self._record, "trailer": self._end}
        first = next(lines, b"")
        try:
            known = json.loads(first)["format"] == FORMAT
        except (*BROKEN, RecursionError):
            known = False
        if not known:
            raise Unreadable(f"the first line does not say {FORMAT}")
        self.digest.update(first)
        for number, raw in enumerate(lines, 2):
            try:
                line = strict(raw)
                if self.trailer:
                    raise ValueError("it stands behind the trailer")
                kinds[line["kind"]](line)
            except (*BROKEN, RecursionError) as error:
                self.report.found(f"line {number}", f"is not a line of an export ({error})")
            self.digest.update(raw)
        self._compare(last=not self.trailer)
        self.chains.finish()
        if not self.trailer:
            self.report.found("the file", "has no trailer: its end was cut off")

    def _record(self, line: dict[str, Any]) -> None:
        id_, record = line["id"], line["record"]
        where = f"record {id_}"
        self.report.records += 1
        if not shaped(record):
            self.report.found(where, "has not the fields of a record")
            self.group.append((id_, ""))
            return
        leaf = sha256(b"\x00", canonical(record)).hex()
        self.group.append((id_, record["at"]))
        if id_ != record_id(record["subject"], record["seq"]):
            self.report.found(where, "stands under an id that is not its own")
        if sha256(without(record, "hash")).hex() != record["hash"]:
            self.report.found(where, "does not have the hash of its content")
        if self.listed.get(id_, leaf) != leaf:
            self.report.found(where, "is not what its checkpoint lists")
        self.chains.add(record)

    def _checkpoint(self, line: dict[str, Any]) -> None:
        self._compare(last=False)
        taken, before = line["checkpoint"], self.report.last
        where = f"checkpoint {taken.get('number')}"
        try:
            faults = list(checkpoint_faults(taken, before, self.report.last_hash))
            self.listed = {e["id"]: e["leaf"] for e in taken["entries"]}
        except BROKEN:
            faults, self.listed = ["has not the fields of a checkpoint"], {}
        for what in faults:
            self.report.found(where, what)
        self.report.checkpoints += 1
        self.report.last, self.report.last_hash = taken, sha256(canonical(taken)).hex()
        self.seen.add(self.report.last_hash)

    def _compare(self, *, last: bool) -> None:
        """The records since the last checkpoint with its list."""
        found = dict(self.group)
        signed = f"checkpoint {self.report.last.get('number')}"
        for id_ in (id_ for id_ in self.listed if id_ not in found):
            self.report.found(f"record {id_}", f"is listed in {signed}, and missing")
        order = (id_ for id_ in self.listed if id_ in found)
        places = zip((id_ for id_ in found if id_ in self.listed), order, strict=True)
        for id_ in [id_ for id_, place in places if id_ != place][:1]:
            self.report.found(f"record {id_}", f"is out of the order of {signed}")
        self._compare_unlisted([row for row in self.group if row[0] not in self.listed], last)
        self.listed, self.group = {}, []

    def _compare_unlisted(self, unlisted: list[tuple[str, str]], last: bool) -> None:
        since = search_from(self.report.last) if last else "never"
        for id_, at in unlisted:
            if at >= since:
                self.report.younger += 1
                self.report.young_since = min(self.report.young_since or at, at)
            else:
                self.report.found(f"record {id_}", "is too old for no checkpoint to list it")

    def _end(self, line: dict[str, Any]) -> None:
        """The trailer binds every byte before it."""
        self._compare(last=True)
        self.trailer = True
        if line["digest"] != self.digest.hexdigest():
            self.report.found("the file", "is not the one that its trailer was written for")
        if not signature_holds(line["public"], without(line, "signature"), line["signature"]):
            self.report.found("the trailer", "bears a signature that does not hold")
        self.report.signers = {line["public"], self.report.last.get("public", line["public"])}


def strict(raw: bytes) -> Any:
    """A line as JSON, when it is canonical and whole."""
    value = json.loads(raw, parse_float=refused, parse_constant=refused)
    if raw != canonical(value) + b"\n":
        raise ValueError("not canonical, or cut off")
    return value


def refused(number: str) -> None:
    raise ValueError("a number that is no integer")


def shaped(record: Any) -> bool:
    if not isinstance(record, dict) or set(record) != FIELDS:
        return False
    texts = all(isinstance(record[name], str) for name in TEXTS)
    kinds = type(record["seq"]) is int and isinstance(record["body"], dict)
    return texts and kinds and bool(INSTANT.fullmatch(record["at"]))


def checkpoint_faults(
    taken: dict[str, Any], before: dict[str, Any], before_hash: str
) -> Iterator[str]:
    if taken["number"] != before.get("number", 0) + 1:
        yield "does not follow the one before it: one or more are missing"
    if taken["previous"] != before_hash:
        yield "does not hold the hash of the one before it"
    if taken["size"] != before.get("size", 0) + len(taken["entries"]):
        yield "has not the size of the one before it and its own list"
    frontier = [bytes.fromhex(node) for node in before.get("frontier", [])]
    leaves = [bytes.fromhex(entry["leaf"]) for entry in taken["entries"]]
    after = grown(before.get("size", 0), frontier, leaves)
    if [node.hex() for node in after] != taken["frontier"] or root_of(after).hex() != taken["root"]:
        yield "has not the root of the records listed so far"
    yield from seal_faults(taken)


def seal_faults(taken: dict[str, Any]) -> Iterator[str]:
    if taken["format"] != CHECKPOINT_FORMAT:
        yield "is of another format"
    if sha256(bytes.fromhex(taken["public"])).hex()[:16] != taken["key"]:
        yield "names another key than it bears"
    if not signature_holds(taken["public"], without(taken, "signature"), taken["signature"]):
        yield "bears a signature that does not hold"


def search_from(checkpoint: dict[str, Any]) -> str:
    """From here on a record may be younger than the checkpoint's search."""
    try:
        until = datetime.fromisoformat(checkpoint["until"])
    except BROKEN:
        return ""
    return (until - OVERLAP).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def verify(lines: Iterable[bytes], keys: set[str] | None = None, known: str = "") -> Report:
    """`keys`: the public keys that you trust, in hex. Raises Unreadable."""
    walk = Verification()
    walk.walk(iter(lines))
    report = walk.report
    report.pinned = bool(keys) and report.signers <= (keys or set())
    if keys and not report.pinned:
        report.found("the log", "is signed with a key that is not among those you trust")
    if known and known not in walk.seen:
        report.found("the log", "does not hold the checkpoint that you have seen before")
    return report


def told(report: Report) -> Iterator[str]:
    """The report in sentences."""
    if report.damages:
        yield f"DAMAGE. First: {' '.join(report.damages[0])}."
        yield from (f"  {where} {what}." for where, what in report.damages[1:])
    since = f", since {report.young_since}" if report.younger else ""
    yield (
        f"{report.records} records in {report.checkpoints} checkpoints; "
        f"{report.younger} are younger than the last one{since}."
    )
    if report.last:
        last = report.last
        yield f"Last: checkpoint {last.get('number')} of {last.get('at')}, {report.last_hash}."
    if not report.damages and not report.last:
        yield "Everything holds, but nothing is signed by a checkpoint yet."
    elif not report.damages:
        trusted = "a key that you trust" if report.pinned else "a key that nobody vouched for"
        yield f"Everything holds, signed with {trusted}."


def keys_in(file: Path) -> set[str]:
    keys = set(re.findall(r"\b[0-9a-f]{64}\b", file.read_text()))
    if not keys:
        raise Unreadable(f"there is no key in {file}")
    return keys


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", type=Path, help="file of the public keys that you trust, in hex")
    parser.add_argument("--last", default="", help="hash of a checkpoint seen before")
    order = parser.parse_args()
    try:
        keys = keys_in(order.key) if order.key else None
        with order.file.open("rb") as lines:
            report = verify(lines, keys, order.last)
    except (OSError, Unreadable, ValueError) as error:
        print(f"Unreadable: {error}.")
        return UNREADABLE
    print("\n".join(told(report)))
    return report.outcome


if __name__ == "__main__":
    sys.exit(main())
