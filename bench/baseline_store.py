"""The straightforward version's tables."""

import sqlite3

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, epoch INTEGER, enabled INTEGER);
CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, user_id TEXT, epoch INTEGER);
CREATE TABLE IF NOT EXISTS permits (id TEXT PRIMARY KEY, call_id TEXT, agent_id TEXT,
  session_id TEXT, lead_id TEXT, number_key TEXT, expires_at TEXT, used_by TEXT, voided INTEGER);
CREATE TABLE IF NOT EXISTS calls (call_id TEXT PRIMARY KEY, agent_id TEXT, state TEXT, data TEXT);
CREATE TABLE IF NOT EXISTS busy (id TEXT PRIMARY KEY, call_id TEXT, until TEXT);
CREATE TABLE IF NOT EXISTS attempts (number_key TEXT PRIMARY KEY, instants TEXT);
CREATE TABLE IF NOT EXISTS audit (subject TEXT, seq INTEGER, prev TEXT, at TEXT, body TEXT,
  hash TEXT, PRIMARY KEY (subject, seq));
"""


def connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5.0, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(SCHEMA)
    return connection
