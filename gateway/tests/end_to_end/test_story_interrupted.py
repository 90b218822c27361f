"""The same story, with the whole platform killed between its steps: nothing is lost and nothing happens twice."""

import public_events
from running import AFTER_CLOSE, ANNOUNCEMENT, EDITION
from surroundings import messages
from test_story_api import MARKS, enter, judge, seal_and_approve


def test_a_platform_that_is_killed_between_the_steps_comes_to_the_same_result(fest):
    tell_with_kills(fest)


def test_other_systems_read_of_the_result_what_the_contract_says(fest):
    told = messages(fest)["FEST_ANNOUNCEMENT"]
    checkpointed = "fest.announcement.audit.checkpointed.v1"  # By the machine's minute.
    assert [message.subject for message in told if message.subject != checkpointed] == ["fest.announcement.result.revealed.v1"]
    public_events.demand_as_described(told)


def tell_with_kills(fest):
    """The story of the JSON API up to the result, which must be the same."""
    committee = fest.api(fest.person("committee"))
    category = committee.categories()["reels-perangkat-daerah"]
    winner = enter(fest, committee, category, "pd-dinas-pariwisata", "Jalan baru, warga maju")
    fest.kill_and_start()
    committee = fest.api(fest.person("committee"))
    other = enter(fest, committee, category, "pd-dinas-sosial", "Satu hari bersama Tagana")
    fest.kill_and_start()
    committee = fest.api(fest.person("committee"))
    judge(fest, committee, {winner["id"]: MARKS["loud"], other["id"]: MARKS["quiet"]})
    fest.kill_and_start()
    fest.move_clock(AFTER_CLOSE)
    fest.kill_and_start()
    root = seal_and_approve(fest, category)
    fest.kill_and_start()
    fest.move_clock(ANNOUNCEMENT)
    fest.api(fest.person("committee")).post(f"/categories/{category['id']}/reveal")
    fest.kill_and_start()

    result, = fest.api().get(f"/editions/{EDITION}/results")["results"]
    assert result["root"] == root
    totals = [(one["place"], one["title"], one["total"]) for one in result["winners"]]
    assert totals == [
        (1, "Jalan baru, warga maju", "90.45"),
        # 0.4 * 74 + 0.3 * 79 + 0.2 * 70.25 + 0.1 * 85
        (2, "Satu hari bersama Tagana", "75.85"),
    ]


def test_a_folder_keeps_the_mode_it_was_made_in(fest):
    refused = fest.run_once("--no-example")
    assert refused.returncode != 0
    assert b"example mode" in refused.stderr
