"""Values as JSON and back, by their types: ids, enumerations, frozen dataclasses, sequences and mappings of these.

For what waits in a file of ours. Nothing is ever made of a name that the file gives: the types come from the code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

Plain = Any
"""What ``json`` writes: None, bool, int, float, str, and lists and dictionaries of these."""


def to_plain(value: object) -> Plain:
    """Raises ``TypeError`` for what has no plain form."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, UUID):
        return value.hex
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: to_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): to_plain(each) for name, each in cast(Mapping[object, object], value).items()}
    if isinstance(value, Sequence):
        return [to_plain(each) for each in cast(Sequence[object], value)]
    raise TypeError(f"no plain form of {type(value).__name__}")


def from_plain(plain: Plain, hint: Any) -> Any:
    """The value of type ``hint`` that ``to_plain`` made ``plain`` of. Raises ``ValueError`` where it is none."""
    hint = getattr(hint, "__supertype__", hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _one_of(plain, parts)
    if origin is tuple and parts[-1] is not ...:
        return _fixed(plain, parts)
    if origin is not None and issubclass(origin, Mapping):
        return {str(name): from_plain(each, parts[1]) for name, each in _checked(plain, dict).items()}
    if origin is not None and issubclass(origin, Sequence):
        return tuple(from_plain(each, parts[0]) for each in _checked(plain, list))
    if issubclass(hint, UUID):
        return hint(_checked(plain, str))
    if issubclass(hint, Enum):
        return hint(plain)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        given = _checked(plain, dict)
        make = cast(Callable[..., Any], hint)
        return make(**{name: from_plain(each, hints[name]) for name, each in given.items() if name in hints})
    return _checked(plain, hint)


def _one_of(plain: Plain, hints: Sequence[Any]) -> Any:
    if plain is None and NoneType in hints:
        return None
    wanted = [each for each in hints if each is not NoneType]
    if len(wanted) != 1:
        raise TypeError(f"no plain form of one of {hints}")
    return from_plain(plain, wanted[0])


def _fixed(plain: Plain, hints: Sequence[Any]) -> tuple[Any, ...]:
    given = _checked(plain, list)
    if len(given) != len(hints):
        raise ValueError(f"{plain!r} has not {len(hints)} parts")
    return tuple(from_plain(each, hint) for each, hint in zip(given, hints, strict=True))


def _checked(plain: Plain, kind: Any) -> Any:
    if not isinstance(plain, kind):
        raise ValueError(f"{plain!r} is no {kind.__name__}")
    return plain
