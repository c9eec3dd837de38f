from hypothesis import given
from hypothesis import strategies as st

from handlers.ids import Ref, parse_ref


@given(
    st.builds(
        Ref,
        case=st.integers(0, 2**31),
        cluster=st.integers(0, 2**31),
        version=st.integers(0, 99),
        recheck=st.integers(0, 2**31),
        page=st.integers(0, 999),
        item=st.text(max_size=20),
        channel=st.text("CG0123456789", max_size=12),
    )
)
def test_a_reference_comes_back_as_it_went(ref: Ref) -> None:
    assert parse_ref(ref.dump()) == ref


@given(st.text(max_size=200))
def test_any_text_is_read_without_breaking(text: str) -> None:
    assert isinstance(parse_ref(text), Ref)


def test_what_is_no_reference_refers_to_nothing() -> None:
    assert parse_ref("[1]") == parse_ref('{"case": "7", "cluster": true}') == parse_ref("") == Ref()


def test_an_item_of_a_menu_fits_into_an_options_value() -> None:
    biggest = Ref(case=2**31, cluster=2**31, version=999, page=999, item="exclude:A99999", channel="C0123456789")
    assert len(biggest.dump()) <= 150
