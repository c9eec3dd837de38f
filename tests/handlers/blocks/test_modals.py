from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
from bot.model import AccountStatus, Axis, Sensitivity
from bot.report import AccountReport, Rejected
from bot.triage.browse_cases import CaseLine, DueLine, Home
from bot.triage.confirm_columns import ColumnsGuess
from bot.triage.views import OwnPreferences, Preferences
from handlers.blocks import accounts, asking, columns, errors, exporting, home, innocence, lists, posts, upload, votes
from handlers.blocks.columns import Table
from handlers.ids import Ref, parse_ref
from tests.handlers import samples
from tests.handlers.reading import Block, check_blocks, check_modal, elements, labels, read

LONG = "x<!here>`" * 400
NOW = samples.AT + 3 * samples.DAY
READERS = asking.readers(8, 1, samples.case())
VIEW = samples.cluster_view(recheck=samples.RECHECK)
CASE = samples.case_view(rechecks=(samples.RECHECK,))
GUESS = ColumnsGuess(1, "a.csv", "mapped_csv", {"account_id": "who"}, Path("x"))
WIDE = Table(tuple(f"column {n} {LONG}" for n in range(400)), ((LONG,) * 400,) * 5)

ALONE = AccountReport("1", LONG, (samples.finding("D12", None, LONG),) * 3)
NOTHING_TO_READ = {"error", "lines not read", "accounts outside", "my votes", "groups"}
MODALS: dict[str, Block] = {
    "vote": votes.form(VIEW),
    "posts": posts.pairs(samples.pairs_page()),
    "posts, the biggest page": posts.pairs(samples.pairs_page(pairs=samples.pairs_page().pairs * 10, pages=9, page=4)),
    "accounts": accounts.accounts(samples.accounts_page()),
    "reason": accounts.reason_form(samples.accounts_page(), samples.accounts_page().members[0], "exclude"),
    "fan club": innocence.fan_club(VIEW),
    "override": asking.override_form(VIEW),
    "note": asking.note_form(VIEW, READERS),
    "note on a chosen group": asking.choose_cluster_form(CASE, LONG, READERS),
    "ask": asking.ask_form(VIEW),
    "close": asking.close_form(CASE),
    "recheck": asking.recheck_form(CASE, 4),
    "rechecks": asking.rechecks_form(VIEW),
    "columns": columns.form(GUESS, WIDE, case_id=7, channel_id="C1"),
    "export": exporting.form(CASE, {"csv": "Tables", "json": "Everything as JSON"}),
    "upload": upload.form("C1"),
    "add data": upload.form("C1", 7, 123_456),
    "my votes": lists.votes_wanted((samples.line("C1"),) * 1, NOW),
    "groups": lists.more_clusters(samples.case_view(clusters=tuple(samples.line(f"C{n}") for n in range(1, 300)))),
    "lines not read": lists.rejected((Rejected("a.csv", 7, LONG),) * 900, 4_000),
    "accounts outside": lists.alone(samples.report(accounts=(ALONE,) * 90, accounts_total=900)),
    "error": errors.error_view(errors.user_error(InputError(LONG, hint=LONG), LONG)),
}


@pytest.mark.parametrize("name", sorted(MODALS))
def test_a_modal_fits_and_nothing_in_it_is_live(name: str) -> None:
    check_modal(MODALS[name])
    assert "<!here>" not in read(MODALS[name]) or name in {"note", "note on a chosen group", "columns"}


@pytest.mark.parametrize("name", sorted(set(MODALS) - NOTHING_TO_READ))
def test_a_modals_reference_can_be_read_again(name: str) -> None:
    assert parse_ref(MODALS[name]["private_metadata"]) != Ref()


def test_the_vote_modal_asks_two_questions_and_offers_not_to_judge() -> None:
    told = read(MODALS["vote"])
    assert "Are they acting together?" in told
    assert "Are they not what they seem?" in told
    assert told.count("Cannot judge from this") == 2
    assert "Suggested: Review first, a place in the queue. Others see your vote once 2 are in." in told


