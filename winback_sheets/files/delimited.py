"""Text files with separated columns (.csv, .tsv, .txt) as one grid in which everything stays text."""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
from collections import Counter
from pathlib import PurePath

import numpy as np
import pandas as pd

from winback_sheets.files.encodings import PIECE, SAMPLE, Encoding, encoding_of
from winback_sheets.files.limits import MB, MOST_CELLS, MOST_COLUMNS, MOST_LINE, MOST_LINES
from winback_sheets.files.quotes import without_unclosed
from winback_sheets.files.unreadable import Unreadable
from winback_sheets.present.words import say
from winback_sheets.read.grid import Grid, top_of

MOST_QUOTED = 100 << 20  # bytes searched for quotation marks never closed
BLANKS = r"\s+"
# Tried in this order; a comma comes last because it is also a decimal mark and a mark inside text.
SEPARATORS = {
    ";": "files.split_at_semicolons",
    "\t": "files.split_at_tabs",
    "|": "files.split_at_bars",
    ",": "files.split_at_commas",
}
# Control characters and what could not be decoded: a few are dirt, many are a picture or a program.
_STRANGE = re.compile(r"[\x01-\x08\x0e-\x1a\ufffd]")
_NUMBER = re.compile(r"[-+]?[\d.,]+$")


def text_grid(raw: bytes, file: str) -> Grid:
    """One grid from the bytes of a text file; encoding and separator are found out.

    Rows are records as a spreadsheet shows them: the first line is row 1, a blank line is a row, a record
    with line breaks inside quotation marks is one row, and a first line "sep=;" is none. Missing = NaN, never
    the words "NA" or "null"; the note says what the letters were taken for where the file does not.
    Raises Unreadable for what is not text.

    >>> text_grid(b"id;price\\n007;1,50\\n", "shop.csv").top
    [['id', 'price'], ['007', '1,50']]
    """
    encoding = encoding_of(raw)
    text = _as_utf8(raw, encoding)
    sample = _start(text)
    if not sample or len(_STRANGE.findall(sample)) > len(sample) / 50:
        raise Unreadable(say("files.no_text", file=file))
    said = re.match(r'"?sep=([^\r\n])"?\r?\n', sample)
    if said:
        text = text[len(said[0].encode()) :]
    separator = said[1] if said else separator_of(_start(text))
    frame, note = _table(text, separator or ",", file)
    if said is None and separator is None and len(frame.columns) == 1:
        lines, split = split_lines(frame[0])  # whole lines inside quotation marks
        frame, note = (lines, split) if lines is not None else (frame, note)
    note = "; ".join(filter(None, (encoding.guess, note)))
    return Grid(PurePath(file).stem, top_of(frame), lambda n: frame.loc[frame.index > n], len(frame), note=note)


def decode(raw: bytes) -> str:
    """The text of a file, by its byte order mark, else by what fits.

    >>> decode(b"Sch\\xf6n"), decode("Schön".encode("utf-16"))
    ('Schön', 'Schön')
    """
    return _as_utf8(raw, encoding_of(raw)).decode("utf-8", "replace")


def _as_utf8(raw: bytes, encoding: Encoding) -> bytes:
    """The same in UTF-8, without a byte order mark and NUL; the very bytes given where they are that already.

    Piece by piece: as a str one letter of another alphabet would make a large file four times as large.
    """
    skip = encoding.mark
    if encoding.sound and b"\0" not in raw:
        return raw[skip:] if skip else raw
    decoder = codecs.getincrementaldecoder(encoding.name)("replace")
    pieces = (decoder.decode(raw[at : at + PIECE]) for at in range(skip, len(raw), PIECE))
    text = b"".join(piece.encode("utf-8", "replace") for piece in pieces)
    return (text + decoder.decode(b"", True).encode("utf-8", "replace")).replace(b"\0", b"")


def _start(text: bytes) -> str:
    """The first letters of a file in UTF-8, none cut in two."""
    return text[:SAMPLE].decode("utf-8", "ignore" if len(text) > SAMPLE else "replace")


def separator_of(text: str) -> str | None:
    """The separator that most rows agree on, BLANKS for columns aligned by blanks, None for a single column.

    >>> separator_of("name;paid\\nAnna;1,50\\nBen;2,75\\n"), separator_of("Anna\\nBen\\n")
    (';', None)
    """
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    shares = {mark: _agreement(sample, mark) for mark in SEPARATORS}
    best = max(shares, key=lambda mark: shares[mark])
    if shares[best] > 0:
        return best
    return BLANKS if _aligned(sample) else None


def split_lines(cells: pd.Series) -> tuple[pd.DataFrame | None, str]:
    """Columns from cells that hold whole CSV lines, with a note how; (None, "") where they do not.

    The first line and at least 95 % of all must have the same number of separators outside quotation marks.
    The index stays.
    """
    lines = cells.dropna().astype(str)
    if len(lines) < 2:
        return None, ""
    flat = lines.str.replace(r"[\r\n]+", " ", regex=True)
    separator = separator_of("\n".join(flat))
    if separator is None or separator == BLANKS:
        return None, ""
    fields = flat.str.replace(r'"[^"]*"', "", regex=True).str.count(re.escape(separator))
    usual = fields.mode()[0]
    if usual < 1 or fields.iloc[0] != usual or (fields == usual).mean() < 0.95:
        return None, ""
    frame, _ = _table("\n".join(flat).encode("utf-8", "replace"), separator, say("files.this_tab"))
    if len(frame) != len(flat):
        return None, ""
    return frame.set_index(flat.index).reindex(cells.index), say(SEPARATORS[separator])


