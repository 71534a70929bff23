"""The verbs that say what is followed: recommendations, questions that others put, clocks that run."""

from __future__ import annotations

import pytest


def test_questions_are_kept_answered_and_listed_with_the_days_they_took(testshire, done, refused):
    said = done(
        "questions", testshire, "ask", "Who sees them?", "--from", "committee", "--asker", "Scrutiny committee",
        "--on", "2026-11-02",
    ).out  # fmt: skip
    assert said.splitlines() == [
        "Question kept", "1  Who sees them?, asked 2026-11-02, waiting 18 days", "1 asked, none answered",
    ]  # fmt: skip
    done("questions", testshire, "reply", "1", "--text", "The nurse.", "--on", "2026-11-09")
    (known,) = done("questions", testshire, "--json").data["questions"]
    assert (known["reply"], known["days"], known["put_to"]) == ("The nurse.", 7, "The scrutineer")
    assert done("questions", testshire, "--from", "young scrutineers").out == "None yet.\n"
    assert "Say who asks" in refused("questions", testshire, "ask", "Why?")
    assert "Choose one of" in refused("questions", testshire, "ask", "Why?", "--from", "nobody")
    assert "Say which question" in refused("questions", testshire, "reply")


def test_a_day_that_is_unlikely_is_asked_about_and_one_day_is_one(testshire, done, refused):
    asked = ("questions", testshire, "ask", "Who sees them?", "--from", "committee", "--on", "2026-11-19")
    assert "has passed already" in refused(*asked, "--due", "2026-11-19")
    assert "waiting 1 day\n" in done(*asked, "--due", "2026-11-19", "--yes-it-is-so").out
    assert "two years ahead" in refused("clocks", testshire, "start", "rapid-review", "--on", "2036-11-02")
    assert "has passed already" in refused(
        "piece", testshire, "begin", "Door", "--starts", "2026-10-01", "--due", "2026-11-01"
    )
    assert "has passed already" in refused("activity", testshire, "plan", "--method", "visit", "--on", "2026-11-01")


def test_a_clock_is_started_met_and_told_with_its_day(testshire, done, refused):
    said = done("clocks", testshire, "start", "rapid-review", "--on", "2026-11-02").out
    assert said == "Clock started\n1  Rapid review sent to the Panel, running, due 2026-11-23\n"
    assert done("clocks", testshire, "met", "1", "--on", "2026-11-19").out.startswith("Clock recorded")
    (known,) = done("clocks", testshire, "--json").data["clocks"]
    assert (known["status"], known["met_on"], known["due"]) == ("Met", "2026-11-19", "2026-11-23")
    assert "There is no rule" in refused("clocks", testshire, "start", "moon")
    assert "no review with the code" in refused("clocks", testshire, "start", "notification", "--review", "LR-1")
    assert "Say which clock" in refused("clocks", testshire, "met")


def test_the_rules_are_listed_with_their_sources_and_how_each_is_known(testshire, done):
    rules = {rule["id"]: rule for rule in done("clocks", testshire, "rules", "--json").data["rules"]}
    assert rules["notification"]["rule"] == "5 working days after day 0"
    assert rules["local-review"]["known"] == "remembered"
    assert all(rule["source"] and rule["edition"] for rule in rules.values())
    assert "notification: Serious incident notification" in done("clocks", testshire, "rules").out


def test_recommendations_are_listed_and_what_became_of_one_is_recorded(northmoor, done, refused):
    listed = done("recommendations", northmoor, "--json").data["recommendations"]
    known = next(each for each in listed if each["text"].startswith("Each finding"))
    assert (known["kind"], known["status"]) == ("the scrutineer's own", "Under way")
    assert known["owner"] == "Director of children's services, Children's services"
    done("recommendations", northmoor, "record", str(known["id"]), "--kind", "evidence", "--text", "A list came")
    lines = done("recommendations", northmoor, "--open").out.splitlines()
    assert any(line.startswith(f"{known['id']}  Each finding") and "evidence submitted" in line for line in lines)
    said = refused("recommendations", northmoor, "record", str(known["id"]), "--kind", "done", "--text", "x")
    assert "Nothing was changed" in said
    assert "Say what happened" in refused("recommendations", northmoor, "record", str(known["id"]))


@pytest.mark.parametrize("word", ["--kind", "--met", "--impact"])
def test_a_word_that_says_nothing_known_is_refused_with_those_there_are(northmoor, refused, word):
    words = {"--kind": "accepted", word: "perhaps"}
    said = refused("recommendations", northmoor, "record", "1", *(part for pair in words.items() for part in pair))
    assert "Choose one of" in said