def test_the_vote_modal_leads_to_the_evidence() -> None:
    view = votes.form(VIEW, "https://example.slack.com/p1")
    assert labels(view) == ["See the posts", "Accounts", "Why not a fan club?"]
    assert "<https://example.slack.com/p1|Its card>" in read(view)


def test_the_vote_modal_starts_with_what_the_person_voted_before() -> None:
    view = votes.form(samples.cluster_view(my_vote=samples.vote("U1", Axis.NO, Axis.UNSURE)))
    chosen = {one["action_id"]: one["initial_option"]["value"] for one in elements(view) if "initial_option" in one}
    assert chosen == {"together": "no", "seem": "unsure"}


@pytest.mark.parametrize(("value", "answer"), [("yes", Axis.YES), ("no", Axis.NO), ("cannot_judge", None), ("", None)])
def test_an_answer_of_the_form_is_one_of_three_or_none(value: str, answer: Axis | None) -> None:
    assert votes.answer_of(value) is answer


def test_a_pair_stands_side_by_side_with_seconds_apart_and_a_dead_link() -> None:
    assert read(MODALS["posts"]["blocks"]).splitlines()[:10] == [
        (
            "C1: 1 shared act behind 1 tie, the rarest by chance first. "
            "Links are dead on purpose. Reading this is recorded."
        ),
        (
            "Kept of a group: its 100 strongest ties, 3 shared things each; all ties are here. "
            "Deleted <!date^1722556800^{date_short}|2 Aug 2024> unless held."
        ),
        "*A1* `handle_1`",
        "24 Apr 2024 23:06:40 UTC",
        "read this &lt;!channel&gt;",
        "`p1`",
        "*A2* `handle_2`",
        "24 Apr 2024 23:07:11 UTC",
        "read this",
        "`p2`",
    ]


def test_pages_turn_back_and_on() -> None:
    middle = [one["text"]["text"] for one in elements(MODALS["posts, the biggest page"])]
    assert middle == ["Back", "Next", "Send me the CSV"]
    assert [one["text"]["text"] for one in elements(MODALS["posts"])] == ["Send me the CSV"]


def test_a_posters_own_post_says_who_reposted_it_first_and_how_often() -> None:
    pair = replace(samples.pairs_page().pairs[0], layer="boost", window_seconds=None, object="p1", weight=13)
    told = read(posts.pairs(samples.pairs_page(pairs=(pair,))))
    assert "*Reposted 31 s later* · of A1's posts, A2 reposted 13 here" in told


def test_purged_posts_are_said_to_be_gone() -> None:
    told = read(posts.pairs(samples.pairs_page(pairs=(), purged=True)))
    assert "The raw posts of this case have been deleted; what is left are counts and verdicts." in told


def test_what_is_not_kept_of_the_posts_is_said() -> None:
    told = read(posts.pairs(samples.pairs_page(ties=100, left_out=3, pages=4, total=280)))
    assert "C1: 280 shared acts behind 100 ties, the rarest by chance first · page 1 of 4." in told
    assert (
        "3 shared things each, and one tie of each further account; other ties are in exports, without posts." in told
    )
    assert "3 acts of accounts that were excluded left out." in told
    assert "unless held." in told
    held = samples.pairs_page(ties=2, case=samples.case(held_by="U1"))
    assert "all ties are here. Held: not deleted until it is released." in read(posts.pairs(held))


def test_a_shared_text_is_told_in_words_and_not_by_its_fingerprint() -> None:
    pair = replace(samples.pairs_page().pairs[0], layer="text", object="t:0123456789abcdef")
    told = read(posts.pairs(samples.pairs_page(pairs=(pair,))))
    assert "*31 s apart* · the same words, or nearly · these two share 5 objects within 60 s" in told
    assert "0123456789" not in told


