"""From verdicts to figures: precision and recall, accuracies, calibration, and what went wrong where.

*Precision* is the share of what was found that is right, *recall* the share of what is told
that was found, F1 their harmonic mean. Fields of an action are compared where it was matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sanctiongraph.errors import InputError
from sanctiongraph.evaluation.gold import Told, check_places
from sanctiongraph.evaluation.likeness import pairs, same_words
from sanctiongraph.evaluation.matching import Outcome, Verdict, verdicts
from sanctiongraph.evaluation.statements import Actor, Statement, sentence_around, statements
from sanctiongraph.model import Knowledge, Skipped

__all__ = ["Band", "Finding", "Rate", "Scores", "Share", "as_dict", "score"]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many were found and right, found and wrong, told and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def told(self) -> int:
        """How many there are to be found."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """Share of what was found; 0 where nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of what is told; 0 where nothing is."""
        return self.right / self.told if self.told else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Rate(right=3, wrong=1, missed=3).f1
        0.6
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those that could be compared are right."""

    right: int = 0
    total: int = 0

    @property
    def accuracy(self) -> float | None:
        """None where nothing could be compared."""
        return self.right / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Band:
    """Claims whose confidence is at least `low` and below `high` (1.0 belongs to the last band)."""

    low: float
    high: float
    claims: int
    right: int
    """The whole tuple: imposers, targets, act, modality and negation."""
    right_in_short: int
    """Act and targets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One action that was missed, found in addition, or found with differences, and its sentence."""

    document: str
    sentence: str
    told: Statement | None = None
    found: Statement | None = None
    differences: tuple[str, ...] = ()
    """What of imposers, targets, act, modality and negation is not as told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How well what was found agrees with what is told. Repeats of an act that is matched already,
    and whatever is optional, count neither for nor against."""

    documents: int
    actions: Rate
    imposers: Rate
    targets: Rate
    measures: Rate
    """Of matched actions, without the unspecified."""
    tuples: Rate
    """Actions of which imposers, targets, act, modality and negation are all right."""
    act: Share
    modality: Share
    negation: Share
    date: Share
    grounds: Share
    count: Share
    repeats: int
    optional: int
    calibration: tuple[Band, ...]
    missed: tuple[Finding, ...]
    extra: tuple[Finding, ...]
    different: tuple[Finding, ...]
    whole: tuple[Finding, ...]
    """Found as told, in every part of the tuple."""
    skipped: tuple[Skipped, ...] = ()
    """Texts that gave no document: all that is told of them was missed."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A verdict and where it was given."""

    document: str
    text: str
    verdict: Verdict


def score(
    gold: Iterable[Told], knowledge: Knowledge, texts: Mapping[str, str], *, skipped: tuple[Skipped, ...] = ()
) -> Scores:
    """How well knowledge agrees with gold; `texts` by document, as the offsets count them.

    Documents of which there is no gold are left out. Raises InputError for gold of a document
    without text, and for a trigger outside the text.
    """
    gold = tuple(gold)
    cases = tuple(_cases(gold, knowledge, texts))
    given = [case.verdict for case in cases]
    matched = _findings(cases, Outcome.MATCHED)
    figures: dict[str, Any] = {name: sum(map(rate, given), Rate()) for name, rate in _RATES.items()}
    figures |= {name: _share(judge, given) for name, judge in _SHARES.items()}
    return Scores(
        documents=len(gold),
        **figures,
        repeats=_number(given, Outcome.REPEAT),
        optional=_number(given, Outcome.OPTIONAL),
        calibration=tuple(_bands(given)),
        missed=_findings(cases, Outcome.MISSED),
        extra=_findings(cases, Outcome.EXTRA),
        different=tuple(one for one in matched if one.differences),
        whole=tuple(one for one in matched if not one.differences),
        skipped=skipped,
    )


def as_dict(scores: Scores) -> dict[str, Any]:
    """The scores as JSON holds them: each rate and share with its counts."""
    return {field.name: _plain(getattr(scores, field.name)) for field in fields(scores)}


def _plain(value: Any) -> Any:
    if isinstance(value, Rate):
        return {"precision": value.precision, "recall": value.recall, "f1": value.f1} | asdict(value)
    if isinstance(value, Share):
        return {"accuracy": value.accuracy} | asdict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _cases(gold: tuple[Told, ...], knowledge: Knowledge, texts: Mapping[str, str]) -> Iterator[_Case]:
    accounts = {account.document.id: account for account in knowledge.accounts}
    entities = knowledge.entity()
    for told in gold:
        if told.id not in texts:
            raise InputError(f"{told.place}: no text has the id {told.id!r}")
        check_places(told, texts[told.id])
        account = accounts.get(told.id)
        found = tuple(statements(account, entities)) if account else ()
        for verdict in verdicts(found, told.actions):
            yield _Case(told.id, texts[told.id], verdict)


def _number(given: Iterable[Verdict], outcome: Outcome) -> int:
    return sum(verdict.outcome is outcome for verdict in given)


# Precision and recall

_COUNTED = {Outcome.MATCHED, Outcome.MISSED, Outcome.EXTRA}


def _actions(verdict: Verdict) -> Rate:
    outcome = verdict.outcome
    return Rate(outcome is Outcome.MATCHED, outcome is Outcome.EXTRA, outcome is Outcome.MISSED)


