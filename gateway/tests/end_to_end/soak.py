"""The long proofs: many submissions with an eye on memory, every event again and out of order, thousands of guesses on one account, the story with
the platform killed between its steps.

Prints figures, which judge nothing. Ends non-zero when something that must hold does not.

usage: python gateway/tests/end_to_end/soak.py [--minutes N] [--clients N] [--drafts N] [--copies N] [--guesses N] [--stories N] [--seed N]
"""

import argparse
import statistics
import tempfile
import time

import guesses
import volume
from running import Fest
from surroundings import rows, until_quiet
from test_story_interrupted import tell_with_kills

# What the process may take more in the last quarter of the load than in the second, when pools and caches are full: a share for the allocator's
# ways, and a sum that no cache of ours reaches. A leak of one kilobyte per submission is found in a run of five minutes.
GROWTH, GROWTH_MIB = 1.10, 16
MOST_MINUTES, MOST_DRAFTS = 60, 120_000


def main():
    wanted = arguments()
    print(f"seed {wanted.seed}")
    with tempfile.TemporaryDirectory() as folder, Fest(folder) as fest:
        load(fest, wanted)
        again(fest, wanted)
        guesses.try_all(fest, wanted.guesses)
    for number in range(wanted.stories):
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, Fest(folder) as fest:
            tell_with_kills(fest)
            demand_quiet(fest)
        print(f"story {number + 1} of {wanted.stories}, killed between its steps: the same result, {time.monotonic() - began:.0f} s")


def arguments():
    parser = argparse.ArgumentParser()
    for name, default in {"minutes": 5, "clients": 8, "drafts": MOST_DRAFTS, "copies": 2, "guesses": 10_000, "stories": 5, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    found = parser.parse_args()
    assert 1 <= found.minutes <= MOST_MINUTES and 1 <= found.drafts <= MOST_DRAFTS, "more than a soak is meant for"
    return found


def load(fest, wanted):
    """Every draft handed in once, every event at its consumer, no dead letter, and memory flat."""
    account = fest.person("participant")
    drafts = volume.seed(fest, account, wanted.drafts)
    running, memory = volume.Load(fest, account, drafts, wanted.clients), []
    began = time.monotonic()
    running.run(wanted.minutes * 60, lambda: memory.append(volume.pss(fest)))
    took = time.monotonic() - began
    assert not running.faults, running.faults
    count = len(running.submitted)
    times = sorted(running.latencies)
    p50, p99 = (1000 * times[(len(times) - 1) * part // 100] for part in (50, 99))
    print(f"{count} submissions by {wanted.clients} clients in {took:.0f} s: {count / took:.0f} a second, p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    began = time.monotonic()
    demand_quiet(fest)
    print(f"the last of their events was taken in {time.monotonic() - began:.0f} s after the last submission")
    revisions = number(fest, "submission", "entry_revision r JOIN entry e ON e.id = r.entry_id WHERE e.organisation_code = 'pd-bench'")
    events = number(fest, "submission", "outbox WHERE subject = 'fest.submission.entry.submitted.v1'")
    copies = number(fest, "scoring", "entry_copy WHERE organisation_code = 'pd-bench'")
    print(f"revisions {revisions}, events {events}, copies in scoring {copies}")
    assert revisions == events == copies == count
    demand_flat(memory)


def again(fest, wanted):
    """What was delivered once more, however late, changes no row anywhere."""
    before = volume.state(fest)
    began = time.monotonic()
    count = volume.deliver_again(fest, wanted.copies, volume.chance(wanted.seed))
    demand_quiet(fest)
    print(f"{count} messages delivered again and out of order, {time.monotonic() - began:.0f} s")
    after = volume.state(fest)
    changed = {table: (before[table], after[table]) for table in before if before[table] != after[table]}
    assert not changed, f"rows changed: {changed}"
    print(f"no row of {len(after)} tables changed")


def demand_flat(memory):
    quarter = len(memory) // 4
    assert quarter >= 2, "too short to say anything of memory"
    second, last = statistics.median(memory[quarter : 2 * quarter]), statistics.median(memory[-quarter:])
    print(f"memory of fest (Pss): {memory[0]:.0f} MiB at first, {second:.0f} in the second quarter, {last:.0f} in the last, {max(memory):.0f} at most")
    assert last <= second * GROWTH + GROWTH_MIB, "memory grows"


def demand_quiet(fest):
    until_quiet(fest)
    letters = volume.dead_letters(fest)
    assert not any(letters.values()), f"dead letters: {letters}"


def number(fest, service, of):
    return rows(fest, service, f"SELECT count(*) AS n FROM {of}")[0]["n"]


if __name__ == "__main__":
    main()