def test_the_fan_club_table_tells_what_was_looked_for_in_vain_and_what_organic_accounts_show() -> None:
    report = samples.cluster_report()
    vain = replace(report.findings[1], bucket=0.0)
    found = samples.cluster(replace(report, findings=(report.findings[0], vain, *report.findings[2:])))
    organic = {"name": "case 3", "accounts": 1_812, "alarms": {}, "clustered": 0, "signs": {"D1": 4}, "unseen": ["D4"]}
    whole = samples.report()
    card = replace(whole.false_alarm_card, baseline=organic)
    view = samples.cluster_view(cluster=found, report=replace(whole, false_alarm_card=card))
    (crowd, _, _, wave, *_) = [block for block in innocence.fan_club(view)["blocks"] if "fields" in block]
    seen = crowd["fields"][2]["text"]
    assert "_Timing:_ 4 accounts reposted the same posts within 60 s of each other." in seen
    assert "Looked for and not striking: Made together." in seen
    assert "_Of 1,812 accounts held to be organic, under such findings: Timing 4, Response 0, Made together not" in seen
    assert "Profile pictures: faces are switched off" in wave["fields"][3]["text"]


def test_an_account_is_shown_with_its_reasons_and_what_speaks_against() -> None:
    told = read(MODALS["accounts"])
    assert "*A4* `handle_4` · amplifier · loose member\ntied to 4 others" in told
    assert "_Speaks against:_ a profile that says it is automated" in told


def test_the_list_says_how_many_it_has_beside_the_groups_size() -> None:
    told = read(accounts.accounts(samples.accounts_page(total=3, listed=5)))
    assert "C1: 3 accounts. The list has 2 more, excluded or at its edge. Labels are" in told
    assert "C1: 5 accounts. Labels are" in read(MODALS["accounts"])


def test_an_excluded_account_can_be_included_and_not_excluded_again() -> None:
    members = samples.members(samples.cluster_report(), A1=AccountStatus.EXCLUDED)
    view = accounts.accounts(samples.accounts_page(members=members))
    first = next(elements(view))
    assert [one["text"]["text"] for one in first["options"]] == ["Unsure", "Include again"]


def test_the_fan_club_table_has_four_columns_for_each_cause() -> None:
    rows = [block for block in MODALS["fan club"]["blocks"] if "fields" in block]
    assert len(rows) == len(innocence.CAUSES)
    assert [cell["text"].splitlines()[0] for cell in rows[0]["fields"]] == [
        "*Innocent cause*",
        "*It would show*",
        "*We saw*",
        "*Could not check*",
    ]
    assert "4 accounts reposted the same posts within 60 s of each other." in rows[0]["fields"][2]["text"]


def test_our_guess_of_the_columns_is_chosen_at_first() -> None:
    view = columns.form(GUESS, Table(("when", "who"), (("1", "a"),)), case_id=7, channel_id="C1")
    chosen = {one["action_id"]: one.get("initial_option", {}).get("value") for one in elements(view)}
    assert chosen["account_id"] == "1"
    assert chosen["time"] is None


def test_adding_data_asks_for_files_only() -> None:
    assert [one["action_id"] for one in elements(MODALS["add data"])] == ["files"]


def line(**changes: Any) -> CaseLine:
    given: dict[str, Any] = {
        "case": samples.case(),
        "run": samples.run(),
        "clusters": 3,
        "votes_wanted": 2,
        "disputed": 1,
    }
    return CaseLine(**{**given, **changes})


def test_a_list_of_cases_says_what_each_waits_for() -> None:
    told = lists.cases((line(), line(run=None, votes_wanted=0, disputed=0)), "open")
    assert read(told.blocks).splitlines() == [
        "*2 cases (open)*",
        "*42* hashtag export, 20 Apr – 3 May · <#C1TRIAGE> · run done, 3 groups · 2 votes wanted · 1 disputed",
        "*42* hashtag export, 20 Apr – 3 May · <#C1TRIAGE> · waiting for data",
    ]


def test_an_empty_list_says_how_to_open_a_case() -> None:
    assert read(lists.cases((), "mine").blocks) == "No case here (mine). Open one: `/triage upload`."


def test_long_lists_fit() -> None:
    check_blocks(lists.cases((line(case=samples.case(title=LONG)),) * 500, "all").blocks)
    due = DueLine(samples.RECHECK, 42, "t", "C1", "C1", 3)
    check_blocks(lists.due((due,) * 500, NOW).blocks)


