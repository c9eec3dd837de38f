"""Joins all parts: `build(settings)` makes the application that `shoal run` and the demo start."""

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import httpx
import structlog
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler

import bot.sources
from bot import __version__
from bot.analysis.local_pipeline import LocalPipeline
from bot.config import Settings
from bot.ingest.limits import Limits as IngestLimits
from bot.model import Sensitivity
from bot.protocols import Source
from bot.recheck import Ticker, TickResult
from bot.registry import discover
from bot.triage.desk import Desk, open_desk
from bot.triage.folders import sweep_folders
from bot.triage.views import Preferences
from bot.worker import Limits, Worker
from handlers import gauges
from handlers.announcer import Announcer
from handlers.connection import Connection, HttpDoor, SocketDoor
from handlers.directory import Access, Directory
from handlers.downloader import Downloader
from handlers.heart import Heart
from handlers.listeners import bolt_app
from handlers.looking import look_at
from handlers.office import Office, Options
from handlers.pace import EditPace
from handlers.rendering import render

LISTENERS = 16
ANNOUNCERS = 2
STOP_SECONDS = 15.0
SOURCE_SECONDS = 15.0
RESTART_SECONDS = 2.0
MEGABYTE = 1_000_000

_log = structlog.get_logger(__name__)


def system_now() -> int:
    """UTC milliseconds of this machine's clock."""
    return time.time_ns() // 1_000_000


def desk_of(settings: Settings, now: Callable[[], int] = system_now) -> Desk:
    """Open the database of these settings, brought to the present schema, and make the desk."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    defaults = Preferences(
        default_platform=settings.default_platform,
        quorum=settings.quorum,
        retention_days=settings.retention_days,
        outsiders_vote=settings.outsiders_vote,
        sensitivity=Sensitivity.INTERNAL if settings.internal_only else Sensitivity.OPEN,
    )
    return open_desk(
        settings.database, settings.data_dir, now=now, version=__version__, seed=settings.seed, defaults=defaults
    )


def sources_of(settings: Settings) -> dict[str, Callable[[], Source]]:
    """How to make each live source, by platform; nothing is asked yet."""
    addresses = {"bluesky": settings.bluesky_url}
    plugins = discover(bot.sources, "SOURCE").values()
    return {
        one.platform: partial(one.make, addresses.get(one.platform, one.base_url), SOURCE_SECONDS) for one in plugins
    }


def worker_of(settings: Settings, desk: Desk, wake: Callable[[], None] = lambda: None) -> Worker:
    """One worker; its pipeline is made in the analysing process."""
    memory = settings.run_memory_mb
    ingest = IngestLimits(max_bytes=settings.max_upload_mb * MEGABYTE, max_rows=settings.max_rows)
    factory = partial(
        LocalPipeline,
        sources=sources_of(settings),
        limits=ingest,
        memory_mb=memory // 2,
        fetch_avatars=settings.fetch_avatars,
    )
    return Worker(desk, factory, Limits(minutes=settings.run_minutes, memory_mb=memory), wake=wake)


def _stderr_logger(*_: object) -> structlog.PrintLogger:
    """Looked up at each line: whoever replaces stderr (a test, a daemon) gets what is written from then on."""
    return structlog.PrintLogger(sys.stderr)


def configure_logging(level: str) -> None:
    """Structured lines on stderr; libraries below warning stay quiet, and no payload is ever logged."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=_stderr_logger,
        cache_logger_on_first_use=False,
    )


