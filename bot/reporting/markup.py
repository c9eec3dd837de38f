"""HTML that cannot be escaped by mistake: every text is escaped unless it is markup that this module made."""

import html


class Markup(str):
    """HTML that is safe to embed: made by `tag` and `together` alone."""

    __slots__ = ()


def tag(name: str, /, *content: str, **attributes: str) -> Markup:
    """An element; a trailing `_` of an attribute's name is dropped (`class_`), the others become `-`."""
    words = "".join(f' {key.rstrip("_").replace("_", "-")}="{html.escape(text)}"' for key, text in attributes.items())
    return Markup(f"<{name}{words}>{together(*content)}</{name}>")


def void(name: str, /, **attributes: str) -> Markup:
    """An element without content, such as an image."""
    words = "".join(f' {key.rstrip("_").replace("_", "-")}="{html.escape(text)}"' for key, text in attributes.items())
    return Markup(f"<{name}{words}>")


def together(*content: str) -> Markup:
    """Texts and markup side by side."""
    return Markup("".join(part if isinstance(part, Markup) else html.escape(visible(part)) for part in content))


def visible(text: str) -> str:
    """The text with invisible direction marks and control characters shown as `�`: they could reorder a line."""
    return "".join("�" if _hides(character) else character for character in text)


def _hides(character: str) -> bool:
    code = ord(character)
    return (
        (code < 32 and character not in "\t\n")
        or 0x7F <= code < 0xA0
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x2069
        or code == 0xFEFF
    )
