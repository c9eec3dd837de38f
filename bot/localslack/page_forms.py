"""Forms with files, as the page's composer and file inputs send them."""

from dataclasses import dataclass

from starlette.requests import Request

from bot.localslack import multipart


@dataclass(frozen=True, slots=True)
class Form:
    """The fields and files of one form."""

    fields: dict[str, str]
    files: tuple[tuple[str, bytes], ...]

    def get(self, name: str) -> str | None:
        """Return a field."""
        return self.fields.get(name)


async def read_form(request: Request) -> Form:
    """Read a multipart form.

    Raises:
        ValueError: it is none.
    """
    parts = multipart.parse(request.headers.get("content-type", ""), await request.body())
    fields = {part.name: part.content.decode() for part in parts if part.filename is None}
    return Form(fields, tuple((part.filename, part.content) for part in parts if part.filename))
