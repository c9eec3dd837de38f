"""Forms with files, byte for byte."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.localslack.multipart import parse


@given(st.binary(max_size=500), st.text(max_size=50))
def test_what_a_client_packs_comes_out_unchanged(content: bytes, text: str) -> None:
    request = httpx.Request("POST", "http://x", data={"text": text}, files={"file": ("a.csv", content)})
    field, file = parse(request.headers["content-type"], request.read())
    assert (field.name, field.filename, field.content.decode()) == ("text", None, text)
    assert (file.name, file.filename, file.content) == ("file", "a.csv", content)


def test_a_body_without_a_boundary_is_refused() -> None:
    with pytest.raises(ValueError, match="boundary"):
        parse("multipart/form-data", b"")
