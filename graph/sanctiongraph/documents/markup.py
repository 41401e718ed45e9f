"""Parse HTML without losing any of it in silence, and show it as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html  # type: ignore[import-untyped]

from sanctiongraph.documents.cleaning import clean
from sanctiongraph.errors import DocumentError

__all__ = ["parse", "plain_text"]

_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure "  # noqa: SIM905
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table "
    "tbody tfoot thead tr ul".split()
)
_UNSEEN = frozenset(
    "audio canvas head iframe math noembed object script select style svg template video".split()  # noqa: SIM905
)
_NO_NEWS = frozenset(("aside", "button", "footer", "form", "nav"))
_CELLS = frozenset(("td", "th"))

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_LAST_TAGS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)


def parse(source: str, text: str) -> html.HtmlElement:
    """The tree of a page.

    lxml stops in silence at a NUL, at half a surrogate pair, after a first ``</html>``, and
    where a page nests too deeply: the first three are removed, the last is a DocumentError.
    """
    text = _LAST_TAGS.sub("", _XML_DECLARATION.sub("", clean(text)))
    parser = html.HTMLParser(huge_tree=True)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentError(source, f"not HTML: {error}") from error
    for entry in parser.error_log:
        if entry.level == etree.ErrorLevels.FATAL:
            raise DocumentError(source, f"damaged HTML: {entry.message.split(',')[0].lower()}")
    return tree


def plain_text(tree: html.HtmlElement, *, whole: bool = True) -> str:
    """All that a page shows, a paragraph to a block; without navigation unless `whole`.

    >>> plain_text(html.fromstring("<div><h1>Oil</h1><ul><li>eased<li>lifted</ul></div>"))
    'Oil\\n\\n- eased\\n- lifted'
    """
    pieces = "".join(_pieces(tree, _UNSEEN if whole else _UNSEEN | _NO_NEWS))
    blocks = (" ".join(block.split()) for block in pieces.split("\n"))
    lines = [block for block in blocks if block and block != "-"]
    return "".join(_separated(lines)).strip()


def _pieces(tree: html.HtmlElement, unseen: frozenset[str]) -> Iterator[str]:
    """The text with a line end around every block; a walk without recursion, as pages nest."""
    skipped = None
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else None
        if event == "start" and skipped is None:
            if tag in unseen:
                skipped = node
            else:
                yield _before(tag) + _flat(node.text)
        if event != "start":
            if skipped is None and tag:
                yield _after(tag, node)
            if node is skipped:
                skipped = None
            if skipped is None and node is not tree:
                yield _flat(node.tail)


def _before(tag: str | None) -> str:
    if tag == "li":
        return "\n- "
    return "\n" if tag in _BLOCKS or tag == "br" else ""


def _after(tag: str, node: html.HtmlElement) -> str:
    if tag in _CELLS:
        return " | " if node.getnext() is not None else ""
    return "\n" if tag in _BLOCKS else ""


def _flat(text: str | None) -> str:
    return " ".join(text.split("\n")) if text else ""


def _separated(lines: list[str]) -> Iterator[str]:
    """Blank lines between paragraphs, none between the items of a list."""
    for previous, line in zip(["", *lines], lines, strict=False):
        both_items = previous.startswith("- ") and line.startswith("- ")
        yield ("\n" if both_items else "\n\n") + line
