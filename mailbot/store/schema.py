"""The tables, and which of them is history and which can be rebuilt.

History: ``blobs``, ``places``, ``decisions``, ``drafts``, ``revisions``, ``deliveries``, ``facts``. Rebuilt by ``reprocess``
from raw bytes and decisions: the derived columns of ``messages``, ``cases``, ``events`` (old ones are withdrawn, not deleted).
Rebuilt by whoever asks: ``summaries``. Times are ISO 8601 in UTC with microseconds, so that text order is time order.
"""

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

VERSION: Final = "0003"
"""The newest migration; ``engine.open_store`` compares it with the file's."""

metadata: Final = MetaData()

blobs: Final = Table(
    "blobs",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary),  # NULL once retention or `forget` dropped it
    Column("dropped_at", String(32)),
    Column("forgotten", Boolean, nullable=False, default=False, server_default=false()),  # never kept again
)

messages: Final = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("sha256", String(64), ForeignKey("blobs.sha256"), nullable=False),
    Column("stored_at", String(32), nullable=False),
    Column("received", String(32)),
    Column("vouched", Boolean, nullable=False, default=False),  # the user stands for it
    Column("disposition", String, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("message_id", String),
    Column("direction", String),
    Column("verdict", String),
    Column("label", String),
    Column("case_id", String),
    Column("understanding", JSON),  # the shape of mailbot.codec
    Column("version", String),
    UniqueConstraint("account", "sha256"),
    Index("ix_messages_message_id", "message_id"),
    Index("ix_messages_case", "case_id"),
    Index("ix_messages_received", "received"),
)

places: Final = Table(
    "places",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("message", Integer, ForeignKey("messages.id"), nullable=False),
    Column("account", String, nullable=False),
    Column("folder", String, nullable=False),
    Column("uidvalidity", Integer),
    Column("uid", Integer),
    Column("path", Text),
    Column("received", String(32)),  # INTERNALDATE of this copy; NULL for files
    Column("sent", Boolean, nullable=False, default=False, server_default=false()),  # it lay among the sent mail
    UniqueConstraint("account", "folder", "uidvalidity", "uid"),
    Index("ix_places_message", "message"),
)

threads: Final = Table(
    "threads",
    metadata,
    Column("message", Integer, ForeignKey("messages.id"), primary_key=True),
    Column("ref", String, primary_key=True),  # a Message-ID that the message names or bears
    Index("ix_threads_ref", "ref"),
)

ignored: Final = Table(
    "ignored",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("folder", String, nullable=False),
    Column("uidvalidity", Integer, nullable=False),
    Column("uid", Integer, nullable=False),
    Column("headers_sha256", String(64), nullable=False),
    Column("reason", String, nullable=False),
    Column("context", String(64), nullable=False),  # digest of what decided: triage version, scope, domains, addresses
    UniqueConstraint("account", "folder", "uidvalidity", "uid"),
)

ignored_refs: Final = Table(
    "ignored_refs",
    metadata,
    Column("ignored", Integer, ForeignKey("ignored.id"), primary_key=True),
    Column("ref", String, primary_key=True),
    Index("ix_ignored_refs_ref", "ref"),
)

cursors: Final = Table(
    "cursors",
    metadata,
    Column("account", String, primary_key=True),
    Column("folder", String, primary_key=True),
    Column("uidvalidity", Integer, nullable=False),
    Column("last_uid", Integer, nullable=False),
)

cases: Final = Table(
    "cases",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("opened_at", String(32), nullable=False),
)

events: Final = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("at", String(32), nullable=False),
    Column("kind", String, nullable=False),
    Column("message", String(64)),
    Column("confirmed", Boolean, nullable=False),
    Column("data", JSON, nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Column("withdrawn_at", String(32)),  # set when the same bytes, read again, no longer say so
    Index("ix_events_case", "case_id"),
    Index("ix_events_message", "message"),
)

summaries: Final = Table(
    "summaries",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("version", String, nullable=False),  # of the code that wrote it
    Column("data", JSON, nullable=False),
)
"""What the list of cases shows of each, kept until an event of the case changes."""

decisions: Final = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("kind", String, nullable=False),  # confirm, correct, link, submission, note, forget, ...
    Column("account", String),
    Column("message", String(64)),
    Column("case_id", String),
    Column("data", JSON, nullable=False),
    Index("ix_decisions_message", "message"),
)

drafts: Final = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("answers", String(64)),  # the message it answers
    Column("step", String, nullable=False),
    Column("state", String, nullable=False),
    Column("edited", Boolean, nullable=False, default=False),
    Column("created_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    Column("fingerprint", String(64), nullable=False),  # of the generated text: the same proposal is not made twice
    Column("content", JSON, nullable=False),  # the shape of mailbot.codec.draft_to_json
    Column("supersedes", Integer),
    Index("ix_drafts_case", "case_id"),
)

revisions: Final = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.id"), nullable=False),
    Column("at", String(32), nullable=False),
    Column("author", String, nullable=False),  # mailbot or user
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_revisions_draft", "draft"),
)

deliveries: Final = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.id"), nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("finished_at", String(32)),  # NULL: began, and nobody knows how it ended
    Column("method", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("place", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
)

facts: Final = Table(
    "facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", String),
    Column("key", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("stated_at", String(32), nullable=False),
    Index("ix_facts_key", "key"),
)

forms: Final = Table(
    "forms",
    metadata,
    Column("id", String, primary_key=True),
    Column("data", JSON, nullable=False),
)

runs: Final = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("finished_at", String(32)),
    Column("error", String),  # NULL and finished: success
    Column("counts", JSON),
    Index("ix_runs_account", "account", "started_at"),
)

account_states: Final = Table(
    "account_states",
    metadata,
    Column("account", String, primary_key=True),
    Column("auth_failures", Integer, nullable=False, default=0),
    Column("failures", Integer, nullable=False, default=0),
    Column("stopped", String),  # a code: why mailbot no longer polls it
    Column("next_try", String(32)),
)

reminders: Final = Table(
    "reminders",
    metadata,
    Column("key", String, primary_key=True),
    Column("at", String(32), nullable=False),
)
