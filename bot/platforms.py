"""The platforms on which people name accounts: the one list, in the order in which people are offered them."""

from typing import Final

PLATFORM_NAMES: Final = {"bluesky": "Bluesky", "mastodon": "Mastodon", "x": "X (Twitter)"}
"""How a platform is called to people, by the word that settings, handles and sources use."""
