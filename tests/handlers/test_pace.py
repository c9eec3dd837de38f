from handlers.pace import EditPace


class Clock:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_the_first_edit_of_a_card_is_free_and_the_next_waits_three_seconds() -> None:
    clock = Clock()
    pace = EditPace(clock)
    assert pace.wait("case:1") == 0.0
    clock.at += 1
    assert pace.wait("case:1") == 2.0
    clock.at += 2
    assert pace.wait("case:1") == 0.0


def test_two_cards_do_not_wait_for_each_other() -> None:
    pace = EditPace(Clock())
    assert pace.wait("case:1") == pace.wait("case:2") == 0.0


def test_a_workspace_has_thirty_edits_a_minute() -> None:
    clock = Clock()
    pace = EditPace(clock)
    assert [pace.wait(f"case:{number}") for number in range(30)] == [0.0] * 30
    assert pace.wait("case:30") == 60.0
    clock.at += 59
    assert pace.wait("case:30") == 1.0
    clock.at += 1
    assert pace.wait("case:30") == 0.0


def test_an_edit_that_had_to_wait_is_not_counted() -> None:
    clock = Clock()
    pace = EditPace(clock)
    pace.wait("case:1")
    for _ in range(100):
        assert pace.wait("case:1") > 0
    assert pace.wait("case:2") == 0.0


def test_a_channel_takes_three_posts_at_once_and_then_about_one_a_second() -> None:
    clock = Clock()
    pace = EditPace(clock)
    assert [pace.post("C1") for _ in range(3)] == [0.0] * 3
    waited = pace.post("C1")
    assert 1.0 < waited < 1.2
    assert pace.post("C2") == 0.0
    clock.at += waited
    assert pace.post("C1") == 0.0
    assert pace.post("C1") > 0.0


def test_a_quiet_channel_saves_up_no_more_than_the_burst() -> None:
    clock = Clock()
    pace = EditPace(clock)
    clock.at += 3_600
    assert [pace.post("C1") == 0.0 for _ in range(4)] == [True, True, True, False]
