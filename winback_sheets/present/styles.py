"""Named looks, by name and by a column's kind; colours are few and carry one meaning each."""

from __future__ import annotations

INK, GREY, PALE, ACCENT, TYPED = "#1F2933", "#7B8794", "#F1F4F8", "#0B6E75", "#FFF9E5"
SECOND = "#D9A441"
FRONT_TAB, BACK_TAB = "#0B6E75", "#9AA5B1"

STYLES: dict[str, dict[str, object]] = {
    "text": {"align": "left", "indent": 1, "valign": "top"},
    "plain": {"valign": "top"},
    "wrapped": {"align": "left", "indent": 1, "valign": "top", "text_wrap": True},
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT},
    "headline": {"bold": True, "font_size": 16, "font_color": ACCENT, "text_wrap": True, "valign": "vcenter"},
    "context": {"font_color": GREY},
    "meaning": {"italic": True, "font_color": INK},
    "section": {"bold": True, "font_size": 12, "font_color": ACCENT, "bottom": 1, "bottom_color": ACCENT},
    "heading": {
        "indent": 1,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "heading_right": {
        "align": "right",
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "heading_typed": {
        "indent": 1,
        "bold": True,
        "font_color": INK,
        "bg_color": "#FFD966",
        "text_wrap": True,
        "valign": "vcenter",
    },
    "tile_label": {"font_color": GREY, "bg_color": PALE, "indent": 1},
    "tile_number": {"bold": True, "font_size": 15, "font_color": INK, "bg_color": PALE, "indent": 1},
    "tile_words": {"font_color": INK, "bg_color": PALE, "indent": 1, "text_wrap": True, "valign": "top"},
    "call": {
        "align": "left",
        "indent": 1,
        "font_size": 10,
        "valign": "top",
        "text_wrap": True,
        "bottom": 1,
        "bottom_color": "#D9E2EC",
    },
    "call_name": {
        "align": "left",
        "indent": 1,
        "font_size": 10,
        "bold": True,
        "valign": "top",
        "text_wrap": True,
        "bottom": 1,
        "bottom_color": "#D9E2EC",
    },
    "call_link": {
        "align": "left",
        "indent": 1,
        "valign": "top",
        "font_color": "#0563C1",
        "underline": 1,
        "bottom": 1,
        "bottom_color": "#D9E2EC",
    },
    "line": {"text_wrap": True, "valign": "top"},
    "trust": {"font_size": 9, "text_wrap": True, "valign": "top", "font_color": GREY},
    "date": {"indent": 1, "num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    "card_count": {"num_format": "#,##0", "align": "left", "indent": 1, "valign": "top"},
    "card_percent": {"num_format": "0%", "align": "left", "indent": 1, "valign": "top"},
    "card_money": {"num_format": "#,##0.00", "align": "left", "indent": 1, "valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "number": {"num_format": "#,##0.##", "valign": "top"},
    "money": {"num_format": "#,##0.00", "valign": "top"},
    "money_whole": {"num_format": "#,##0", "valign": "top"},
    "percent": {"num_format": "0.0%", "valign": "top"},
    "typed": {"align": "left", "indent": 1, "bg_color": TYPED, "valign": "top", "text_wrap": True, "locked": False},
    "typed_date": {
        "indent": 1,
        "bg_color": TYPED,
        "valign": "top",
        "num_format": "yyyy-mm-dd",
        "align": "left",
        "locked": False,
    },
    "typed_number": {"bg_color": TYPED, "valign": "top", "num_format": "#,##0.##", "locked": False},
    "grey": {"font_color": "#9AA5B1"},
    "typed_cell": {"bg_color": TYPED, "bold": True, "border": 1, "border_color": "#D9B44A"},
}

WRAPPED = 28  # text columns at least this wide wrap instead of spilling over


def of_column(kind: str, owner: str, width: int, whole: bool) -> str:
    """The style of a column's cells, by the kind of value and by who owns it."""
    if owner == "person":
        return "typed_date" if kind == "date" else "typed_number" if kind in ("minutes", "number") else "typed"
    if kind == "money":
        return "money_whole" if whole else "money"
    if kind in ("date", "count", "percent", "number"):
        return kind
    return "wrapped" if width >= WRAPPED else "text"
