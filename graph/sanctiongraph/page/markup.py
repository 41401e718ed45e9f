"""Turning values into one self-contained page in which no text can act as markup or as script."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import unescape
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sanctiongraph.errors import ResourceError

__all__ = ["asset", "data", "link", "page", "policy", "program", "vis_network"]

_VIS = "lib/vis-9.1.2/vis-network.min.js"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows: for charts, whose texts no element can set apart."""
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def page(
    template: str, *, scripts: tuple[str, ...], styles: tuple[str, ...], asks: bool = False, **values: Any
) -> str:
    """A template filled in, its scripts and styles inlined and named, by hash, in its policy.

    Nothing else may run or load: the content security policy allows exactly these scripts and
    styles, no connection, no frame, no form and no base address. A page that `asks` may connect, and
    send forms, to the server it came from.
    """
    return (
        _environment()
        .get_template(template)
        .render(
            scripts=[Markup(script) for script in scripts],  # noqa: S704 our own and vis-network's
            styles=[Markup(style) for style in styles],  # noqa: S704 our own
            policy=_policy(scripts, styles, asks=asks),
            **values,
        )
    )


def data(value: object) -> Markup:
    """JSON for a ``<script type="application/json">``, unable to end that element.

    >>> print(data({"a": "</script>"}))
    {"a":"\\u003c/script\\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return Markup(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))  # noqa: S704 escaped here


def link(url: str | None) -> str | None:
    """The address if a page may link to it (http or https, with a host), else None.

    >>> link("javascript:alert(1)"), link("https://example.org/a")
    (None, 'https://example.org/a')
    """
    if not url or re.search(r"[\s\x00-\x1f\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


@cache
def asset(name: str) -> str:
    """The text of one of our style sheets or scripts."""
    return _checked(name, files("sanctiongraph.page").joinpath("assets", name).read_text(encoding="utf-8"))


@cache
def program(*names: str) -> str:
    """Our scripts put one after the other into one scope of their own, which nothing else sees."""
    parts = "\n".join(asset(name) for name in names)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def vis_network() -> str:
    """vis-network 9.1.2 (Apache-2.0 or MIT) as it comes with pyvis.

    Line ends become those that a browser hashes, and the address of a source map, which would be
    fetched, is taken out. Raises ResourceError where the installed pyvis lacks the file.
    """
    place = files("pyvis").joinpath(*_VIS.split("/"))
    if not place.is_file():
        raise ResourceError(f"{_VIS}: not in the installed pyvis, 0.3.2 is needed")
    code = place.read_text(encoding="utf-8")
    return _checked(_VIS, re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", code))


def _checked(name: str, code: str) -> str:
    if re.search(r"</(script|style)|<!--", code, re.IGNORECASE):
        raise ResourceError(f"{name}: holds an end tag, which would end the element it is put into")
    return code.replace("\r\n", "\n").replace("\r", "\n")


def policy(html: str) -> str:
    """The content security policy of a page that `page` made, for a server to send as a header."""
    found = _POLICY.search(html)
    if found is None:
        raise ValueError("not one of our pages: it has no content security policy")
    return unescape(found[1])


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...], *, asks: bool) -> str:
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(_hash, scripts)) or "'none'",
        "style-src": " ".join(map(_hash, styles)) or "'none'",
        "base-uri": "'none'",
        "form-action": "'self'" if asks else "'none'",
    } | ({"connect-src": "'self'"} if asks else {})
    return "; ".join(f"{name} {value}" for name, value in rules.items())


@cache
def _hash(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sanctiongraph", "page/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_fit,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["straight"] = lambda value: _TURNS.sub("", value)
    return environment


def _fit(value: object) -> object:
    """Characters that HTML can't hold become the replacement character; None becomes nothing."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNFIT.sub("\ufffd", value)
    return value
