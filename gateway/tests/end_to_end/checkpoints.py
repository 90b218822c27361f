"""Checkpoints of the audits are signed by the machine's minute, so one world has them where another has none. What they vouch for, the rows of the
audits, stays in the comparison; they themselves are taken out of what was captured.
"""

MARK = "checkpointed"


def taken_out(world):
    """The world without them."""
    world.streams = {name: [one for one in kept if MARK not in one.subject] for name, kept in world.streams.items()}
    world.spans = [span for span in world.spans if MARK not in f"{span.name} {span.attributes}"]
    world.points = [point for point in world.points if MARK not in str(point.labels)]
    for table, rows in world.tables.items():
        kept = [row for row in rows if MARK not in f"{row.get('subject')} {row.get('consumer')}"]
        if table.endswith(".audit_checkpoint"):
            kept = []
        if table.endswith(".outbox"):
            # They have places among the others.
            kept = [{**row, "position": place} for place, row in enumerate(sorted(kept, key=lambda row: row["position"]))]
        world.tables[table] = kept
    return world
