from bot.reporting.held import Copy, State, held_readme, in_one_sentence


def copy(name: str, state: State = State.INTACT, left_out: int = 0) -> Copy:
    return Copy(f"hold-1/{name}", "posts", 2, "ab" * 32, state, left_out)


def test_intact_copies_are_told_in_one_sentence() -> None:
    assert in_one_sentence([copy("C1-posts.json")]) == "1 held file, as it was frozen."


def test_copies_that_are_not_what_they_were_are_named() -> None:
    told = in_one_sentence([copy("C1-posts.json", State.CHANGED), copy("C1-1.png")])
    assert told == "1 of 2 held files is not as frozen: hold-1/C1-posts.json was changed."
    many = [copy(f"C{number}-posts.json", State.GONE) for number in range(7)]
    assert in_one_sentence(many).startswith("7 of 7 held files are not as frozen: hold-1/C0-posts.json is gone, ")
    assert in_one_sentence(many).endswith("hold-1/C4-posts.json is gone and 2 more.")


def test_what_was_left_out_for_an_exclusion_is_told() -> None:
    told = in_one_sentence([copy("C1-posts.json", State.WITHOUT, 1), copy("C1-1.png")])
    assert told == "2 held files, all as they were frozen. In 1 of them accounts that were excluded since are left out."


def test_the_readme_says_how_to_check_and_what_a_digest_does_not_show() -> None:
    text = held_readme(4, [copy("C1-posts.json", State.WITHOUT, 1)])
    assert text.startswith("# Held evidence of case 4\n")
    assert (
        "`hold-1/C1-posts.json`: intact, given without accounts that were excluded since; 2 items, 1 left out;" in text
    )
    assert "`sha256sum -c SHA256SUMS`" in text
    assert "It does not show that the post was genuine" in text
