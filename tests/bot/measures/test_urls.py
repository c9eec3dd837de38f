import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.measures.urls import SHORTENERS, canonical_url, registrable_domain


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://www.Example.com/Path/", "example.com/Path"),
        ("http://m.example.com/a#part", "example.com/a"),
        ("https://mobile.example.com/a", "example.com/a"),
        ("https://amp.example.com/a", "example.com/a"),
        ("https://example.com/a/amp/", "example.com/a"),
        ("https://example.com/amp/a", "example.com/a"),
        (
            "https://example.com/a?utm_source=x&b=2&a=1&fbclid=9&gclid=1&igshid=2&ref_src=tw&s=20",
            "example.com/a?a=1&b=2",
        ),
        ("https://example.com:443/a", "example.com/a"),
        ("https://example.com:8443/a", "example.com:8443/a"),
        ("https://user:pw@example.com/a", "example.com/a"),
        ("https://bücher.example/a", "xn--bcher-kva.example/a"),
        ("https://youtu.be/dQw4w9WgXcQ?t=4", "youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=share", "youtube.com/watch?v=dQw4w9WgXcQ"),
        ("example.com/a", "example.com/a"),
        ("//example.com/a", "example.com/a"),
        ("<https://example.com/a>", "example.com/a"),
        ("https://example.com/%7Ejoe/ä", "example.com/~joe/%C3%A4"),
        ("https://example.com./", "example.com"),
    ],
)
def test_links_to_one_page_get_one_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "text", ["", "hello", "mailto:a@b.c", "javascript:alert(1)", "http://", "http://[::1", "a b.c"]
)
def test_what_is_no_link_has_no_form(text: str) -> None:
    assert canonical_url(text) is None


def test_a_host_whose_whole_name_is_m_is_kept() -> None:
    assert canonical_url("https://m.co/a") == "m.co/a"


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.bbc.co.uk/x", "bbc.co.uk"),
        ("https://a.b.example.com", "example.com"),
        ("https://alice.github.io/x", "alice.github.io"),
        ("http://192.0.2.7:8080/x", "192.0.2.7"),
        ("https://www.gov.uk/x", "gov.uk"),
        ("https://youtu.be/dQw4w9WgXcQ", "youtube.com"),
        ("https://localhost.localdomain/x", "localhost.localdomain"),
    ],
)
def test_the_domain_is_what_somebody_registered(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain


def test_no_link_has_no_domain() -> None:
    assert registrable_domain("nothing here") is None


def test_shorteners_are_written_as_registrable_domains_or_hosts() -> None:
    assert all(registrable_domain(f"https://{host}/x") == host for host in SHORTENERS)
    assert registrable_domain("https://t.co/abc") in SHORTENERS


@given(st.text(max_size=60))
def test_any_text_gives_a_form_or_none_and_the_form_is_stable(text: str) -> None:
    form = canonical_url("https://example.com/" + text)
    assert form is None or canonical_url("https://" + form) == form
