"""One customer, one name: spellings that differ only in case, blanks (and, for names, punctuation) are joined."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.read.headings import normalise


def unify(frames: dict[str, pd.DataFrame], *, by_name: bool) -> dict[str, pd.DataFrame]:
    """The same frames with every customer under the spelling used most often in the first of them.

    by_name: the ledger names customers by spelled names, so only letters and digits count; codes keep punctuation.
    """
    if not frames:
        return frames
    coded = {key: _coded(frame["customer"]) for key, frame in frames.items()}
    first = next(iter(frames))
    counts = [
        pd.DataFrame(
            {
                "name": pd.Series(names, dtype=object),
                "n": np.bincount(codes[codes >= 0], minlength=len(names)),
                "ledger": key == first,
            }
        )
        for key, (codes, names) in coded.items()
    ]
    table = (
        pd.concat(counts, ignore_index=True).groupby("name", sort=False).agg(n=("n", "sum"), ledger=("ledger", "max"))
    )
    table = table.sort_values("n", ascending=False, kind="stable").reset_index()
    table["key"] = pd.Series([_key(name, by_name) for name in table["name"].tolist()], dtype=object)
    ordered = table.sort_values(["ledger", "n", "name"], ascending=[False, False, True], kind="stable")
    best = ordered.drop_duplicates("key").set_index("key")["name"]
    shown = dict(zip(table["name"].tolist(), table["key"].map(best).tolist(), strict=True))
    return {
        key: frame.assign(customer=_spelled(coded[key][0], coded[key][1], shown, frame.index))
        for key, frame in frames.items()
    }


def _coded(names: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Which different name each row has, and those names as plain objects."""
    codes, different = pd.factorize(names)
    return codes, np.asarray(different, dtype=object)


def _spelled(codes: np.ndarray, names: np.ndarray, shown: dict[str, str], index: pd.Index) -> pd.Series:
    """The customers of one tab under the names shown, as plain objects: rows of one customer share one text."""
    texts = np.array([*(shown[name] for name in names.tolist()), None], dtype=object)
    return pd.Series(texts[codes], index=index, dtype=object)


def _key(name: str, by_name: bool) -> str:
    return (normalise(name) or name) if by_name else " ".join(str(name).casefold().split())
