"""The modal that opens a case: files, accounts, options."""

from bot.platforms import PLATFORM_NAMES
from handlers import ids
from handlers.blocks.parts import Block, checkboxes, field, modal, option, section, select, text_input
from handlers.ids import Ref


def form(channel_id: str, case_id: int = 0, case_number: int = 0) -> Block:
    """An empty form; with a case it adds data to that case."""
    files: Block = {"type": "file_input", "action_id": "files", "max_files": 10}
    blocks = [
        section("Files or accounts, or both. Nothing here says who runs an account; people vote on what is found."),
        field(
            "files",
            "Data set",
            files,
            optional=True,
            hint="CSV or JSONL, plain, gz or zip. Columns are guessed; you can correct them.",
        ),
    ]
    if not case_id:
        blocks += [
            field(
                "handles",
                "Accounts",
                text_input(
                    "handles", multiline=True, placeholder="@alice.bsky.social https://x.com/bob @carol@example.social"
                ),
                optional=True,
            ),
            field(
                "platform",
                "A bare @handle is on",
                select(
                    "platform",
                    [option(name, platform) for platform, name in PLATFORM_NAMES.items()],
                    placeholder="Platform",
                ),
                optional=True,
            ),
            field(
                "title",
                "Title",
                text_input("title", placeholder="hashtag export, 20 Apr to 3 May"),
                optional=True,
                hint="No handles: everybody in the channel reads it.",
            ),
            field(
                "options",
                "Options",
                checkboxes("options", [option("Internal only: no handles and posts in the channel", "internal")]),
                optional=True,
            ),
        ]
    title = f"Add data to case {case_number}" if case_id else "Open a case"
    return modal(ids.UPLOAD, title, blocks, submit="Start", close="Cancel", ref=Ref(case=case_id, channel=channel_id))
