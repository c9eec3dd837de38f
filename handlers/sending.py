"""Files for one person: pairs of posts as CSV, exports; sent in a direct message, cells made harmless."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from bot.errors import NotFound
from bot.model import Case, Member, Person, RightRole
from bot.reporting.cells import neutral_text
from bot.reporting.held import in_one_sentence
from bot.triage.audit import AuditEvent, audit_trail
from bot.triage.browse_clusters import AccountsPage, EvidencePair, export_pairs, export_view, list_accounts
from bot.triage.export_held import HELD, export_held
from bot.triage.hand_over import MadePackage
from bot.triage.keep_sent import keep_sent
from handlers.office import Office

ACCOUNTS_PAGE = 20
AUDIT = "audit"
"""The format that is no export of a case but of who did what in it; for leads."""
HEAD = (
    "layer", "object", "window_seconds", "objects_in_common", "seconds_apart",
    "account", "handle", "post", "time", "text",
    "other_account", "other_handle", "other_post", "other_time", "other_text",
)  # fmt: skip


def send_pairs(office: Office, person: Person, cluster_id: int) -> None:
    """All kept pairs of a cluster as CSV."""
    found = export_pairs(office.desk, person, cluster_id)
    rows = csv_bytes([HEAD, *map(_row, found.pairs)])
    name = f"case-{found.case.number}-{found.key}-posts.csv"
    send_file(office, person.user_id, [found.case], name, rows, f"Case {found.case.number}, {found.key}: the posts")


def send_export(office: Office, person: Person, case_id: int, format_name: str) -> None:
    """The case as a file, in a direct message; `audit` is the list of who did what in it, `held` its frozen copies."""
    wanted = format_name.strip().lower()
    if wanted in BESIDE:
        BESIDE[wanted].send(office, person, case_id)
        return
    from bot.reporting.export_case import export_format, render_export  # noqa: PLC0415  (graph libraries load then)

    view = export_view(office.desk, person, case_id, export_format(format_name))
    file = render_export(view, format_name)
    send_file(office, person.user_id, [view.case], file.name, file.content, f"Case {view.case.number}: export")


def send_held(office: Office, person: Person, case_id: int) -> None:
    """The frozen copies, and whether they are still what they were."""
    made = export_held(office.desk, person, case_id)
    text = f"Case {made.case.number}, held evidence: {in_one_sentence(made.copies)}"
    send_file(office, person.user_id, [made.case], made.name, made.content, text)


def send_package(office: Office, person: Person, package: MadePackage) -> None:
    """A package that leaves the house, to the person who gives it away."""
    text = f"Case {package.case.number}: {', '.join(package.keys)}. sha256 {package.sha256}"
    send_file(office, person.user_id, [package.case], package.name, package.content, text)


def send_audit(office: Office, person: Person, case_id: int) -> None:
    """Who did and looked at what in a case, as CSV."""
    case, events = audit_trail(office.desk, person, case_id)
    rows = csv_bytes([("time", "person", "what", "detail"), *map(_event, events)])
    name, text = f"case-{case.number}-audit.csv", f"Case {case.number}: who did what"
    about = [case] if case.purged_at is None else []  # after a purge it names no account, and may stay
    send_file(office, person.user_id, about, name, rows, text)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is exported of a case beside its formats."""

    title: str
    needs: RightRole
    send: Callable[[Office, Person, int], None]


BESIDE: Mapping[str, Beside] = {
    HELD: Beside("Held copies of posts, profiles, pictures, and whether they are intact", RightRole.ANALYST, send_held),
    AUDIT: Beside("Who did and looked at what in the case", RightRole.LEAD, send_audit),
}


def formats_known() -> dict[str, str]:
    """{name: what it is} of everything that can be exported of a case."""
    from bot.reporting.export_case import export_formats  # noqa: PLC0415  (as above)

    told = {name: f"{one.title} (leads)" if one.needs is RightRole.LEAD else one.title for name, one in BESIDE.items()}
    return {name: found.title for name, found in export_formats().items()} | told


def send_file(
    office: Office, user_id: str, about: Sequence[Case], name: str, content: bytes, text: str, *, alt: str = ""
) -> None:
    """Upload a file and share it with one person in a direct message; it goes with a purge of what it is `about`."""
    client = office.client
    posted = client.chat_postMessage(channel=user_id, text=text, unfurl_links=False, unfurl_media=False)
    place = client.files_getUploadURLExternal(filename=name, length=len(content), alt_txt=alt[:1_000] or None)
    httpx.post(place["upload_url"], content=content, timeout=60.0).raise_for_status()
    files: list[dict[str, str | None]] = [{"id": str(place["file_id"]), "title": name}]
    client.files_completeUploadExternal(files=files, channel_id=str(posted["channel"]), thread_ts=str(posted["ts"]))
    keep_sent(office.desk, about, user_id, str(place["file_id"]))


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV for spreadsheets: a cell that would be a formula is text."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[neutral_text(cell) for cell in row] for row in rows])
    return out.getvalue().encode()


def find_member(office: Office, person: Person, cluster_id: int, label: str) -> tuple[AccountsPage, Member]:
    """The account with that label, and its page: labels are places in the list, so no other page is read."""
    place = int(label[1:]) if label[1:].isdecimal() else 0
    page = list_accounts(office.desk, person, cluster_id, page=max(place - 1, 0) // ACCOUNTS_PAGE, size=ACCOUNTS_PAGE)
    for member in page.members:
        if member.label == label:
            return page, member
    raise NotFound(f"There is no account {label[:20]} in this group.", hint="Open Accounts again.")


def _row(pair: EvidencePair) -> tuple[str, ...]:
    window = "" if pair.window_seconds is None else str(pair.window_seconds)
    first, second = pair.first, pair.second
    return (
        pair.layer, pair.object, window, str(pair.weight), str(pair.seconds_apart),
        pair.source.label, pair.source.handle, first.content_id, str(first.time), first.text,
        pair.target.label, pair.target.handle, second.content_id, str(second.time), second.text,
    )  # fmt: skip


def _event(event: AuditEvent) -> tuple[str, ...]:
    time = datetime.fromtimestamp(event.at / 1000, UTC).isoformat(timespec="seconds")
    detail = json.dumps(dict(event.detail), ensure_ascii=False, sort_keys=True)
    return (time, event.user_id or "Shoal", event.verb, detail if event.detail else "")
