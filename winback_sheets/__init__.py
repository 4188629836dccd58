"""winback_sheets: your sales ledger in, a win-back programme out, inside the workbook you already have.

The commands are calls (`review`, `check`, ...), and every formula is a function under its name in lower case:
`churn_rate(sales, "2026-10-01", "2026-10-31")` takes a DataFrame under your own headings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winback_sheets.api import check, demo, forget, guide, new, review, undo, why
    from winback_sheets.formulas.chance import chance_of_leaving, likelihood_of_return
    from winback_sheets.formulas.churn import (
        churn_rate,
        gross_revenue_retention,
        lost_customers_count,
        lost_revenue,
        net_revenue_churn,
        net_revenue_retention,
        quick_ratio,
        retention_rate,
        revenue_churn,
    )
    from winback_sheets.formulas.customers import lost_customers, outreach, segments, warning_signs
    from winback_sheets.formulas.periods import (
        churn_conventions,
        churn_table,
        cohorts,
        revenue_movements,
        rfm,
        survival,
    )
    from winback_sheets.formulas.value import (
        convert_rate,
        lifetime_value,
        next_contact,
        rate_interval,
        talk_share,
        top_share,
        winback_value,
    )

__version__ = "0.1.0"
__all__ = [
    "chance_of_leaving",
    "check",
    "churn_conventions",
    "churn_rate",
    "churn_table",
    "cohorts",
    "convert_rate",
    "demo",
    "forget",
    "gross_revenue_retention",
    "guide",
    "lifetime_value",
    "likelihood_of_return",
    "lost_customers",
    "lost_customers_count",
    "lost_revenue",
    "net_revenue_churn",
    "net_revenue_retention",
    "new",
    "next_contact",
    "outreach",
    "quick_ratio",
    "rate_interval",
    "retention_rate",
    "revenue_churn",
    "revenue_movements",
    "review",
    "rfm",
    "segments",
    "survival",
    "talk_share",
    "top_share",
    "undo",
    "warning_signs",
    "why",
    "winback_value",
]

# Editors and type checkers take the names above; a name misspelled is an error to them.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A call is loaded when first used, so that importing the package stays quick."""
        if name not in __all__:
            raise AttributeError(f"module 'winback_sheets' has no attribute '{name}'")
        from winback_sheets.formulas import registry

        if any(name == formula.name.lower() for formula in registry.FORMULAS):
            return registry.function(name)
        from winback_sheets import api

        return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
