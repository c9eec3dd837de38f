"""The Web API: one module per family of methods, put together here."""

from collections.abc import Mapping

from bot.localslack.web_api import auth, chat, conversations, files, people, reactions, views
from bot.localslack.web_api.call import Method

FAMILIES = (auth, chat, conversations, files, people, reactions, views)


def all_methods() -> Mapping[str, Method]:
    """Return every method by its name."""
    return {method.name: method for family in FAMILIES for method in family.METHODS}
