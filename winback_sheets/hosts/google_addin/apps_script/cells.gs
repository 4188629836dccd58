// What the cells of this spreadsheet hold, as the function server takes it, and its answers as cells.

const WINBACK_DAY_ = 86400000; // milliseconds
const WINBACK_1970_ = 25569; // the number that a spreadsheet keeps for 1 January 1970
const WINBACK_WALL_ = "yyyy-MM-dd'T'HH:mm:ss";

/**
 * What a clock on the wall shows at a moment, as milliseconds since 1970.
 *
 * @param {number} moment
 * @param {string} zone
 * @return {number}
 */
function winbackAsked_(moment, zone) {
  return Date.parse(Utilities.formatDate(new Date(moment), zone, WINBACK_WALL_) + "Z");
}

/**
 * How far the clocks of the spreadsheet's zone are ahead of a moment. Google is asked twice a day of the calendar at
 * most, since a ledger has many moments and each question takes its time.
 *
 * @param {number} moment
 * @param {string} zone
 * @param {Map<number, number | null>} known the days that were asked about; null for one on which clocks are changed
 * @return {number} milliseconds
 */
function winbackAhead_(moment, zone, known) {
  const day = Math.floor(moment / WINBACK_DAY_);
  let ahead = known.get(day);
  if (ahead === undefined) {
    const first = winbackAsked_(day * WINBACK_DAY_, zone) - day * WINBACK_DAY_;
    const next = winbackAsked_((day + 1) * WINBACK_DAY_, zone) - (day + 1) * WINBACK_DAY_;
    ahead = first === next ? first : null;
    known.set(day, ahead);
  }
  if (ahead !== null) return ahead;
  const second = Math.floor(moment / 1000) * 1000;
  return winbackAsked_(second, zone) - second;
}

/**
 * The number that the spreadsheet itself keeps for a date: days since 30 December 1899, by the clocks of its zone.
 *
 * @param {Date} date
 * @param {string} zone
 * @param {Map<number, number | null>} known
 * @return {number}
 */
function winbackSerial_(date, zone, known) {
  const moment = date.getTime();
  return (moment + winbackAhead_(moment, zone, known)) / WINBACK_DAY_ + WINBACK_1970_;
}

/**
 * One cell as the server takes it: null for an empty one, a number for a day, an error as its text.
 *
 * @param {any} cell
 * @param {string} zone
 * @param {Map<number, number | null>} known
 * @return {null | boolean | number | string}
 */
function winbackCell_(cell, zone, known) {
  if (cell === undefined || cell === null || cell === "") return null;
  if (cell === "#ERROR!") return "#VALUE!"; // an error that only Google Sheets has
  if (typeof cell !== "object") return cell;
  const isDate = typeof cell.getTime === "function" && !isNaN(cell.getTime());
  return isDate ? winbackSerial_(cell, zone, known) : null; // a picture in a cell is nothing to reckon with
}

/**
 * An argument as the server takes it; of a range that goes on far below its table, only what is filled.
 *
 * @param {any} given
 * @param {string} zone
 * @param {Map<number, number | null>} known
 * @return {any}
 */
function winbackArgument_(given, zone, known) {
  if (!Array.isArray(given)) return winbackCell_(given, zone, known);
  const rows = given.map((row) => (Array.isArray(row) ? row : [row]));
  let end = rows.length;
  while (end > 1 && rows[end - 1].every((/** @type {any} */ cell) => cell === "" || cell === null)) end -= 1;
  return rows.slice(0, end).map((row) => row.map((/** @type {any} */ cell) => winbackCell_(cell, zone, known)));
}

/**
 * A day as a date, so that the cell shows one; as its number where that day has no midnight (clocks put forward then).
 *
 * @param {number} serial
 * @param {string} zone
 * @param {Map<number, any>} days the days that were made
 * @param {Map<number, number | null>} known
 * @return {any}
 */
function winbackDay_(serial, zone, days, known) {
  if (!days.has(serial)) {
    const text = new Date((serial - WINBACK_1970_) * WINBACK_DAY_).toISOString().slice(0, 10);
    const made = Utilities.parseDate(text, zone, "yyyy-MM-dd");
    days.set(serial, winbackSerial_(made, zone, known) === serial ? made : serial);
  }
  return days.get(serial);
}

/**
 * A result of the server as a cell or as a block of cells with its headings first.
 *
 * @param {any} result
 * @param {string} zone
 * @param {Map<number, number | null>} known
 * @return {any}
 */
function winbackShown_(result, zone, known) {
  /** @type {Map<number, any>} */
  const days = new Map();
  const shown = (/** @type {any} */ cell, /** @type {string} */ kind) => {
    if (cell === null) return "";
    return kind === "date" && typeof cell === "number" ? winbackDay_(cell, zone, days, known) : cell;
  };
  if (!result.rows) return shown(result.value, result.kind);
  return result.rows.map((/** @type {any[]} */ row) => row.map((cell, at) => shown(cell, result.kinds[at])));
}
