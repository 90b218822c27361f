"""Many drafts handed in at once, and every event delivered again out of order. For `soak.py`."""

import asyncio
import random
import threading
import time
import uuid

import nats
import psycopg
from nats.errors import TimeoutError as NothingMore
from psycopg import sql
from running import EDITION, ROOT
from surroundings import SERVICES, execute, rows

SEED = ROOT / "crates" / "standalone" / "benches" / "seed.sql"
KIND = "soak"
FETCH = 500
IN_FLIGHT = 256
# The broker's stream takes 512 MB; so many messages and their copies are well below.
MOST_EVENTS = 50_000


def seed(fest, account, count, kind=KIND):
    """Drafts of a person, and their ids."""
    owner, = rows(fest, "registration", "SELECT id::text FROM account WHERE email = %s", [account["email"]])
    statements = SEED.read_text()
    for name, value in {"kind": kind, "count": count, "edition": EDITION, "account": owner["id"]}.items():
        statements = statements.replace(f"{{{name}}}", str(value))
    execute(fest, "submission", statements)
    made = "SELECT md5(%s::text || n)::uuid::text AS id FROM generate_series(1, %s) n"
    return [row["id"] for row in rows(fest, "submission", made, [kind, count])]


class Load:
    """Hands drafts in, several at a time, until there is none left or the time is over. `each` is called meanwhile, from time to time."""

    def __init__(self, fest, account, drafts, clients):
        self.fest, self.account, self.clients = fest, account, clients
        self.drafts = iter(drafts)
        self.lock = threading.Lock()
        self.submitted, self.faults, self.latencies = [], [], []

    def run(self, seconds, each, every=2):
        self.end = time.monotonic() + seconds
        threads = [threading.Thread(target=self.client) for _ in range(self.clients)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            each()
            threads[0].join(every)
            if not threads[0].is_alive():
                for thread in threads:
                    thread.join()

    def client(self):
        try:
            api = self.fest.api(self.account)
            while time.monotonic() < self.end and (draft := self.next()):
                began = time.monotonic()
                api.post(f"/entries/{draft}/submit", {"expected_version": 1})
                self.latencies.append(time.monotonic() - began)
                self.submitted.append(draft)
        except Exception as fault:
            self.faults.append(fault)

    def next(self):
        with self.lock:
            return next(self.drafts, None)


def pss(fest):
    """The memory of the process with all its programs, shared pages by share, in MiB."""
    rollup = open(f"/proc/{fest.process.pid}/smaps_rollup").read()
    line, = [line for line in rollup.splitlines() if line.startswith("Pss:")]
    return int(line.split()[1]) / 1024


def dead_letters(fest):
    """How many each service has set aside, put back or not."""
    return {service: rows(fest, service, "SELECT count(*) AS n FROM dead_letter")[0]["n"] for service in SERVICES}


def state(fest):
    """A digest of every table of every service: number of rows, and a sum that their order does not change."""
    found = {}
    for service in SERVICES:
        with psycopg.connect(fest.endpoints["postgres"][service]) as connection:
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (name,) in names:
                digest = sql.SQL("SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM {} t")
                found[f"{service}.{name}"] = connection.execute(digest.format(sql.Identifier(name))).fetchone()
    return found


def deliver_again(fest, copies, chance):
    """Publishes what the streams hold, `copies` times each and shuffled, as events that the broker has not seen. Says how many messages that were."""
    return asyncio.run(delivered_again(fest, copies, chance))


async def delivered_again(fest, copies, chance):
    client = await nats.connect(fest.endpoints["nats"])
    try:
        context = client.jetstream()
        held = [message for stream in await context.streams_info() for message in await everything(context, stream)]
        held = chance.sample(held, min(len(held), MOST_EVENTS)) * copies
        chance.shuffle(held)
        for begin in range(0, len(held), IN_FLIGHT):
            await asyncio.gather(*(publish(context, *message) for message in held[begin : begin + IN_FLIGHT]))
        return len(held)
    finally:
        await client.close()


async def everything(context, stream):
    """Every message of a stream as subject, headers and body."""
    name, count = stream.config.name, stream.state.messages
    subscription = await context.pull_subscribe(f"fest.{name.removeprefix('FEST_').lower()}.>", stream=name)
    found = []
    while len(found) < count:
        try:
            batch = await subscription.fetch(min(FETCH, count - len(found)), timeout=10)
        except NothingMore as ended:
            raise AssertionError(f"{name} holds {count} messages and gave {len(found)}") from ended
        for message in batch:
            await message.ack()
            found.append((message.subject, message.headers, message.data))
    await subscription.unsubscribe()
    return found


def publish(context, subject, headers, body):
    # Another message id, or the broker would take it for a repeat and keep it from the consumers, whose work is to be seen.
    return context.publish(subject, body, headers={**headers, "Nats-Msg-Id": str(uuid.uuid4())}, timeout=30)


def chance(seed_of_run):
    """Repeatable."""
    return random.Random(seed_of_run)
