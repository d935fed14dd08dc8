"""The names that the query language knows, in English and Chinese, either script."""

from archivist.domain import Colour
from archivist.text.fold import fold

FIELDS = {
    "title": ("标题", "题名"),
    "body": ("正文", "全文"),
    "note": ("笔记", "批注"),
    "tag": ("标签",),
    "collection": ("收藏集",),
    "source": ("来源", "出处"),
    "person": ("人物", "人名"),
    "place": ("地点", "地名"),
    "script": ("字体", "简繁"),
    "date": ("日期", "时间"),
    "near": ("邻近", "附近"),
    "py": ("拼音",),
    "exact": ("原字", "字形"),
    "has": ("含有", "带有"),
    "is": ("状态",),
    "colour": ("颜色", "color"),
}

HAS = {"note": ("笔记",), "mark": ("标记", "annotation", "批注", "註解"), "tag": ("标签",), "collection": ("收藏集",)}
"""What a report can have."""

IS = {"unread": ("未读",), "read": ("已读",), "orphaned": ("未定位", "orphan")}
"""What a report can be."""

_COLOURS = {
    Colour.YELLOW: "黄",
    Colour.RED: "红",
    Colour.GREEN: "绿",
    Colour.BLUE: "蓝",
    Colour.PURPLE: "紫",
    Colour.MAGENTA: "品红",
    Colour.ORANGE: "橙",
    Colour.GREY: "灰",
}
COLOURS = {colour.value: (name, f"{name}色") for colour, name in _COLOURS.items()}


def _by_name(names: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold(name): own for own, others in names.items() for name in (own, *others)}


FIELD_BY_NAME = _by_name(FIELDS)
VALUE_BY_NAME = {"has": _by_name(HAS), "is": _by_name(IS), "colour": _by_name(COLOURS)}
"""For fields that know only some values: the value by its folded name."""


def is_field(name: str) -> bool:
    return fold(name) in FIELD_BY_NAME
