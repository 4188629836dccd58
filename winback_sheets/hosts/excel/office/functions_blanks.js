// Excel for Windows and the Mac hands an empty cell of a range over as 0; Excel on the web as null. A contract whose end
// is 0 instead of nothing would count as lost, so zeros that are empty cells are found and made null before anything
// is sent: by asking Excel which cells are empty, or, where it cannot be asked, by what the column holds.

const ROWS_AT_ONCE = 50000;
const PATIENCE = 10000; // milliseconds: while a cell is being typed in, Excel answers nothing
const FIRST_DAY = 20000; // 1954
const LAST_DAY = 80000; // 2119

function holdsNothing(cell) {
  return cell === 0 || cell === null || cell === undefined || cell === "";
}

/** The range without the rows below its last one that holds something; the first row stays. */
function withoutTail(rows) {
  let end = rows.length;
  while (end > 1 && rows[end - 1].every(holdsNothing)) end -= 1;
  return end === rows.length ? rows : rows.slice(0, end);
}

/** Which columns hold a 0; none where an empty cell came as null, for then Excel tells the two apart. */
function columnsWithZero(rows) {
  const found = new Set();
  for (const row of rows) {
    for (let c = 0; c < row.length; c += 1) {
      if (row[c] === null) return [];
      if (row[c] === 0) found.add(c);
    }
  }
  return [...found];
}

/** The range with null for its empty cells. address: where it stands, as Excel says it, if it stands in a sheet. */
async function withBlanks(rows, address) {
  const columns = columnsWithZero(rows);
  if (!columns.length) return rows;
  let empty = null;
  try {
    const patience = new Promise((done) => {
      setTimeout(done, PATIENCE, null);
    });
    empty = await Promise.race([emptyInSheet(rows, address, columns), patience]);
  } catch (unasked) {
    empty = null; // a range of another workbook, or a sheet that has just been renamed
  }
  if (!empty) empty = emptyByColumn(rows, columns);
  return rows.map((row, r) => (row.includes(0) ? row.map((cell, c) => (cell === 0 && empty(r, c) ? null : cell)) : row));
}

/** Ask Excel, column by column: gives (row, column) -> whether that cell is empty, or null where it cannot be asked. */
async function emptyInSheet(rows, address, columns) {
  const mark = typeof address === "string" ? address.lastIndexOf("!") : -1;
  if (mark < 0 || typeof Excel === "undefined" || !Excel.run) return null;
  const sheet = address.slice(0, mark).replace(/^'|'$/g, "").replace(/''/g, "'");
  const found = new Map(columns.map((column) => [column, []]));
  await Excel.run({ delayForCellEdit: true }, async (context) => {
    const range = context.workbook.worksheets.getItem(sheet).getRange(address.slice(mark + 1));
    for (const column of columns) {
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const more = Math.min(ROWS_AT_ONCE, rows.length - from) - 1;
        const part = range.getCell(from, column).getResizedRange(more, 0);
        part.load("valueTypes");
        await context.sync();
        for (const [kind] of part.valueTypes) found.get(column).push(kind === "Empty");
      }
    }
  });
  // A copied formula has been seen to come with the address of its original; then Excel was asked of other cells.
  const others = columns.some((c) => rows.some((row, r) => !holdsNothing(row[c]) && found.get(c)[r] !== false));
  return others ? null : (r, c) => found.get(c)[r];
}

/** Without Excel: a 0 is an empty cell in a heading, in a row of nothing else, and in a column without other amounts. */
function emptyByColumn(rows, columns) {
  if (rows.length < 2) return () => false;
  const isAmount = (cell) => typeof cell === "number" && cell !== 0 && !isDay(cell);
  const amounts = new Set(columns.filter((c) => rows.some((row) => isAmount(row[c]))));
  return (r, c) => r === 0 || !amounts.has(c) || rows[r].every(holdsNothing);
}

function isDay(number) {
  return number >= FIRST_DAY && number <= LAST_DAY && Number.isInteger(number);
}
