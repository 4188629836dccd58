// What Excel hands over as cells, and what the server answers as Excel takes it.

const ERRORS = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"];

/** One cell as the server takes it: null for an empty one, the word for an error, the plain value of a data type. */
function plainCell(cell) {
  if (cell === undefined || cell === null || cell === "") return null;
  if (typeof cell !== "object") return cell;
  if (cell.code !== undefined || cell.type === "Error") {
    const word = cell.code || cell.basicValue;
    return ERRORS.includes(word) ? word : "#VALUE!";
  }
  return plainCell(cell.basicValue);
}

/** A range with plain cells. Rows that need nothing done are handed on as they are: Excel's own are never written to. */
function plainRows(rows) {
  const strange = (cell) => cell === undefined || cell === "" || (typeof cell === "object" && cell !== null);
  return rows.map((row) => (row.some(strange) ? row.map(plainCell) : row));
}

/** Whether two ranges hold the same. */
function sameRows(one, other) {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let r = 0; r < one.length; r += 1) {
    const left = one[r];
    const right = other[r];
    if (left.length !== right.length) return false;
    for (let c = 0; c < left.length; c += 1) {
      if (left[c] !== right[c] && plainCell(left[c]) !== plainCell(right[c])) return false;
    }
  }
  return true;
}

/** A short text that equal ranges share: their size and a few dozen of their cells. */
function fingerprint(rows) {
  const wide = rows.length ? rows[0].length : 0;
  const all = rows.length * wide;
  const told = [rows.length, wide];
  const step = Math.max(1, Math.floor(all / 40));
  for (let at = 0; at < all; at += step) told.push(plainCell(rows[Math.floor(at / wide)][at % wide]));
  return JSON.stringify(told);
}

function knows(set, version) {
  try {
    return Office.context.requirements.isSetSupported(set, version);
  } catch (nothing) {
    return false; // an Excel that cannot say so does not know it
  }
}

/** The kind of cell value that carries a number format from a formula into a cell; none where this Excel takes none. */
function formattedType() {
  if (!knows("CustomFunctionsRuntime", "1.4")) return "";
  return knows("ExcelApi", "1.19") ? "Double" : "FormattedNumber"; // the older name is deprecated since
}

/** The kinds of a result's columns, one for a single value. */
function kindsOf(result) {
  return result.kinds || [result.kind];
}

/** A result as Excel takes it: rows of cells, numbers with the format of their column; Excel would show null as 0, so an
 * empty cell is a text without letters. */
function excelRows(result) {
  const type = formattedType();
  const formats = kindsOf(result).map((kind) => type && FORMATS[kind]);
  const told = (cell, column) => {
    if (cell === null) return "";
    const numberFormat = typeof cell === "number" && formats[column];
    return numberFormat ? { type, basicValue: cell, numberFormat } : cell;
  };
  return (result.rows || [[result.value]]).map((row) => row.map(told));
}

/** An error for a cell. Excel shows its sentence for #VALUE! and #N/A only, which is why the pane keeps them all. */
function excelError(code, sentence) {
  if (typeof CustomFunctions === "undefined" || !CustomFunctions.Error) return new Error(sentence);
  return new CustomFunctions.Error(code, sentence);
}