def _agreement(sample: str, mark: str) -> float:
    """The share of rows with the usual number of columns under this separator, 0 where that is one column."""
    counts = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if any(row))
    filled = sum(counts.values())
    # The usual number is that of the rows which have more than one column, when these are not rare.
    several = {columns: rows for columns, rows in counts.items() if columns > 1}
    if not several or sum(several.values()) < filled / 2:
        return 0.0
    return max(several.values()) / filled


def _aligned(sample: str) -> bool:
    """Whether blanks separate columns: as many in every row, half of them numbers, and at least two."""
    rows = [line.split() for line in sample.splitlines() if line.strip()]
    widths = {len(row) for row in rows}
    if len(rows) < 2 or len(widths) != 1:
        return False
    numbers = sum(all(_NUMBER.match(row[place]) for row in rows[1:]) for place in range(len(rows[0])))
    return numbers >= max(2, len(rows[0]) / 2)


def _table(text: bytes, separator: str, file: str) -> tuple[pd.DataFrame, str]:
    """Every record as a row of text, short rows filled up; a quotation mark never closed is left out."""
    try:
        frame = _parsed(text, separator, file)
    except pd.errors.EmptyDataError:
        return pd.DataFrame(), ""
    except pd.errors.ParserError:
        frame = None
    # A mark that is never closed swallows lines; only then can the frame be wrong.
    if frame is not None and (b'"' not in text or len(frame) > text.count(b"\n", 0, _end(text))):
        return frame, ""
    if len(text) > MOST_QUOTED:
        if frame is None:
            raise Unreadable(say("files.quotation_mark_open", file=file))
        return frame, ""
    closed, lines = without_unclosed(text.decode("utf-8", "replace"), separator, file)
    if not lines:
        if frame is None:
            raise Unreadable(say("files.no_table", file=file))
        return frame, ""
    return _parsed(closed.encode("utf-8", "replace"), separator, file), say(
        "files.quotation_mark_left_out", line=str(lines[0])
    )


def _end(text: bytes) -> int:
    """Where the blank end of a text begins."""
    end = len(text)
    while end and text[max(0, end - PIECE) : end].isspace():
        end = max(0, end - PIECE)
    return max(0, end - PIECE) + len(text[max(0, end - PIECE) : end].rstrip())


def _parsed(raw: bytes, separator: str, file: str) -> pd.DataFrame:
    raw = raw[: _end(raw)] if len(raw) > PIECE else raw
    width, lines, longest = _width(raw, separator)
    if lines > MOST_LINES:
        raise Unreadable(say("files.too_many_lines", file=file, lines=lines, most=MOST_LINES))
    if longest > MOST_LINE:
        raise Unreadable(say("files.line_too_long", file=file, size=longest // MB))
    while True:
        if lines * width > MOST_CELLS or width > MOST_COLUMNS:
            raise Unreadable(say("files.line_too_wide", file=file, lines=lines, columns=width))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", pd.errors.ParserWarning)
                frame = pd.read_csv(
                    io.BytesIO(raw),
                    sep=separator,
                    header=None,
                    names=range(width),
                    index_col=False,
                    dtype=str,
                    keep_default_na=False,
                    na_values=[""],
                    skip_blank_lines=False,
                    encoding="utf-8",
                )
            break
        except pd.errors.ParserWarning:
            width *= 2
        except pd.errors.ParserError as error:
            saw = re.search(r"saw (\d+)", str(error))
            if not saw:
                raise
            width = max(int(saw[1]), width * 2)
    used = np.flatnonzero(frame.notna().any())
    frame = frame.iloc[:, : used[-1] + 1 if len(used) else 0]
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    filled = np.flatnonzero(frame.notna().any(axis=1).to_numpy()[::-1])
    return frame.iloc[: len(frame) - filled[0]] if len(filled) else frame.iloc[:0]


def _width(raw: bytes, separator: str) -> tuple[int, int, int]:
    """The most columns a line can have, counting separators inside quotation marks, how many lines, the longest."""
    codes, mark = (
        np.frombuffer(raw, dtype=np.uint8),
        ord(separator) if separator != BLANKS and ord(separator) < 128 else 0,
    )
    most = carried = lines = longest = begun = 0
    for at in range(0, len(codes), PIECE):
        piece = codes[at : at + PIECE]
        ends = np.flatnonzero((piece == 10) | (piece == 13))
        in_line = np.bincount(np.searchsorted(ends, np.flatnonzero(piece == mark)), minlength=len(ends) + 1)
        in_line[0] += carried  # the line that the piece before began
        most, carried, lines = max(most, int(in_line.max())), int(in_line[-1]), lines + len(ends)
        longest = max(longest, int(np.diff(ends + at, prepend=begun, append=at + len(piece)).max()))
        begun = int(ends[-1]) + at if len(ends) else begun
    if separator == BLANKS and longest <= MOST_LINE and lines < MOST_LINES:
        most = max((len(line.split()) for line in raw.splitlines()), default=1) - 1
    return most + 1, lines + 1, longest
