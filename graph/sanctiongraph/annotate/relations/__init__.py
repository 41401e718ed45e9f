"""Stated relations between two named actors: "Ana Ruiz, a member of Likud", "France accuses Iran of spying".

Each construction is one function; those in `verbs` start at a verb or a noun that stands for one, those
in `nouns` at a noun that says what somebody is to somebody else. Names that merely stand near each
other are never related.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.relations import nouns, verbs
from sanctiongraph.annotate.relations.claims import relationships
from sanctiongraph.annotate.relations.related import FILE, Related, fits, relation_of

__all__ = ["Related", "relations_of", "relationships"]


def relations_of(doc: Doc) -> list[Related]:
    """The relations that a document states, in order of their triggers; needs actors and offices."""
    if len(doc.spans["sg_actors"]) < 2:
        return []
    found: dict[tuple[str, int, int], Related] = {}
    for token in doc:
        if token.lemma_ not in _triggers() and token.lower_ not in relation_of("hyphened"):
            continue
        for related in map(_in_order, _at(token)):
            if fits(related):
                key = (related.relation, related.subject.start, related.object.start)
                found.setdefault(key, related)
    return list(found.values())


@cache
def _triggers() -> frozenset[str]:
    """Every lemma at which a construction may start, so that most words are passed by at once."""
    tables = (lexicon(FILE)[name] for name in ("nouns", "placing"))
    flat = (words(FILE, name) for name in ("encounters", "between", "together", "wedded"))
    behind = (those for those in lexicon(FILE)["verbs_with"].values())
    return frozenset().union(relation_of("verbs"), *tables, *flat, *behind)


def _at(token: Token) -> Iterator[Related]:
    for construction in verbs.CONSTRUCTIONS:
        yield from construction(token)
    if token.lemma_ in lexicon(FILE)["nouns"] and not token.tag_.startswith("V") and not _is_part(token):
        for construction in nouns.CONSTRUCTIONS:
            yield from construction(token)


def _is_part(noun: Token) -> bool:
    """Whether a noun begins a longer word: "daughter-in-law", "wife-to-be", "member-elect"."""
    behind = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    return not noun.whitespace_ and behind.text in ("-", "‑", "–")


def _in_order(related: Related) -> Related:
    """Of a symmetric relation the first in the text is the subject."""
    if related.relation in words(FILE, "symmetric") and related.object.start < related.subject.start:
        return replace(related, subject=related.object, object=related.subject)
    return related


@Language.component(
    "sg_relations", requires=["token.dep", "token.lemma", "doc.spans"], assigns=["doc._.sg_relations"]
)
def sg_relations(doc: Doc) -> Doc:
    """Find the stated relations of a document."""
    doc._.sg_relations = relations_of(doc)
    return doc


if not Doc.has_extension("sg_relations"):
    Doc.set_extension("sg_relations", default=())
