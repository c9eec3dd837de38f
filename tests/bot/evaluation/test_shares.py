from bot.evaluation.shares import Share, pooled


def test_shares_add_up_by_counts() -> None:
    assert pooled([Share(1, 2), Share(3, 10)]) == Share(4, 12)
    assert pooled([]) == Share(0, 0)


def test_a_share_is_said_with_its_interval() -> None:
    assert str(Share(12, 40)) == "12 of 40 (.30; .18–.45)"


def test_nothing_tried_has_the_rate_nought_and_says_so() -> None:
    assert Share().rate == 0
    assert str(Share()) == "not tried"
