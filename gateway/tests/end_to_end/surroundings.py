"""What lies around the platform: its databases and its broker, seen with the addresses in `endpoints.json`."""

import asyncio
import json
import time
from dataclasses import dataclass

import nats
import psycopg
from psycopg import sql
from psycopg.rows import dict_row

SERVICES = ("registration", "submission", "scoring", "announcement")
QUIET_SECONDS = 60


@dataclass(frozen=True)
class Message:
    """One event as the broker keeps it."""

    subject: str
    headers: tuple
    payload: bytes


def rows(fest, service, query, parameters=None):
    with psycopg.connect(fest.endpoints["postgres"][service]) as connection:
        return connection.cursor(row_factory=dict_row).execute(query, parameters).fetchall()


def execute(fest, service, query, parameters=None):
    with psycopg.connect(fest.endpoints["postgres"][service]) as connection:
        connection.execute(query, parameters)


def tables(fest, service):
    """Every table of a service's database with all its rows, by name. A table that is added later is in it by itself."""
    with psycopg.connect(fest.endpoints["postgres"][service]) as connection:
        cursor = connection.cursor(row_factory=dict_row)
        names = cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename").fetchall()
        table = sql.SQL("SELECT * FROM {}")
        return {
            name: cursor.execute(table.format(sql.Identifier(name))).fetchall() for name in (row["tablename"] for row in names)
        }


def everything_stored(fest):
    """All rows of all services in a form that can be compared; but for checkpoints of the audits, which come by the machine's minute."""
    until_chained(fest)
    return {
        f"{service}.{name}": sorted(repr(sorted(row.items())) for row in content if "checkpointed" not in repr(row))
        for service in SERVICES
        for name, content in tables(fest, service).items()
        if name != "audit_checkpoint"
    }


def until_quiet(fest):
    """Comes back when every mail and every event has gone out and every consumer has ended its work on it; much work may take long, but goes on."""
    before, deadline = None, 0
    while open_work := waiting(fest):
        if open_work != before:
            before, deadline = open_work, time.monotonic() + QUIET_SECONDS
        assert time.monotonic() < deadline, f"still open: {open_work}"
        time.sleep(0.02)


def until_chained(fest):
    """Comes back when no row of an audit waits for its place in the chain."""
    deadline = time.monotonic() + QUIET_SECONDS
    while waiting := [name for name in SERVICES if rows(fest, name, "SELECT id FROM audit_pending LIMIT 1")]:
        assert time.monotonic() < deadline, f"still waiting: {waiting}"
        time.sleep(0.02)


def waiting(fest):
    """What is not done yet and how much of it; none at the end."""
    unsent = rows(fest, "registration", "SELECT count(*) AS n FROM mail WHERE state = 'queued'")[0]["n"]
    if unsent:
        return f"{unsent} mails"
    for service in SERVICES:
        unsent = rows(fest, service, "SELECT count(*) AS n FROM outbox WHERE published_at IS NULL")[0]["n"]
        if unsent:
            return f"{unsent} in the outbox of {service}"
    return with_broker(fest, unfinished)


async def unfinished(stream_context):
    for stream in await stream_context.streams_info():
        for consumer in await stream_context.consumers_info(stream.config.name):
            if consumer.num_pending or consumer.num_ack_pending:
                return f"{consumer.num_pending} and {consumer.num_ack_pending} at {consumer.name} on {stream.config.name}"
    return None


def messages(fest):
    """All messages of all streams, in their order."""
    return with_broker(fest, kept)


async def kept(stream_context):
    streams = {}
    for stream in await stream_context.streams_info():
        name, state = stream.config.name, stream.state
        numbers = range(state.first_seq, state.last_seq + 1) if state.messages else ()
        found = [await stream_context.get_msg(name, number) for number in numbers]
        streams[name] = [
            Message(one.subject, tuple(sorted((one.headers or {}).items())), one.data or b"") for one in found
        ]
    return streams


def with_broker(fest, ask):
    async def asked():
        client = await nats.connect(fest.endpoints["nats"])
        try:
            return await ask(client.jetstream())
        finally:
            await client.close()

    return asyncio.run(asked())


def as_text(value):
    """One column's value; bytes as the characters that they would be, so that ids inside are found."""
    if isinstance(value, memoryview | bytes | bytearray):
        return bytes(value).decode("latin-1")
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, default=str)
    return "" if value is None else str(value)
