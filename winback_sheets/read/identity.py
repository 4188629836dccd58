"""One customer, one name: spellings that differ only in case, blanks (and, for names, punctuation) are joined."""

from __future__ import annotations

import pandas as pd

from winback_sheets.read.recognise import plain


def unify(frames: dict[str, pd.DataFrame], *, by_name: bool) -> dict[str, pd.DataFrame]:
    """The same frames with every customer under the spelling used most often in the first of them.

    by_name: the ledger names customers by spelled names, so only letters and digits count; codes keep punctuation.
    """
    names = pd.concat([frame["customer"].dropna() for frame in frames.values()] or [pd.Series(dtype=object)])
    counts = names.value_counts()
    first = set(next(iter(frames.values()))["customer"].dropna().unique()) if frames else set()
    table = pd.DataFrame({"name": counts.index, "n": counts.to_numpy()})
    table["key"] = [_key(name, by_name) for name in table["name"]]
    table["ledger"] = table["name"].isin(first)
    best = table.sort_values(["ledger", "n", "name"], ascending=[False, False, True], kind="stable").drop_duplicates(
        "key"
    )
    shown = table["key"].map(best.set_index("key")["name"])
    changed = dict(zip(table["name"][table["name"] != shown], shown[table["name"] != shown], strict=True))
    if not changed:
        return frames
    return {key: frame.assign(customer=frame["customer"].replace(changed)) for key, frame in frames.items()}


def _key(name: str, by_name: bool) -> str:
    return (plain(name) or name) if by_name else " ".join(str(name).casefold().split())
