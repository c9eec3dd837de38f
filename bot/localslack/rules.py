"""Small pieces from which the shape of a block is put together, with Slack's own complaints when it does not fit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.localslack.limits import IDENTIFIER


@dataclass(slots=True)
class Findings:
    """The complaints so far, each in the form of Slack's ``response_metadata.messages``."""

    messages: list[str] = field(default_factory=list)

    def add(self, complaint: str, path: str) -> None:
        """Note one complaint and where it applies."""
        self.messages.append(f"[ERROR] {complaint} [json-pointer:{path}]")


Rule = Callable[[Findings, str, Any], None]


def string(most: int, least: int = 1) -> Rule:
    """A string of a certain length."""

    def check(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401  anything may come
        if not isinstance(value, str):
            findings.add("must provide a string", path)
        elif len(value) > most:
            findings.add(f"must be less than {most + 1} characters", path)
        elif len(value) < least:
            findings.add(f"must be more than {least - 1} characters", path)

    return check


IDENTIFIER_RULE = string(IDENTIFIER)


def boolean(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
    """A truth value."""
    if not isinstance(value, bool):
        findings.add("must provide a boolean", path)


def integer(least: int, most: int) -> Rule:
    """A whole number within bounds."""

    def check(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
        if isinstance(value, bool) or not isinstance(value, int):
            findings.add("must provide an integer", path)
        elif not least <= value <= most:
            findings.add(f"must be between {least} and {most}", path)

    return check


def choice(*allowed: str) -> Rule:
    """One of a few strings."""

    def check(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
        if value not in allowed:
            findings.add(f"must be one of {', '.join(allowed)}", path)

    return check


def anything(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
    """Accept whatever comes."""


def text(most: int, *kinds: str, least: int = 1) -> Rule:
    """A text object of one of the kinds (both when none is named)."""
    allowed = kinds or ("plain_text", "mrkdwn")
    length = string(most, least)

    def check(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
        if not isinstance(value, dict):
            findings.add("must provide an object", path)
            return
        kind = value.get("type")
        if kind not in allowed:
            findings.add(f"unsupported type: {kind}", f"{path}/type")
        elif "text" not in value:
            findings.add("missing required field: text", path)
        else:
            length(findings, f"{path}/text", value["text"])
        extra = {"plain_text": {"emoji"}, "mrkdwn": {"verbatim"}}.get(str(kind), set())
        for name in sorted(set(value) - {"type", "text"} - extra):
            findings.add(f"invalid additional property: {name}", path)

    return check


def plain(most: int) -> Rule:
    """A plain_text object."""
    return text(most, "plain_text")


def array(item: Rule, most: int, least: int = 1) -> Rule:
    """A list with a bounded number of items."""

    def check(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
        if not isinstance(value, list):
            findings.add("must provide an array", path)
            return
        if len(value) > most:
            findings.add(f"no more than {most} items allowed", path)
        if len(value) < least:
            findings.add(f"no fewer than {least} items allowed", path)
        for index, entry in enumerate(value):
            item(findings, f"{path}/{index}", entry)

    return check


def mapping(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others (``type`` is always allowed)."""
    known = {**(optional or {}), **required}

    def check(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
        if not isinstance(value, dict):
            findings.add("must provide an object", path)
            return
        for name in required:
            if value.get(name) is None:
                findings.add(f"missing required field: {name}", path)
        for name, entry in value.items():
            if name in known and entry is not None:
                known[name](findings, f"{path}/{name}", entry)
            elif name not in known and name != "type":
                findings.add(f"invalid additional property: {name}", path)

    return check


def typed(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose ``type`` decides its rule."""

    def check(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
        if not isinstance(value, dict):
            findings.add("must provide an object", path)
        elif "type" not in value:
            findings.add("missing required field: type", path)
        elif value["type"] not in kinds:
            findings.add(f"unsupported type: {value['type']}", f"{path}/type")
        else:
            kinds[value["type"]](findings, path, value)

    return check


def both(*rules: Rule) -> Rule:
    """Several rules, one after the other."""

    def check(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
        for rule in rules:
            rule(findings, path, value)

    return check


def some_of(kinds: Mapping[str, Rule], names: Sequence[str]) -> dict[str, Rule]:
    """Pick the kinds that are allowed in one place."""
    return {name: kinds[name] for name in names}
