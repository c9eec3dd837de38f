"""Profile pictures are fetched under bounds, kept, and what could not be had is counted by its reason."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.sources._pictures import Fetched, FetchLimits, PictureFetcher
from bot.sources._public import Policy

PORTRAIT = Path("tests/data/avatars/aaron.jpg").read_bytes()
HERE = Policy(resolve=lambda _host, _port: ["127.0.0.1"], allows=lambda _address, _scheme, _port: True)


@dataclass(slots=True)
class Host:
    """A host of pictures on this machine."""

    port: int
    asked: list[tuple[str, str]] = field(default_factory=list)

    def at(self, path: str) -> str:
        """The address of a path under a name."""
        return f"http://pictures.example:{self.port}{path}"


@pytest.fixture
def host() -> Iterator[Host]:
    made = Host(0)

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.headers["host"], self.path))
            kind = self.path.split("/")[1]
            code = {"gone": 404, "moved": 302, "away": 302, "round": 302}.get(kind, 200)
            self.send_response(code)
            if code == 302:
                self.send_header(
                    "location", {"moved": "/ok/2", "round": "/round"}.get(kind, "http://elsewhere.example/")
                )
            self.send_header("content-type", "text/html" if kind == "page" else "image/jpeg")
            if kind == "packed":
                self.send_header("content-encoding", "gzip")
            self.end_headers()
            self.wfile.write(b"\xff" * (1 << 20) if kind == "big" else PORTRAIT if code == 200 else b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def fetched(fetcher: PictureFetcher, *addresses: str) -> tuple[dict[str, bytes], Fetched]:
    outcome = Fetched()
    wanted = [(f"a{number}", address) for number, address in enumerate(addresses)]
    return dict(fetcher.fetch(wanted, silent, outcome)), outcome


def test_a_picture_is_fetched_by_its_name_and_kept_so_that_a_rerun_asks_nobody(host: Host, tmp_path: Path) -> None:
    fetcher = PictureFetcher(tmp_path / "kept", HERE)
    assert fetched(fetcher, host.at("/ok/1"))[0] == {"a0": PORTRAIT}
    assert fetched(fetcher, host.at("/ok/1"))[0] == {"a0": PORTRAIT}
    assert host.asked == [(f"pictures.example:{host.port}", "/ok/1")]


def test_what_could_not_be_had_is_counted_by_its_reason(host: Host, tmp_path: Path) -> None:
    limits = FetchLimits(bytes=1 << 19)
    paths = ("/ok/1", "/gone", "/page", "/big", "/packed", "/round")
    found, outcome = fetched(PictureFetcher(tmp_path / "kept", HERE, limits), *map(host.at, paths))
    assert list(found) == ["a0"]
    assert (outcome.got, outcome.missed) == (
        1,
        {
            "answered 404": 1,
            "no picture": 1,
            "over 0 MB": 1,
            "packed, though nobody asked for that": 1,
            "sent on too often": 1,
        },
    )
    assert outcome.told.startswith("5 of 6 profile pictures could not be fetched (1 answered 404, 1 no picture, ")


def test_a_redirect_on_the_same_host_is_followed(host: Host, tmp_path: Path) -> None:
    assert fetched(PictureFetcher(tmp_path / "kept", HERE), host.at("/moved"))[0] == {"a0": PORTRAIT}
    assert [path for _, path in host.asked] == ["/moved", "/ok/2"]
    assert {name for name, _ in host.asked} == {f"pictures.example:{host.port}"}


def test_a_redirect_into_a_private_network_is_refused(host: Host, tmp_path: Path) -> None:
    inside = Policy(
        resolve=lambda name, _port: ["127.0.0.1"] if name == "pictures.example" else ["10.0.0.7"],
        allows=lambda address, _scheme, _port: address == "127.0.0.1",
    )
    found, outcome = fetched(PictureFetcher(tmp_path / "kept", inside), host.at("/away"))
    assert not found
    assert outcome.told == ("1 of 1 profile pictures could not be fetched (1 on a host outside the open internet)")


def test_without_a_policy_for_tests_this_machine_is_never_asked(host: Host, tmp_path: Path) -> None:
    found, outcome = fetched(PictureFetcher(tmp_path / "kept"), f"http://127.0.0.1:{host.port}/ok/1")
    assert not found
    assert outcome.missed == {"on a host outside the open internet": 1}
    assert host.asked == []


def test_a_run_asks_for_so_many_and_no_longer_than_so_long(host: Host, tmp_path: Path) -> None:
    clock = iter(range(0, 10_000, 50))
    fetcher = PictureFetcher(tmp_path / "kept", HERE, FetchLimits(pictures=5), timer=lambda: float(next(clock)))
    found, outcome = fetched(fetcher, *(host.at(f"/ok/{number}") for number in range(8)))
    assert len(found) < 5
    assert outcome.got + outcome.missed.total() + outcome.unasked == 8
    assert "more were not asked for (the limits of one run)" in outcome.told


def test_a_host_that_does_not_answer_is_told(tmp_path: Path) -> None:
    _, outcome = fetched(PictureFetcher(tmp_path / "kept", HERE), "http://pictures.example:1/a.png")
    assert outcome.missed == {"no answer": 1}


def test_nothing_to_tell_is_not_told() -> None:
    assert not Fetched(got=3).told
