"""A page opened in a real browser, and worlds whose every text is hostile, for the tests of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import worlds

from sanctiongraph import network
from sanctiongraph.model import (
    Account,
    Act,
    Document,
    Entity,
    Kind,
    Knowledge,
    SanctionAction,
    TimeExpression,
)
from sanctiongraph.page import map_page

PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "{{7*7}}",
    "${alert(1)}",
    '<a href="javascript:alert(1)">title with href</a>',
    "<!--<script>",
    "]]><style>*{background:url(https://example.org/x)}</style>",
    "&lt;b&gt; \u2028 \u202e \x00 \ud800",
]


class Visit:
    """A page opened from a file, and everything it did that it should not."""

    def __init__(self, browser, path, html: str) -> None:
        path.write_text(html, encoding="utf-8")
        self.wrong: list[str] = []
        self.address = path.as_uri()
        self.tidied = 0
        self.page = browser.new_page(viewport={"width": 1200, "height": 800})
        self.page.on(
            "dialog", lambda dialog: (self.wrong.append(f"dialog {dialog.message}"), dialog.dismiss())
        )
        self.page.on("request", self._request)
        self.page.on("console", lambda message: self.wrong.append(f"console {message.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        self.page.on("popup", lambda popup: self.wrong.append("popup"))
        self.page.goto(self.address)

    def _request(self, request) -> None:
        if not request.url.startswith(("file://", "blob:")):
            self.wrong.append(f"request {request.url}")

    def ready(self) -> Visit:
        return self.until("document.documentElement.dataset.ready === 'yes'")

    def until(self, condition: str) -> Visit:
        """Waits for what JavaScript says; asked from here, as the policy lets nobody evaluate texts."""
        for _ in range(1200):
            if self.page.evaluate(condition):
                return self
            self.page.wait_for_timeout(25)
        raise AssertionError(f"never came true: {condition}")

    @property
    def panel(self) -> str:
        return self.page.inner_text("#panel")

    def find(self, name: str) -> None:
        self.page.fill("#search", name)
        self.page.keyboard.press("Enter")

    def anew(self, fragment: str = "") -> None:
        """The page opened anew at an address that ends so."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{fragment}" if fragment else self.address)
        self.ready()

    def tidy(self) -> None:
        """Nothing chosen, narrowed, moved or open, but in the same page; what can be undone stays."""
        self.page.evaluate(TIDY)
        self.tidied += 1
        self.go(f"tidy={self.tidied}")

    def go(self, fragment: str) -> None:
        """Another end of the address, in the page that is open."""
        here = "location.hash = words; document.getElementById('said').textContent = ''"
        if self.page.evaluate(
            f"words => {{ const before = location.hash; {here}; return before !== location.hash }}", fragment
        ):
            self.until("document.getElementById('said').textContent.startsWith('Another view')")


TIDY = """() => {
  document.querySelectorAll("[aria-expanded=true][aria-controls]:not(input)").forEach((one) => one.click());
  for (const field of document.querySelectorAll("input[type=search]")) if (field.value) {
    field.value = "";
    field.dispatchEvent(new Event("input"));
  }
  document.activeElement.blur();
}"""


def drawn(knowledge: Knowledge, title: str = "A map") -> str:
    return map_page(network.picture(network.project(knowledge)), title=title)


def hostile(payload: str) -> Knowledge:
    """The small world with the payload in every slot that holds text."""
    world = worlds.small()
    return Knowledge(
        entities=tuple(_hostile_entity(entity, payload) for entity in world.entities),
        accounts=tuple(_hostile_account(account, payload) for account in world.accounts),
    )


def _hostile_entity(entity: Entity, payload: str) -> Entity:
    code = f"{entity.country}{payload}" if entity.kind is Kind.PERSON and entity.country else entity.country
    label = f"{entity.label} {payload}"
    return replace(entity, label=label, names=(payload, f"{entity.label} also"), country=code)


def _hostile_account(account: Account, payload: str) -> Account:
    document = Document(
        id=account.document.id + payload,
        digest="0",
        date=payload,
        title=payload,
        publisher=payload,
        url=payload,
    )
    return replace(
        account,
        document=document,
        actions=tuple(_hostile_action(action, payload) for action in account.actions),
        tenures=tuple(replace(tenure, title=payload, reasons=(payload,)) for tenure in account.tenures),
        relationships=tuple(replace(one, attribution=payload) for one in account.relationships),
    )


def _hostile_action(action: SanctionAction, payload: str) -> SanctionAction:
    return replace(
        action,
        id=action.id + payload,
        evidence=worlds.evidence(f"Before {payload} after {payload}.", payload),
        date=TimeExpression(payload, payload),
        grounds=payload,
        attribution=payload,
        reasons=(payload,),
    )


def thronged(texts: Sequence[str]) -> Knowledge:
    """A country and a person for each text, which stands in every slot of what is told of the two."""
    hub = worlds.country("AA", "Aland")
    people = [
        Entity(
            id=f"person/p{number:04}", kind=Kind.PERSON, label=f"{number} {text}", names=(text,), country="AA"
        )
        for number, text in enumerate(texts)
    ]
    accounts = [_throng(hub, person, text) for person, text in zip(people, texts, strict=True)]
    return worlds.knowledge([hub, *people], accounts)


def _throng(hub: Entity, person: Entity, text: str) -> Account:
    listed = worlds.action(Act.IMPOSE, hub.id, person.id, "Aland listed them.", "listed")
    office = worlds.tenure(person.id, "minister", hub.id)
    friend = worlds.relationship(person.id, "AllyOf", hub.id, "They befriend Aland.", "befriend")
    claims = listed, office, replace(friend, evidence=worlds.evidence(f"{text} befriend", "befriend"))
    return _hostile_account(worlds.account(Document(id=person.id, text="x"), *claims), text)


def roam(visit: Visit) -> None:
    """Opens whatever the map of a throng can show: panel, table, filters, names, citation, query, drawing."""
    page = visit.page
    for name in ("Aland", "<", "0 "):
        page.fill("#search", name)
        page.keyboard.press("Enter")
        more = page.locator("#panel .back", has_text="more claim")
        while more.count():
            more.first.click()
        page.focus("#network")
        page.keyboard.press("ArrowRight")
    page.click("text=Copy as citation >> nth=0")
    page.click("#drawer-open")
    for field in page.locator("#facets input[type=search]").all():
        field.fill("<")
    page.click("#as-table")
    page.click("#table-more")
    page.click("#save-open")
    page.click("[data-save=sparql]")
    page.evaluate("void dispatchEvent(new Event('beforeprint'))")


ALIEN = """() => [...document.querySelectorAll("*")].filter((one) =>
    /^(IMG|IFRAME|OBJECT|EMBED|VIDEO|AUDIO|BASE|LINK|MATH|IMAGE|ANIMATE|SET|MARQUEE|USE)$/i.test(one.tagName)
    || (one.tagName === "A" && !/^(https?:|[/#])/.test(one.getAttribute("href") || "/"))
    || [...one.attributes].some((attribute) => attribute.name.startsWith("on")))
  .map((one) => one.outerHTML.slice(0, 200))"""
"""Elements that none of our pages has: a text that was taken for markup."""
