"""Links made comparable: one canonical form a page, and the domain that somebody registered (detector D3's rules)."""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING = frozenset({
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid",
    "ref_src", "ref_url", "s", "amp",
})  # fmt: skip
_PREFIXES = ("www.", "m.", "mobile.", "amp.")
_AMP_PATH = re.compile(r"(?:^/amp(?=/)|/amp/?$)", re.IGNORECASE)
_PORTS = {"http": ":80", "https": ":443"}
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_SAFE = "/:@!$&'()*+,;=-._~"

SHORTENERS = frozenset({
    "t.co", "bit.ly", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly", "dlvr.it", "ift.tt", "is.gd", "j.mp", "lnkd.in",
    "fb.me", "cutt.ly", "rebrand.ly", "trib.al", "t.ly", "rb.gy", "shorturl.at", "tiny.cc", "wp.me", "amzn.to",
    "tr.im", "su.pr", "bitly.com", "ht.ly", "po.st", "shar.es", "zpr.io", "reut.rs", "nyti.ms",
    "wapo.st", "bbc.in", "cnn.it", "econ.st", "n.pr", "ab.co", "spr.ly", "snip.ly",
})  # fmt: skip
"""Hosts that only pass on to somewhere else: the host says nothing about what was linked."""


@lru_cache(maxsize=1 << 17)
def canonical_url(url: str) -> str | None:
    """The page a link means: `host/path?query`, without scheme, www, tracking and fragment; None if it is no link."""
    parts = _split(url)
    if parts is None or not (host := _host(parts)):
        return None
    if host == "youtu.be" and len(parts.path) > 1:
        return f"youtube.com/watch?v={parts.path[1:].split('/')[0]}"
    path = quote(unquote(_AMP_PATH.sub("", parts.path)), safe=_SAFE).rstrip("/")
    query = urlencode(sorted(_kept(parts.query, host)))
    return f"{host}{path}?{query}" if query else f"{host}{path}"


@lru_cache(maxsize=1 << 17)
def registrable_domain(url: str) -> str | None:
    """The part of a link's host that somebody registered (`news.bbc.co.uk` -> `bbc.co.uk`); None if it is no link."""
    parts = _split(url)
    if parts is None or not (host := _host(parts)):
        return None
    return _registrable(host)


@lru_cache(maxsize=1 << 16)
def _registrable(host: str) -> str:
    bare = host.partition(":")[0] if not host.startswith("[") else host
    if bare == "youtu.be":
        return "youtube.com"
    if _IPV4.fullmatch(bare) or bare.startswith("["):
        return bare
    return _suffixes()(bare) or bare


@lru_cache(maxsize=1)
def _suffixes() -> Callable[[str], str]:
    """The public-suffix list that ships with tldextract: no download, no cache on disk."""
    import tldextract  # noqa: PLC0415 - half a second that only link layers need

    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

    def registered(host: str) -> str:
        found = extract.extract_str(host)
        return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else ""

    return registered


def _split(url: str) -> SplitResult | None:
    text = url.strip().strip("<>\"'")
    if "://" not in text[:12]:
        if text.startswith("//"):
            text = "http:" + text
        elif re.match(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)", text):
            text = "http://" + text
        else:
            return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return parts if parts.scheme.lower() in {"http", "https"} else None


def _host(parts: SplitResult) -> str:
    """Lower-case ASCII host with a port only where it is unusual; '' where the name cannot be one."""
    host = parts.netloc.rpartition("@")[2].lower().rstrip(".")
    host = host.removesuffix(_PORTS[parts.scheme.lower()]).rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    for prefix in _PREFIXES:
        if host.startswith(prefix) and host.count(".") > 1:
            host = host.removeprefix(prefix)
    return host if ("." in host or host.startswith("[")) and " " not in host else ""


def _kept(query: str, host: str) -> list[tuple[str, str]]:
    """The parameters that choose a page; on a video page only the video counts."""
    pairs = [
        (key, value)
        for key, value in parse_qsl(query, keep_blank_values=True)
        if not key.lower().startswith("utm_") and key.lower() not in _TRACKING
    ]
    if host == "youtube.com":
        return [(key, value) for key, value in pairs if key in {"v", "list"}] or pairs
    return pairs
