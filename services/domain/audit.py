"""The audit record: its id, its hash, its place in a chain. Pure."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from services.domain.canonical import canonical
from services.domain.merkle import leaf_hash

GENESIS = "0" * 64
_SUBJECT = re.compile(r"[a-z_]+(:[A-Za-z0-9_.-]+)*")
_LONGEST_SUBJECT = 80


def record_id(subject: str, seq: int) -> str:
    """Spread by the subject's hash; within a subject ids sort by seq.

    Raises ValueError when the subject is no word or words joined by colons.
    """
    if len(subject) > _LONGEST_SUBJECT or not _SUBJECT.fullmatch(subject):
        raise ValueError("not a subject of the audit log")
    return f"{hashlib.sha256(subject.encode()).hexdigest()[:4]}-{subject}-{seq:08d}"


def shard(id: str) -> str:
    """One of sixteen: the id's first digit."""
    return id[0]


def record_hash(record: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical record without `hash`, in hex."""
    return hashlib.sha256(canonical({k: v for k, v in record.items() if k != "hash"})).hexdigest()


def record_leaf(record: Mapping[str, Any]) -> str:
    """RFC 6962's leaf hash over the whole canonical record, in hex."""
    return leaf_hash(canonical(record)).hex()


def sealing_place(subject: str, seq: int, field: str) -> str:
    """The AAD of a sealed value: it opens in this field of this record only."""
    return f"{subject}/{seq}/{field}"
