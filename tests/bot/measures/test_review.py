from bot.measures.review import drawn_for_review

GROUPS = [f"group-{number}" for number in range(5_000)]


def test_about_one_group_in_ten_is_drawn() -> None:
    assert 430 < sum(drawn_for_review(7, group) for group in GROUPS) < 570


def test_the_same_group_of_the_same_seed_is_always_drawn_alike() -> None:
    assert [drawn_for_review(7, group) for group in GROUPS] == [drawn_for_review(7, group) for group in GROUPS]


def test_another_seed_draws_other_groups() -> None:
    first = {group for group in GROUPS if drawn_for_review(7, group)}
    second = {group for group in GROUPS if drawn_for_review(8, group)}
    assert len(first & second) < 100


def test_the_draw_is_written_down_so_that_no_change_of_the_code_moves_it() -> None:
    assert [number for number in range(30) if drawn_for_review(7, f"group-{number}")] == [
        3, 7, 16, 25,
    ]  # fmt: skip