@dataclass(slots=True)
class Application:
    """The bot in one process: listeners, announcer, downloader, ticker, workers. Start it once, stop it once."""

    settings: Settings
    desk: Desk
    timer: Callable[[], float] = time.monotonic
    door: Connection | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _announce: threading.Event = field(default_factory=threading.Event)
    _fetch: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _ticker: Ticker | None = None
    _closing: list[Callable[[], object]] = field(default_factory=list)

    def start(self, *, http: bool = False) -> None:
        """Connect to Slack and begin to work; returns once requests can arrive.

        Raises:
            SettingsError: tokens are missing.
        """
        self.settings.require_slack(http=http)
        sweep_folders(self.desk)
        self.desk.database.empty_log()
        executor = ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener")
        office, app, team_id = self._assemble(executor)
        self._serve(office)
        self.door = self._door(app, http=http)
        self.door.open()
        self._closing.append(partial(executor.shutdown, cancel_futures=True))
        if self.settings.metrics_port:
            self._closing.append(gauges.serve(self.desk, self.settings.metrics_port, self.door.alive))
        self._work()
        heart = Heart(office, team_id)
        self._spawn("heart", partial(heart.run_forever, self._stop))
        _log.info("started", http=http, team=team_id)

    def stop(self) -> None:
        """Stop receiving, finish what is at hand, give leases back."""
        if self.door is not None:
            self.door.close()
        self._stop.set()
        self.wake()
        for thread in self._threads:
            thread.join(timeout=STOP_SECONDS)
        for close in self._closing:
            close()
        self.desk.database.close()

    def run(self, *, http: bool = False) -> None:
        """Start, wait for a signal to end, stop."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: self._stop.set())
        try:
            self.start(http=http)
            self._stop.wait()
        finally:
            self.stop()

    def nudge(self) -> TickResult:
        """Do what is due now: for a clock that was moved by hand."""
        if self._ticker is None:
            raise RuntimeError("the application is not started")
        return self._ticker.nudge()

    def wake(self) -> None:
        """There is something new to post or to fetch."""
        self._announce.set()
        self._fetch.set()

    def _assemble(self, executor: ThreadPoolExecutor) -> tuple[Office, App, str]:
        settings = self.settings
        client = WebClient(
            token=settings.slack_bot_token,
            base_url=settings.slack_api_url,
            retry_handlers=[ConnectionErrorRetryHandler(), RateLimitErrorRetryHandler(max_retry_count=2)],
        )
        who = client.auth_test()
        access = Access(
            settings.allowed_teams,
            settings.allowed_channels,
            settings.allowed_users,
            settings.analyst_group,
            settings.lead_group,
        )
        options = Options(
            sources=frozenset(sources_of(settings)),
            internal_only=settings.internal_only,
            max_upload_bytes=settings.max_upload_mb * MEGABYTE,
        )
        directory = Directory(client, access, lambda: int(self.timer() * 1000))
        office = Office(self.desk, client, directory, options, str(who["user_id"]), self.wake, executor.submit)
        app = bolt_app(
            office,
            team_id=str(who["team_id"]),
            bot_id=str(who["bot_id"]),
            signing_secret=settings.slack_signing_secret,
            executor=executor,
        )
        return office, app, str(who["team_id"])

    def _serve(self, office: Office) -> None:
        """Start the loops that post and fetch: their clients repeat nothing by themselves."""
        http = httpx.Client(timeout=60.0, follow_redirects=False, trust_env=False)
        self._closing.append(http.close)
        patient = WebClient(
            token=self.settings.slack_bot_token, base_url=self.settings.slack_api_url, retry_handlers=[]
        )
        pace = EditPace(self.timer)
        for _ in range(ANNOUNCERS):
            announcer = Announcer(
                self.desk,
                patient,
                http,
                partial(render, self.desk, office.directory.members),
                self.timer,
                pace,
                office.bot_user_id,
            )
            self._spawn("announcer", partial(announcer.run_forever, self._stop, self._announce))
        downloader = Downloader(self.desk, patient, http, look_at, office.options.max_upload_bytes)
        self._spawn("downloader", partial(downloader.run_forever, self._stop, self._fetch, self.wake))

    def _work(self) -> None:
        """Start the workers and the ticker."""
        for _ in range(self.settings.workers):
            worker = worker_of(self.settings, self.desk, self.wake)
            self._spawn("worker", partial(worker.run_forever, self._stop))
        sources = {name: make() for name, make in sources_of(self.settings).items()}
        self._ticker = Ticker(self.desk, sources, wake=self.wake)
        self._ticker.start()
        self._closing.append(self._ticker.stop)
        self._closing += [source.close for source in sources.values() if hasattr(source, "close")]

    def _door(self, app: App, *, http: bool) -> Connection:
        if http:
            return HttpDoor(app, self.settings.http_host, self.settings.http_port)
        return SocketDoor(app, self.settings.slack_app_token, self.settings.slack_api_url)

    def _spawn(self, name: str, run: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._supervised, args=(name, run), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _supervised(self, name: str, run: Callable[[], None]) -> None:
        """Run a loop; one that breaks is logged with its stack and begun again, so that nothing goes quiet."""
        while not self._stop.is_set():
            try:
                run()
            except Exception:  # noqa: BLE001 (one job: what broke becomes a visible line, and the loop goes on)
                _log.exception("loop_broke", loop=name)
                self._stop.wait(RESTART_SECONDS)


def build(
    settings: Settings, *, now: Callable[[], int] = system_now, timer: Callable[[], float] = time.monotonic
) -> Application:
    """Make the application; nothing connects before `start()`."""
    configure_logging(settings.log_level)
    return Application(settings, desk_of(settings, now), timer)
