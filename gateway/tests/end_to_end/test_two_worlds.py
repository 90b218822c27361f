"""Two runs that differ only in the jurors' marks, and so in the winner, show the same bytes outside scoring up to the reveal.

And the comparison sees: a mark, or an order that follows marks, planted into what was captured makes it fail.
"""

import copy
import dataclasses
import hashlib
import json
import pathlib

import pytest
import worlds
from normalise import differences

FIRST, SECOND = worlds.ENTRANTS
SHEETS = [{FIRST: worlds.HIGH, SECOND: worlds.LOW}, {FIRST: worlds.LOW, SECOND: worlds.HIGH}]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return [worlds.tell(tmp_path_factory.mktemp("world"), sheets) for sheets in SHEETS]


def test_the_marks_decide_who_wins(told):
    assert [world.winner for world in told] == [FIRST, SECOND]


def test_the_requests_with_marks_have_one_size():
    high, low = (len(json.dumps(sheet)) for sheet in (worlds.HIGH, worlds.LOW))
    assert high == low


def test_something_was_captured_of_every_kind(told):
    for world in told:
        assert {moment for moment, *_ in world.answers} == {"on the way", "judged", "approved"}
        assert set(world.streams) == {f"FEST_{service.upper()}" for service in worlds.SEES_NOTHING_OF_SCORING} | {"FEST_SCORING"}
        subjects = {message.subject for message in world.streams["FEST_SCORING"]}
        assert {"fest.scoring.sheet.submitted.v1", "fest.scoring.seal.sealed.v1"} <= subjects
        assert world.tables["submission.entry"] and world.tables["registration.judge"]
        assert any(span.kind == "consumer" for span in world.spans)
        assert {point.metric for point in world.points} >= {"http.server.request.duration", "rpc.server.call.duration"}
        opened = [answer for moment, _, answer in world.answers if moment == "approved" and answer.status == 200]
        assert len(opened) > 50
        # No line may have come in between; that logs are read at all shows by what was there before.
        assert worlds.log_file(pathlib.Path(world.folder)).stat().st_size
        assert worlds.postgres_log_file(pathlib.Path(world.folder)).stat().st_size


def test_nothing_outside_scoring_tells_the_two_worlds_apart(told):
    assert not differences(*told), "\n".join(differences(*told))


def test_a_mark_in_an_event_is_seen(told):
    def plant(world, mark):
        message = world.streams["FEST_SCORING"][-1]
        world.streams["FEST_SCORING"][-1] = dataclasses.replace(message, payload=message.payload + mark.encode())

    must_be_seen(told, plant, "FEST_SCORING")


def test_a_mark_in_a_log_line_is_seen(told):
    must_be_seen(told, lambda world, mark: world.log.append(json.dumps({"level": "INFO", "message": f"mark {mark}"})), "log")


def test_a_mark_in_the_log_of_postgresql_is_seen(told):
    line = "2026-01-01 00:00:00.000 UTC [17] DETAIL:  Failing row contains ({}).".format
    must_be_seen(told, lambda world, mark: world.postgres_log.append(line(mark)), "log of PostgreSQL")


def test_a_mark_in_an_etag_is_seen(told):
    def plant(world, mark):
        edit_answer(world, lambda answer: {"headers": {**answer.headers, "etag": f'"{hashlib.sha256(mark.encode()).hexdigest()}"'}})

    must_be_seen(told, plant, "answers approved")


def test_a_mark_in_a_column_a_span_or_a_metric_is_seen(told):
    def column(world, mark):
        world.tables["submission.entry"][0]["saved_at"] = mark

    def attribute(world, mark):
        span = world.spans[0]
        world.spans[0] = dataclasses.replace(span, attributes={**span.attributes, "fest.total": mark})

    def label(world, mark):
        point = world.points[0]
        world.points[0] = dataclasses.replace(point, labels=(*point.labels, ("total", mark)))

    must_be_seen(told, column, "submission.entry")
    must_be_seen(told, attribute, "spans")
    must_be_seen(told, label, "metrics")


def test_an_order_that_follows_the_marks_is_seen(told):
    """The list has the same elements in both worlds, each only under its own id."""

    def plant(world, mark):
        def by_mark(answer):
            content = json.loads(answer.body)
            content["entries"].sort(key=lambda entry: entry["title"], reverse=mark == worlds.HIGH["marks"]["tema"])
            return {"body": json.dumps(content).encode()}

        edit_answer(world, by_mark)

    must_be_seen(told, plant, "answers approved")


def test_a_size_that_follows_the_marks_is_seen(told):
    def plant(world, mark):
        padding = b" " * int(float(mark) % 7)
        edit_answer(world, lambda answer: {"body": answer.body + padding})

    must_be_seen(told, plant, "answers approved")


def test_a_number_of_calls_that_follows_the_marks_is_seen(told):
    def plant(world, mark):
        world.spans += world.spans[:1] * int(float(mark) % 7)

    must_be_seen(told, plant, "spans")


def must_be_seen(told, plant, part):
    """Planting one and the same thing in both worlds changes nothing; planting each world's own mark shows, in that part alone."""
    marks = [sheets[FIRST]["marks"]["tema"] for sheets in SHEETS]
    assert not planted(told, plant, [marks[0], marks[0]])
    found = planted(told, plant, marks)
    assert found
    assert {difference.split(":")[0] for difference in found} == {part}, found


def planted(told, plant, marks):
    copies = [copy.copy(world) for world in told]
    for world, mark in zip(copies, marks, strict=True):
        world.answers, world.log, world.postgres_log = list(world.answers), list(world.log), list(world.postgres_log)
        world.spans, world.points = list(world.spans), list(world.points)
        world.streams = {name: list(content) for name, content in world.streams.items()}
        world.tables = {name: [dict(row) for row in content] for name, content in world.tables.items()}
        plant(world, mark)
    return differences(*copies)


def edit_answer(world, change):
    """Changes what the committee got as the list of entries."""
    for number, (moment, who, answer) in enumerate(world.answers):
        if (moment, who) == ("approved", "committee") and answer.path.endswith("/entries"):
            world.answers[number] = (moment, who, changed(answer, **change(answer)))
            return
    raise AssertionError("the committee saw no list of entries")


def changed(answer, headers=None, body=None):
    """With another body come the size and the ETag that a server would have sent with it."""
    if body is None:
        return dataclasses.replace(answer, headers=headers)
    of_body = {"content-length": str(len(body)), "etag": f'"{hashlib.sha256(body).hexdigest()}"'}
    return dataclasses.replace(answer, headers={**answer.headers, **of_body}, body=body)
