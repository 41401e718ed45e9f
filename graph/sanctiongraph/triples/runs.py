"""Say how a graph came about, in PROV-O: which software read it, with which model and settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import Literal

from sanctiongraph.model import Run
from sanctiongraph.triples.minting import Mint, clean, clean_id
from sanctiongraph.triples.terms import Statement, kind, text, to, typed
from sanctiongraph.vocab import PROV, RDFS, SCHEMA, sg

__all__ = ["generated", "runs"]


def _iri(run: Run, mint: Mint) -> str:
    """The IRI of a run: of its content, so that a run that is repeated is the same."""
    times = (run.started or "", run.ended or "")
    return mint.run(run.version, run.model, run.fingerprint, *run.settings, "", *times)


def generated(run: Run, document: str, mint: Mint) -> Iterator[Statement]:
    """What is said of the graph of a document."""
    yield kind(PROV + "Entity")
    yield to(PROV + "wasDerivedFrom", document)
    yield to(PROV + "wasGeneratedBy", _iri(_cleaned(run), mint))


def runs(run: Run, mint: Mint) -> Iterator[tuple[str, Iterable[Statement]]]:
    """The run, the part that the software had in it, the software, and its plan."""
    run = _cleaned(run)
    iri, software = _iri(run, mint), mint.software(run.version)
    association = f"{iri}#association"
    plan = mint.plan(run.model, run.fingerprint, *run.settings)
    yield iri, _activity(run, association, software)
    yield association, _association(software, plan)
    yield software, _software(run)
    yield plan, _plan(run)


def _cleaned(run: Run) -> Run:
    """The run as it can be written: what its IRI is made of comes back with the graph."""
    return replace(
        run,
        version=clean_id(run.version),
        model=clean(run.model),
        fingerprint=clean(run.fingerprint),
        settings=tuple(sorted(set(map(clean, run.settings)) - {""})),
    )


def _activity(run: Run, association: str, software: str) -> Iterator[Statement]:
    yield kind(PROV + "Activity")
    yield to(PROV + "qualifiedAssociation", association)
    yield to(PROV + "wasAssociatedWith", software)
    if run.started:
        yield PROV + "startedAtTime", typed(run.started, "dateTime")
    if run.ended:
        yield PROV + "endedAtTime", typed(run.ended, "dateTime")


def _association(software: str, plan: str) -> Iterator[Statement]:
    yield kind(PROV + "Association")
    yield to(PROV + "agent", software)
    yield to(PROV + "hadPlan", plan)


def _software(run: Run) -> Iterator[Statement]:
    yield kind(PROV + "SoftwareAgent")
    yield RDFS + "label", Literal(f"sanctiongraph {run.version}")
    yield from text(SCHEMA + "softwareVersion", run.version)


def _plan(run: Run) -> Iterator[Statement]:
    yield kind(PROV + "Plan")
    yield from text(sg("model"), run.model)
    yield from text(sg("fingerprint"), run.fingerprint)
    for setting in run.settings:
        yield from text(sg("setting"), setting)
