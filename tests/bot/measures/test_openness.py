"""Who names in its profile what its group shares: a site of the group's own, or the account that it reposts."""

from dataclasses import replace

from bot.measures.openness import open_members
from bot.protocols import AccountRecord, PostRecord, Record
from tests.bot.worlds import START, context_of, crowd, fan_club, group_of, person

STAFF = [f"staff{index}" for index in range(6)]


def newsroom(bio: str, site: str = "countyrecord.example") -> list[Record]:
    """Six people who link to one site, among others of whom hardly anyone does."""
    rows: list[Record] = [person(name, bio=bio) for name in STAFF]
    rows += [PostRecord(f"n-{name}", name, START + 60, text="ours", urls=(f"https://{site}/1",)) for name in STAFF]
    for index in range(60):
        rows.append(person(f"reader{index}"))
        rows.append(
            PostRecord(f"r-{index}", f"reader{index}", START, text="x", urls=(f"https://else{index}.example/",))
        )
    return rows


def openly(records: list[Record], names: list[str]) -> set[str]:
    context = context_of(records)
    ids = context.engine.accounts().ids
    return {ids[account] for account in open_members(context, group_of(context, names))}


def test_staff_name_the_paper_they_link_to() -> None:
    assert openly(newsroom("Reporter at the County Record"), STAFF) == set(STAFF)


def test_a_profile_that_names_something_else_is_not_open() -> None:
    assert openly(newsroom("Reporter. Views my own."), STAFF) == set()


def test_a_site_that_many_others_link_to_is_nobodys_own() -> None:
    rows = newsroom("Reporter at the County Record")
    rows += [PostRecord(f"x-{n}", f"reader{n}", START, urls=("https://countyrecord.example/1",)) for n in range(20)]
    assert openly(rows, STAFF) == set()


def test_short_names_turn_up_in_too_many_words() -> None:
    assert openly(newsroom("I write for the Age", "age.example"), STAFF) == set()


def test_fans_name_the_account_that_they_repost() -> None:
    fans = [f"fan_{index}_of_star" for index in range(30)]
    star = "Starlight"
    rows: list[Record] = []
    for record in fan_club():
        if isinstance(record, AccountRecord) and record.account_id == "Star":
            rows.append(replace(record, handle=star))
        elif isinstance(record, AccountRecord) and record.account_id in fans[:20]:
            rows.append(replace(record, bio=f"all about @{star.lower()}"))
        else:
            rows.append(record)
    assert openly([*crowd(), *rows], fans) == set(fans[:20])


def test_a_group_without_links_and_reposts_has_nothing_to_name() -> None:
    assert openly([person("a"), person("b"), PostRecord("p", "a", START, text="hello")], ["a", "b"]) == set()
