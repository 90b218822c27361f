"""Normalising replaces what chance decides, and nothing that a mark could hide in."""

import hashlib
from datetime import UTC, datetime

from normalise import differences, normalised
from surroundings import Message
from witness import Answer
from worlds import World

FIRST, SECOND = "0193a000-0000-7000-8000-000000000001", "0193a000-0000-7000-8000-000000000002"
BODY = b'{"entries":["x"]}'


def test_an_id_of_the_story_keeps_its_name_wherever_it_shows():
    one = world(log=[f'{{"message":"{FIRST} before {SECOND}"}}'])
    assert normalised(one)["log"] == ['{"message": "entry-1 before entry-2"}']
    turned_round = world(log=[f'{{"message":"{SECOND} before {FIRST}"}}'])
    assert differences(one, turned_round)
    other_ids = World(names={"11111111-0000-7000-8000-000000000001": "entry-1", "22222222-0000-7000-8000-000000000002": "entry-2"})
    other_ids.began = one.began
    other_ids.folder = "/b"
    other_ids.log = ['{"message":"11111111-0000-7000-8000-000000000001 before 22222222-0000-7000-8000-000000000002"}']
    assert not differences(one, other_ids)


def test_an_etag_goes_only_when_it_is_the_hash_of_its_body():
    right = answered({"etag": f'"{hashlib.sha256(BODY).hexdigest()}"'})
    assert "SHA-256 of this body" in right
    wrong = f'"{hashlib.sha256(b"91.25").hexdigest()}"'
    assert wrong.strip('"') in answered({"etag": wrong})


def test_a_hash_that_the_story_does_not_know_stays():
    assert "f" * 64 in normalised(world(log=["f" * 64]))["log"][0]


def test_times_of_the_machine_go_and_times_of_the_event_stay():
    line, = normalised(world(log=["2024-11-14T12:30:00Z 2031-01-01 00:00:00.25+00:00"]))["log"]
    assert line == "2024-11-14T12:30:00Z <now>"


def test_a_time_of_the_machine_on_a_page_goes_with_its_words():
    event = '<time datetime="2024-10-30T23:59:00+07:00">30 Oktober</time>'
    machine = '<time datetime="2031-01-01T07:00:00+07:00">1 Januari</time>'
    line, = normalised(world(log=[event + machine]))["log"]
    assert line == event + "<now, for people>"


def test_an_id_inside_a_message_is_found_and_its_size_counts():
    payload = b"\n$" + FIRST.encode() + b"\x12\x01a"
    one = world(streams={"S": [Message("s", (), payload)]})
    assert "entry-1" in normalised(one)["S"][0]
    longer = world(streams={"S": [Message("s", (), payload + b"\x00")]})
    assert differences(one, longer)


def test_a_secret_column_keeps_its_length():
    def row(value):
        return normalised(world(tables={"submission.snapshot": [{"salt": value}]}))

    assert row(b"a" * 32) == row(b"b" * 32)
    assert row(b"a" * 32) != row(b"b" * 33)


def test_the_order_of_answers_counts_and_that_of_log_lines_does_not():
    lines = ["a", "b"]
    assert not differences(world(log=lines), world(log=lines[::-1]))
    answers = [("m", "nobody", Answer("GET", path, 200, {}, BODY)) for path in ("/a", "/b")]
    assert differences(world(answers=answers), world(answers=answers[::-1]))


def answered(headers):
    one = world(answers=[("m", "nobody", Answer("GET", "/entries", 200, headers, BODY))])
    return normalised(one)["answers m"][0]


def world(**content):
    return World(folder="/a", began=datetime(2030, 1, 1, tzinfo=UTC), names={FIRST: "entry-1", SECOND: "entry-2"}, **content)
