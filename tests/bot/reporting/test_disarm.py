import re

import bot.detectors
from bot.protocols import Detector
from bot.registry import discover
from bot.reporting.disarm import TECHNIQUES

DETECTORS: dict[str, Detector] = discover(bot.detectors, "DETECTOR")


def test_the_table_holds_the_techniques_that_detectors_name_and_no_others() -> None:
    assert set(TECHNIQUES) == {one for detector in DETECTORS.values() for one in detector.disarm}


def test_every_technique_has_an_id_of_its_own() -> None:
    found = [one.id for one in TECHNIQUES.values()]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"attack-pattern--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one) for one in found)
