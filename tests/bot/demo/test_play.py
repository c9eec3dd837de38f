import pytest

from bot.demo.play import play


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_whole_main_job_goes_from_upload_to_recheck_notice(capfd: pytest.CaptureFixture[str]) -> None:
    """The same performance as `shoal demo --play`: real bot, real workspace, real platform API, real files."""
    code = play()
    told = capfd.readouterr().out
    assert code == 0, told
    for said in ("Recheck of C0", "Review first", "[excludes", "A fresh export is wanted", "Recheck of C1"):
        assert said in told
