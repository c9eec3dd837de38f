"""Names of actions, modals and blocks, and the small references that buttons carry.

A reference says *which* row is meant; it grants nothing. Every listener reads the row again and asks for rights.
"""

import json
from dataclasses import dataclass
from typing import Final

UPLOAD: Final = "upload"
UPLOAD_OPEN: Final = "upload_open"
COLUMNS: Final = "columns"
COLUMNS_SAVE: Final = "columns_save"
VOTE: Final = "vote"
VOTE_SAVE: Final = "vote_save"
CONFIRM_VOTE: Final = "confirm_vote"
POSTS: Final = "posts"
POSTS_PAGE: Final = "posts_page"
POSTS_CSV: Final = "posts_csv"
ACCOUNTS: Final = "accounts"
ACCOUNTS_PAGE: Final = "accounts_page"
ACCOUNT_MENU: Final = "account_menu"
EXCLUDE_SAVE: Final = "exclude_save"
MORE_CLUSTERS: Final = "more_clusters"
FAN_CLUB: Final = "fan_club"
CLUSTER_MENU: Final = "cluster_menu"
CASE_MENU: Final = "case_menu"
MY_VOTES: Final = "my_votes"
CANCEL_RUN: Final = "cancel_run"
RERUN: Final = "rerun"
RERUN_SAVE: Final = "rerun_save"
COMPARE: Final = "compare"
COMPARE_NOW: Final = "compare_now"
COMPARE_SAVE: Final = "compare_save"
WHAT_CHANGED: Final = "what_changed"
ADD_DATA: Final = "add_data"
OVERRIDE_SAVE: Final = "override_save"
NOTE_SAVE: Final = "note_save"
ASK_SAVE: Final = "ask_save"
CLOSE_SAVE: Final = "close_save"
EXPORT: Final = "export"
EXPORT_SAVE: Final = "export_save"
RECHECK_SNOOZE: Final = "recheck_snooze"
RECHECK_CHANGE: Final = "recheck_change"
RECHECK_CHANGE_SAVE: Final = "recheck_change_save"
RECHECK_STOP: Final = "recheck_stop"
THIRD_VIEW: Final = "third_view"
HOLD_SAVE: Final = "hold_save"
HAND_OVER: Final = "hand_over"
HAND_OVER_SAVE: Final = "hand_over_save"
PUBLISH: Final = "publish"
PUBLISH_SAVE: Final = "publish_save"
PURGE: Final = "purge"
PURGE_SAVE: Final = "purge_save"
PURGE_FILE: Final = "purge_file"
REASONS: Final = "reasons_side_by_side"
OVERRIDE: Final = "override"
REOPEN_GROUP: Final = "reopen_group"
REOPEN_GROUP_SAVE: Final = "reopen_group_save"
RELEASE: Final = "release"
HISTORY: Final = "history"
HISTORY_PAGE: Final = "history_page"
MY_SETTINGS: Final = "my_settings"
MY_SETTINGS_SAVE: Final = "my_settings_save"

METADATA_EVENT: Final = "shoal_message"


@dataclass(frozen=True, slots=True)
class Ref:
    """Which row is meant: a case's row id, a cluster's row id and the version seen, a recheck, a page ...

    `home` is 1 in a window that was opened from the Home tab.
    """

    case: int = 0
    cluster: int = 0
    version: int = 0
    recheck: int = 0
    page: int = 0
    item: str = ""
    channel: str = ""
    home: int = 0

    def dump(self) -> str:
        """A short JSON text for a button's value or a modal's private_metadata."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__ if getattr(self, name)})


def parse_ref(text: str) -> Ref:
    """Read a reference; what is not one gives the empty reference, which refers to nothing."""
    try:
        raw = json.loads(text)
    except ValueError:
        return Ref()
    if not isinstance(raw, dict):
        return Ref()
    numbers = {
        name: raw[name]
        for name in ("case", "cluster", "version", "recheck", "page", "home")
        if type(raw.get(name)) is int
    }
    words = {name: raw[name] for name in ("item", "channel") if isinstance(raw.get(name), str)}
    return Ref(**numbers, **words)
