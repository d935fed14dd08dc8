"""Conversion that knows every span: OpenCC's configurations over today's dictionaries, matched by ourselves.

``AlignedOpenCC`` keeps the interface of opencc-python-reimplemented; its alignment comes from the matcher, never from
comparing two strings. Checked against OpenCC's own cases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from opencc import OpenCC  # pyright: ignore[reportMissingTypeStubs]

from archivist.text.conversion.conversion import Conversion
from archivist.text.dictionaries import Release, present_release, read_preferred
from archivist.text.spanmap import Bias, SpanMap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from archivist.text.conversion.matching import Matches, Stage

CONFIGURATIONS: tuple[str, ...] = present_release().names()


class AlignedOpenCC(OpenCC):
    """One configuration of OpenCC, with today's dictionaries or those of ``release``.

    Raises ``ValueError`` for a name that the release does not have."""

    def __init__(self, config: str, release: Release | None = None) -> None:
        self._release = release or present_release()
        if config not in self._release.names():
            raise ValueError(f"unknown configuration: {config!r}")
        super().__init__()  # pyright: ignore[reportUnknownMemberType] - the package has no types
        self.set_conversion(config)  # pyright: ignore[reportUnknownMemberType]
        self.config = config

    def convert(self, string: str) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self.align(string).text

    def align(self, text: str, bounds: Sequence[int] = ()) -> Conversion:
        """``text`` converted, with its alignment. No phrase crosses one of ``bounds``, which are in order."""
        return self._align(text, bounds, None)

    def find_phrases(self, text: str, bounds: Sequence[int] = ()) -> list[tuple[int, int]]:
        """The spans of ``text`` that a phrase of any stage decided, in order; those of different stages can overlap."""
        found: list[tuple[int, int]] = []
        self._align(text, bounds, found)
        return sorted(set(found))

    def _align(self, text: str, bounds: Sequence[int], phrases: list[tuple[int, int]] | None) -> Conversion:
        from archivist.text.conversion.trie import as_codes, as_text

        codes = before = as_codes(text)
        words, ends = self._segment(codes, bounds)
        alignment = SpanMap.identity(len(text))
        for stage in self._stages:
            # Where the segmentation has found the very phrases of a stage, they are not looked for again.
            if words is not None and stage is self._segmentation and codes is before:
                matches = words
            else:
                matches = stage.find_matches(codes, ends)
            if phrases is not None:
                starts = alignment.many_to_source(matches.starts).tolist()
                phrases += zip(starts, alignment.many_to_source(matches.ends, Bias.END).tolist(), strict=True)
            codes, step = stage.apply(codes, matches)
            if not step.is_identity:
                ends = None if ends is None else step.many_to_target(ends)
                alignment = alignment.then(step)
        return Conversion(as_text(codes), alignment)

    def _segment(
        self, codes: NDArray[np.uint32], bounds: Sequence[int]
    ) -> tuple[Matches | None, NDArray[np.int64] | None]:
        """The words of the segmentation dictionary, and the ends of the segments that no phrase may cross."""
        import numpy as np

        ends = np.array([*bounds, len(codes)], dtype=np.int64) if bounds else None
        if self._segmentation is None:
            return None, ends
        words = self._segmentation.find_matches(codes, ends)
        every = np.unique(np.concatenate((words.starts, words.ends, [len(codes)], bounds)))
        return words, every.astype(np.int64)

    @cached_property
    def _setting(self) -> dict[str, Any]:
        return self._release.setting(self.config)

    @cached_property
    def _segmentation(self) -> Stage | None:
        words = self._setting.get("segmentation", {}).get("dict")
        if words is None:
            return None
        # Often the first stage has the same phrases, and beyond them single characters only.
        group = self._setting["conversion_chain"][0]["dict"].get("dicts", ())
        if len(group) == 2 and group[0] == words and self.first_stage.has_one_tier_of_phrases:
            return self.first_stage
        return _stage(json.dumps(words), self._release)

    @property
    def first_stage(self) -> Stage:
        """The first step of the conversion proper, behind what only tidies characters."""
        return self._stages[len(self._setting.get("normalization", ()))]

    @cached_property
    def _stages(self) -> list[Stage]:
        steps = [*self._setting.get("normalization", ()), *self._setting["conversion_chain"]]
        return [_stage(json.dumps(step["dict"]), self._release) for step in steps]


@cache
def converter(config: str, release: Release | None = None) -> AlignedOpenCC:
    """The converter of one configuration, made once. Raises ``ValueError`` for an unknown one."""
    return AlignedOpenCC(config, release)


@cache
def _stage(setting: str, release: Release) -> Stage:
    """The stage of a dictionary setting in JSON; several configurations share it."""
    from archivist.text.conversion.matching import Stage

    return Stage(list(_tiers(json.loads(setting), release)))


def _tiers(setting: Mapping[str, Any], release: Release) -> Iterator[Mapping[str, str]]:
    # Older configurations do not name the policy of a group.
    if setting["type"] == "group" and setting.get("match_policy") != "union":
        for item in setting["dicts"]:
            yield from _tiers(item, release)
    else:
        yield _merged(setting, release)


def _merged(setting: Mapping[str, Any], release: Release) -> Mapping[str, str]:
    """A dictionary, or all of a group as one; where keys meet, the first counts."""
    if setting["type"] != "group":
        return read_preferred(release.dictionaries / setting["file"])
    merged: dict[str, str] = {}
    for item in reversed(setting["dicts"]):
        merged.update(_merged(item, release))
    return merged