def test_a_recheck_says_when_and_by_what() -> None:
    told = lists.due((DueLine(samples.RECHECK, 42, "t", "C1", "C1", 3),), NOW)
    assert "• case 42, C1 (3 accounts): in 2 d, a fresh export is asked for" in read(told.blocks)


def test_an_empty_home_says_what_to_do() -> None:
    view = home.home(Home((), (), (), (), Preferences(), (), OwnPreferences()), NOW)
    told = read(view)
    check_blocks(view["blocks"], most=100, characters=None)
    assert "Nothing waits for you." in told
    assert "No open case. `/triage upload` in a channel opens one." in told
    assert "Quorum 2 · raw posts kept 90 days · `/triage settings`" in told


def test_a_full_home_fits_and_lists_votes_in_the_given_order() -> None:
    wanted = tuple(samples.line(f"C{n}") for n in range(1, 60))
    due = tuple(DueLine(replace(samples.RECHECK, id=n), 42, "t", "C1", "C1", 3) for n in range(1, 60))
    full = Home(wanted, (line(),) * 60, due, wanted, Preferences(), wanted, OwnPreferences())
    view = home.home(full, NOW)
    check_blocks(view["blocks"], most=100, characters=None)
    assert read(view).index("*C1* of case 42") < read(view).index("*C2* of case 42")


def test_the_home_tab_shows_what_i_took_on_and_how_i_am_asked() -> None:
    own = OwnPreferences(direct=True, quiet_hours="22-7", timezone="Europe/Brussels")
    mine = samples.line("C1", claimed_by="U1", votes_wanted=1)
    view = home.home(Home((), (line(),), (), (), Preferences(), (mine,), own), NOW)
    assert "*C1* of case 42, hashtag export · 12 accounts" in read(view)
    assert "Asked for a view: in a direct message · quiet from 22 to 7 o'clock · time zone Europe/Brussels" in read(
        view
    )
    assert labels(view) == ["Vote", "Release", "History", "Change"]


@pytest.mark.parametrize(
    ("outsiders", "told"),
    [
        (0, "*Will be read by* the 8 members of <#C1>. It stays on the card, in the closing summary and in exports."),
        (2, "*Will be read by* the 8 members of <#C1>, 2 of them of other organisations."),
        (None, "*Will be read by* the 8 members of <#C1>, perhaps some of other organisations among them."),
    ],
)
def test_whoever_writes_a_note_sees_who_will_read_it(outsiders: int | None, told: str) -> None:
    assert read(asking.readers(8, outsiders, samples.case(channel_id="C1"))).startswith(told)


def test_a_note_on_a_case_that_is_internal_only_is_not_for_other_organisations() -> None:
    case = samples.case(channel_id="C1", sensitivity=Sensitivity.INTERNAL)
    assert read(asking.readers(8, 2, case)) == (
        "*Will be read by* those of the 8 members of <#C1> who are of this organisation, under History: "
        "the case is internal only. It stays in exports."
    )


def test_an_error_gives_what_where_hint_and_the_own_words_back() -> None:
    told = errors.user_error(
        InputError("No column holds times.", hint="Name it.", where="a.csv, line 1"), "/triage `x`"
    )
    assert read(told.blocks).splitlines() == [
        ":warning: No column holds times. (a.csv, line 1)",
        "Name it.",
        "You wrote: `/triage ˋxˋ`",
    ]
    assert told.text == "No column holds times. Name it."


def test_our_fault_has_a_reference_and_no_detail() -> None:
    told = errors.our_fault("7f3a", "/triage @a")
    assert told.text == "Something broke on our side (ref 7f3a)."
    assert "You wrote: `/triage @a`" in read(told.blocks)


def test_closing_early_counts_the_votes_beside_the_quorum() -> None:
    state = replace(VIEW.state, votes_in=3, quorum=2)
    assert "has 3 votes; the quorum is 2." in read(asking.override_form(replace(VIEW, state=state))["blocks"])
