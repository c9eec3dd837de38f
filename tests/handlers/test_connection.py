"""Closing a Socket Mode connection, also in the moment in which the library takes its own end mark back."""

import threading
import time
from types import SimpleNamespace
from typing import cast

from slack_bolt.adapter.socket_mode import SocketModeHandler

from handlers.connection import hang_up


class Forgetful:
    """Behaves as the library does when a session begins while it is closed: the first end mark is lost."""

    def __init__(self) -> None:
        self.client = SimpleNamespace(current_session_state=SimpleNamespace(terminated=False))
        self.marks = 0

    def close(self) -> None:
        self.client.current_session_state.terminated = False
        while not self.client.current_session_state.terminated:
            time.sleep(0.001)
        self.marks += 1


def test_a_lost_end_mark_is_set_again_until_the_reader_has_seen_it() -> None:
    handler = Forgetful()
    hang_up(cast("SocketModeHandler", handler))
    assert handler.marks == 1
    assert not [thread for thread in threading.enumerate() if thread.name == "hang-up"]
