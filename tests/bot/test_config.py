from pathlib import Path

import pytest

from bot.config import Settings, load, names
from bot.errors import SettingsError

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def problems(environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(environ)
    return caught.value.problems


def test_nothing_set_gives_the_defaults() -> None:
    settings = load({})
    assert settings == Settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.quorum, settings.retention_days, settings.workers) == (2, 90, 1)
    assert settings.database == "sqlite:///var/shoal.db"


def test_every_setting_stands_in_the_example_file_once_and_nothing_else_does() -> None:
    lines = EXAMPLE.read_text().splitlines()
    told = [line.split("=", 1)[0] for line in lines if line and not line.startswith("#")]
    assert sorted(told) == sorted(names())


def test_the_values_of_the_example_file_are_the_defaults() -> None:
    assert load({}, EXAMPLE) == Settings()


def test_all_problems_are_told_at_once_and_no_value_is_repeated() -> None:
    found = problems({
        "SLACK_BOT_TOKEN": "secret-without-prefix",
        "SHOAL_QUORUM": "0",
        "SHOAL_DEFAULT_PLATFORM": "myspace",
        "SLACK_API_URL": "http://evil.example/api/",
    })  # fmt: skip
    assert found == (
        "SLACK_BOT_TOKEN: it has to begin with xoxb-",
        "SLACK_API_URL: write an https address (plain http is for 127.0.0.1 only)",
        "SHOAL_DEFAULT_PLATFORM: write one of bluesky, mastodon, x, or leave it empty",
        "SHOAL_QUORUM: write a whole number from 1 to 20",
    )
    assert "secret-without-prefix" not in " ".join(found)


def test_a_misspelt_setting_is_a_problem_with_a_suggestion() -> None:
    assert problems({"SHOAL_QUORM": "3"}) == ("SHOAL_QUORM is no setting; did you mean SHOAL_QUORUM?",)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8040/api/", "http://localhost:1/api/", "https://slack.com/api/"])
def test_the_api_is_https_or_on_loopback(url: str) -> None:
    assert load({"SLACK_API_URL": url}).slack_api_url == url


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/api/", "https://user:pw@slack.com/", "ftp://127.0.0.1/", "http://127.0.0.1.evil.example/", "x"],
)
def test_any_other_address_of_the_api_is_refused(url: str) -> None:
    (problem,) = problems({"SLACK_API_URL": url})
    assert problem.startswith("SLACK_API_URL: write an ")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SHOAL_QUORUM=5\nSHOAL_RETENTION_DAYS=30\n")
    settings = load({"SHOAL_QUORUM": "3"}, file)
    assert (settings.quorum, settings.retention_days) == (3, 30)


def test_a_missing_file_is_no_problem(tmp_path: Path) -> None:
    assert load({}, tmp_path / "nothing") == Settings()


def test_lists_are_parted_by_commas_and_blanks_are_ignored() -> None:
    assert load({"SHOAL_ALLOWED_CHANNELS": "C1, C2,,"}).allowed_channels == {"C1", "C2"}


def test_secrets_never_show_in_repr() -> None:
    settings = load({
        "SLACK_BOT_TOKEN": "xoxb-hidden1",
        "SLACK_APP_TOKEN": "xapp-hidden2",
        "SLACK_SIGNING_SECRET": "hidden3",
        "SHOAL_DATABASE_URL": "postgresql://u:hidden4@h/d",
    })  # fmt: skip
    assert "hidden" not in repr(settings)
    assert settings.database == "postgresql://u:hidden4@h/d"


def test_socket_mode_wants_both_tokens_and_http_the_signing_secret() -> None:
    with pytest.raises(SettingsError) as socket:
        Settings().require_slack(http=False)
    with pytest.raises(SettingsError) as signed:
        Settings().require_slack(http=True)
    assert socket.value.problems == ("SLACK_BOT_TOKEN is missing", "SLACK_APP_TOKEN is missing")
    assert signed.value.problems == ("SLACK_BOT_TOKEN is missing", "SLACK_SIGNING_SECRET is missing")


@pytest.mark.parametrize(("raw", "value"), [("yes", True), ("ON", True), ("0", False), ("false", False)])
def test_a_switch_understands_plain_words(raw: str, *, value: bool) -> None:
    assert load({"SHOAL_OUTSIDERS_VOTE": raw}).outsiders_vote is value


def test_a_switch_that_is_neither_is_a_problem() -> None:
    assert problems({"SHOAL_INTERNAL_ONLY": "maybe"}) == ("SHOAL_INTERNAL_ONLY: write yes or no",)


def test_a_database_of_another_kind_is_refused() -> None:
    (problem,) = problems({"SHOAL_DATABASE_URL": "mysql://u@h/d"})
    assert problem == "SHOAL_DATABASE_URL: write sqlite:///path/to/file or postgresql://user@host/name"
