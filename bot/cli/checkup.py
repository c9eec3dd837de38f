"""All checks of `shoal doctor`, in the order in which one would mend what they find."""

from bot.cli.checks import (
    Line,
    State,
    attempt,
    check_data_dir,
    check_database,
    check_kernels,
    check_names,
    check_slack,
    check_versions,
)
from bot.cli.environment import settings
from bot.errors import SettingsError


def checkup(*, warm: bool) -> list[Line]:
    """One line a check; what depends on settings is left out while the settings are wrong."""
    lines = [attempt("versions", check_versions), attempt("names", check_names)]
    try:
        chosen = settings()
    except SettingsError as error:
        wrong = [Line("settings", State.WRONG, problem, error.hint) for problem in error.problems]
        return [*lines, *wrong, attempt("kernels", lambda: check_kernels(warm=warm))]
    return [
        *lines,
        Line("settings", State.FINE, "complete"),
        attempt("data folder", lambda: check_data_dir(chosen.data_dir)),
        attempt("database", lambda: check_database(chosen)),
        attempt("kernels", lambda: check_kernels(warm=warm)),
        attempt("Slack", lambda: check_slack(chosen)),
    ]