def _tuples(verdict: Verdict) -> Rate:
    if verdict.outcome is Outcome.MATCHED and _differences(verdict):
        return Rate(wrong=1, missed=1)
    return _actions(verdict)


def _imposers(verdict: Verdict) -> Rate:
    found = verdict.found.imposers if verdict.found else ()
    told = verdict.told.imposers if verdict.told else ()
    return _actors(verdict.outcome, found, told, for_state=True)


def _targets(verdict: Verdict) -> Rate:
    found = verdict.found.targets if verdict.found else ()
    told = verdict.told.targets if verdict.told else ()
    return _actors(verdict.outcome, found, told, for_state=False)


def _actors(outcome: Outcome, found: tuple[Actor, ...], told: tuple[Actor, ...], *, for_state: bool) -> Rate:
    if outcome not in _COUNTED:
        return Rate()
    right = pairs(found, told, for_state=for_state)
    return Rate(right, len(found) - right, len(told) - right)


def _measures(verdict: Verdict) -> Rate:
    found, told = verdict.found, verdict.told
    if verdict.outcome is not Outcome.MATCHED or not found or not told:
        return Rate()
    right = len(found.measures & told.measures)
    return Rate(right, len(found.measures) - right, len(told.measures) - right)


_RATES: dict[str, Callable[[Verdict], Rate]] = {
    "actions": _actions,
    "imposers": _imposers,
    "targets": _targets,
    "measures": _measures,
    "tuples": _tuples,
}

# Field by field

Judge = Callable[[Statement, Statement], bool | None]
"""Whether what was found is as told; None where nothing is told to compare with."""


def _same_date(found: Statement, told: Statement) -> bool | None:
    """A month is right for a day in it, and a year for both; of two days, the months are compared."""
    if not told.date:
        return None
    date = found.date or "none"
    return date.startswith(told.date[:7]) or told.date.startswith(date)


def _same_grounds(found: Statement, told: Statement) -> bool | None:
    return same_words(found.grounds or "", told.grounds) if told.grounds else None


def _same_count(found: Statement, told: Statement) -> bool | None:
    return found.count == told.count if told.count else None


def _same_imposers(found: Statement, told: Statement) -> bool:
    return _all_found(found.imposers, told.imposers, for_state=True)


def _same_targets(found: Statement, told: Statement) -> bool:
    return _all_found(found.targets, told.targets, for_state=False)


def _all_found(found: tuple[Actor, ...], told: tuple[Actor, ...], *, for_state: bool) -> bool:
    """Whether all that are told were found; further ones are no fault here, but nobody has to be nobody."""
    return pairs(found, told, for_state=for_state) == len(told) if told else not found


_SHARES: dict[str, Judge] = {
    "act": lambda found, told: found.act == told.act,
    "modality": lambda found, told: found.modality == told.modality,
    "negation": lambda found, told: found.negated == told.negated,
    "date": _same_date,
    "grounds": _same_grounds,
    "count": _same_count,
}
_WHOLE: dict[str, Judge] = {
    "imposers": _same_imposers,
    "targets": _same_targets,
    **{name: _SHARES[name] for name in ("act", "modality", "negation")},
}
_SHORT = {"act", "targets"}


def _share(judge: Judge, given: Iterable[Verdict]) -> Share:
    matched = (verdict for verdict in given if verdict.outcome is Outcome.MATCHED)
    judged = [judge(verdict.found, verdict.told) for verdict in matched if verdict.found and verdict.told]
    return Share(judged.count(True), len(judged) - judged.count(None))


def _differences(verdict: Verdict) -> tuple[str, ...]:
    found, told = verdict.found, verdict.told
    if not found or not told:
        return ()
    return tuple(name for name, judge in _WHOLE.items() if not judge(found, told))


# Calibration

_LOWEST_BAND = 5


def _bands(given: Iterable[Verdict]) -> Iterator[Band]:
    """A band for each tenth from 0.5 on, and for lower ones where there are claims."""
    tenths: dict[int, list[Verdict]] = {tenth: [] for tenth in range(_LOWEST_BAND, 10)}
    for verdict in given:
        if verdict.outcome in (Outcome.MATCHED, Outcome.EXTRA) and verdict.found:
            tenths.setdefault(_tenth(verdict.found.confidence or 0.0), []).append(verdict)
    for tenth, claims in sorted(tenths.items()):
        matched = [set(_differences(claim)) for claim in claims if claim.outcome is Outcome.MATCHED]
        yield Band(
            tenth / 10,
            (tenth + 1) / 10,
            len(claims),
            sum(not differences for differences in matched),
            sum(not differences & _SHORT for differences in matched),
        )


def _tenth(confidence: float) -> int:
    """The band of a confidence, counted in hundredths: 0.7 is 70 of them, though 0.7 * 100 isn't.

    >>> _tenth(0.7), _tenth(0.69), _tenth(1.0)
    (7, 6, 9)
    """
    return min(round(confidence * 100) // 10, 9)


# What went wrong


def _findings(cases: Iterable[_Case], outcome: Outcome) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            document=case.document,
            sentence=_sentence(case),
            told=case.verdict.told,
            found=case.verdict.found,
            differences=_differences(case.verdict),
        )
        for case in cases
        if case.verdict.outcome is outcome
    )


def _sentence(case: _Case) -> str:
    if case.verdict.found:
        return case.verdict.found.quote
    return sentence_around(case.text, case.verdict.told.triggers[0]) if case.verdict.told else ""
