import pytest
import typer

from bot.cli.words import parse_layers, parse_mapping
from bot.protocols import LAYERS


def test_a_mapping_is_field_and_column() -> None:
    assert parse_mapping(["account_id=Author", " time = Posted at "]) == {"account_id": "Author", "time": "Posted at"}


def test_a_column_may_hold_an_equals_sign() -> None:
    assert parse_mapping(["text=a=b"]) == {"text": "a=b"}


@pytest.mark.parametrize("pair", ["account_id", "=Author", "time=", "", " = "])
def test_a_pair_without_both_sides_is_wrong_usage(pair: str) -> None:
    with pytest.raises(typer.BadParameter, match="write FIELD=COLUMN"):
        parse_mapping([pair])


def test_a_field_that_comes_twice_is_wrong_usage() -> None:
    with pytest.raises(typer.BadParameter, match="time is mapped twice"):
        parse_mapping(["time=a", "time=b"])


def test_layers_come_in_the_order_of_the_program() -> None:
    assert parse_layers(["url, repost", "text"], LAYERS) == ("repost", "url", "text")


def test_no_layer_at_all_means_all() -> None:
    assert parse_layers([], LAYERS) == ()


def test_an_unknown_layer_is_wrong_usage_and_the_known_ones_are_named() -> None:
    with pytest.raises(typer.BadParameter, match="'likes' is no layer; there are object, repost"):
        parse_layers(["likes"], LAYERS)
