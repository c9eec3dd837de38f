"""Waiting for a condition: woken by changes, and clear about what was missing."""

import threading

import pytest

from bot.localslack import LocalSlack, Person


def test_a_waiting_test_is_woken_by_a_change(workspace: LocalSlack, alice: Person, channel: str) -> None:
    writer = threading.Thread(target=alice.say, args=(channel, "hello"))
    writer.start()
    message = workspace.wait_for_message(channel, lambda item: item.text == "hello")
    writer.join()
    assert message.user == alice.id


def test_a_vain_wait_says_what_was_there_instead(workspace: LocalSlack, alice: Person, channel: str) -> None:
    alice.say(channel, "something else")
    with pytest.raises(AssertionError, match=r"in vain for a message; seen: \['something else'\]"):
        workspace.wait_for_message(channel, lambda item: item.text == "hello", timeout=0)


def test_a_reply_is_found_in_its_thread_only(workspace: LocalSlack, alice: Person, channel: str) -> None:
    root = alice.say(channel, "root")
    alice.say(channel, "reply", thread=root)
    assert workspace.wait_for_message(channel, lambda item: item.text == "reply", thread=root.ts).is_reply
    assert workspace.wait_for_message(channel, lambda item: item.text == "reply", thread="any").is_reply
    with pytest.raises(AssertionError, match="in vain"):
        workspace.wait_for_message(channel, lambda item: item.text == "reply", timeout=0)


def test_people_and_channels_are_found_by_name(workspace: LocalSlack, alice: Person, channel: str) -> None:
    assert (workspace.person("alice").id, workspace.channel("quay")) == (alice.id, channel)
    with pytest.raises(LookupError, match="No member"):
        workspace.person("nobody")
    with pytest.raises(LookupError, match="No channel"):
        workspace.channel("nowhere")
    with pytest.raises(ValueError, match="already"):
        workspace.add_user("alice")


def test_an_element_that_is_not_there_is_named(alice: Person, channel: str) -> None:
    message = alice.say(channel, "no buttons")
    with pytest.raises(LookupError, match="No element"):
        message.element("Vote")
