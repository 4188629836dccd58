/* Stands for Office.js inside the pane's page: load and sync as documented, over the workbook in `window.book`.

No Excel is behind it. A property is there only after load and sync; a member it does not know is an error, and
tests/hosts/excel/test_office_pane.py checks every member it knows, and pane.js, against Microsoft's own type declarations.
`window.readBook(base64)` reads a workbook file, `window.faults` makes the next sync with such an operation fail. */
"use strict";

(function () {
  const LARGEST_TRIP = 5 * 1024 * 1024; // of Excel in a browser
  const book = Object.assign({ active: null, selected: null, trips: 0, largest: 0 }, window.book);
  window.book = book;
  window.faults = {};
  window.formulas = {};
  window.known = {};

  class HostError extends Error {
    constructor(code, message) {
      super(message || code);
      this.code = code;
    }
  }

  const key = (row, column) => `${row},${column}`;
  const cellOf = (sheet, row, column) => sheet.cells[key(row, column)] || [null, null, "General"];

  /** An object of the API: `properties` can be loaded or set, `methods` called; everything else is a slip of the pane. */
  function thing(context, kind, { properties = {}, setters = {}, methods = {}, isNull = () => false }) {
    const loaded = {};
    const own = ["boxed"]; // how ranges of the stand-in find one another
    window.known[kind] = ["load", ...Object.keys({ ...properties, ...setters, ...methods })].filter((name) => !own.includes(name));
    const target = {
      load(names) {
        context.queue.push(["load " + kind, () => {
          loaded.isNullObject = isNull();
          if (loaded.isNullObject) return;
          const wanted = String(names).split(",").map((each) => each.trim().split("/").pop());
          if (kind.endsWith("Collection")) {
            loaded.items = properties.items();
            for (const item of loaded.items) wanted.forEach(item.fill);
          } else wanted.forEach(target.fill);
        }]);
      },
      fill(name) {
        if (!(name in properties)) throw new HostError("InvalidArgument", `${kind} has no ${name}`);
        loaded[name] = properties[name]();
        context.read += JSON.stringify(loaded[name]).length;
      },
      ...methods,
    };
    return new Proxy(target, {
      get(_, name) {
        if (name in target) return target[name];
        if (name in loaded) return loaded[name];
        if (name === "then" || typeof name === "symbol") return undefined;
        if (name in properties || name === "isNullObject") throw new HostError("PropertyNotLoaded", `${kind}.${name}`);
        throw new HostError("SlipOfThePane", `${kind} has no member ${name}`);
      },
      set(_, name, value) {
        if (!(name in setters)) throw new HostError("SlipOfThePane", `${kind}.${name} cannot be set`);
        context.sent += JSON.stringify(value).length;
        context.queue.push([`set ${kind}.${name}`, () => setters[name](value)]);
        return true;
      },
    });
  }

  const matrix = (box, value) =>
    Array.from({ length: box.rows }, (_, row) =>
      Array.from({ length: box.columns }, (_, column) => value(box.row + row + 1, box.column + column + 1)));

  function letters(column) {
    let name = "";
    for (let rest = column; rest; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    return name;
  }

  /** What Excel makes of a cell's text when it is typed. */
  function typed(old, text) {
    if (typeof text !== "string") return [text, null, old[2]];
    if (text === "") return [null, null, old[2]];
    if (text.startsWith("=")) return [old[1] === text ? old[0] : null, text, old[2]];
    if (text.startsWith("'")) return [text.slice(1), null, old[2]];
    if (/^\s*[-+]?[\d.,]+%?\s*$/.test(text)) return [Number(text.replace(/[^\d.-]/g, "")), null, old[2]];
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return [Date.parse(text) / 864e5 + 25569, null, "yyyy-mm-dd"];
    if (/^(true|false)$/i.test(text)) return [text.toLowerCase() === "true", null, old[2]];
    if (/^[-+@]/.test(text)) throw new HostError("InvalidArgument", "this is no formula: " + text);
    return [text, null, old[2]];
  }

  /** Whether a merged range [row, column, rows, columns] (from 1) meets a box (from 0). */
  const meets = (each, row, column, rows, columns) =>
    each[0] <= row + rows && row < each[0] + each[2] - 1 && each[1] <= column + columns && column < each[1] + each[3] - 1;

  function range(context, sheet, where, isNull) {
    const box = () => (typeof where === "function" ? where() : where);
    const each = (change) => {
      const { row, column, rows, columns } = box();
      for (let down = 0; down < rows; down++)
        for (let right = 0; right < columns; right++) {
          const at = key(row + down + 1, column + right + 1);
          const hidden = sheet().merges.some((each) => meets(each, row + down, column + right, 1, 1) && at !== key(each[0], each[1]));
          if (hidden) throw new HostError("SlipOfThePane", `${at} is hidden below a merged cell`);
          const made = change(down, right, sheet().cells[at] || [null, null, "General"]);
          sheet().cells[at] = made;
          book.written.push([sheet().name, at]);
        }
    };
    const fits = (values) => {
      const { rows, columns } = box();
      if (values.length !== rows || values.some((row) => row.length !== columns)) throw new HostError("InvalidArgument", "dimensions");
    };
    const cell = (row, column) => cellOf(sheet(), row, column);
    /** The table {row, column, rows, columns} that a formula fills, by a cell of it or by its first cell. */
    const spill = (first) => (book.spills || []).find(({ tab, row, column, rows, columns }) => {
      const [down, right] = [box().row - row, box().column - column];
      return tab === sheet().name && (first ? !down && !right : down >= 0 && right >= 0 && down < rows && right < columns);
    });
    const alone = ({ row, column }) => ({ row, column, rows: 1, columns: 1 });
    return thing(context, "Range", {
      isNull,
      properties: {
        rowIndex: () => box().row,
        columnIndex: () => box().column,
        rowCount: () => box().rows,
        columnCount: () => box().columns,
        values: () => matrix(box(), (row, column) => cell(row, column)[0] ?? ""),
        formulas: () => matrix(box(), (row, column) => cell(row, column)[1] ?? cell(row, column)[0] ?? ""),
        numberFormat: () => matrix(box(), (row, column) => cell(row, column)[2]),
        address: () => `${sheet().name}!${letters(box().column + 1)}${box().row + 1}`,
      },
      setters: {
        formulas: (values) => (fits(values), each((row, column, old) => (values[row][column] === null ? old : typed(old, values[row][column])))),
        numberFormat: (codes) => (fits(codes), each((row, column, old) => [old[0], old[1], codes[row][column]])),
      },
      methods: {
        getCell: (row, column) => range(context, sheet, () => ({ row: box().row + row, column: box().column + column, rows: 1, columns: 1 })),
        select: () => void context.queue.push(["Range.select", () => (book.selected = { tab: sheet().name, ...box() })]),
        copyFrom: (source, kind) => {
          if (kind !== "Formats") throw new HostError("SlipOfThePane", "copyFrom " + kind);
          context.queue.push(["Range.copyFrom", () => {
            const from = source.boxed();
            each((_, column, old) => [old[0], old[1], cell(from.row + 1, from.column + column + 1)[2]]);
          }]);
        },
        unmerge: () => void context.queue.push(["Range.unmerge", () => {
          const { row, column, rows, columns } = box();
          sheet().merges = sheet().merges.filter((each) => !meets(each, row, column, rows, columns));
        }]),
        merge: (across) => void context.queue.push(["Range.merge", () => {
          if (across !== false) throw new HostError("SlipOfThePane", "merge across");
          const { row, column, rows, columns } = box();
          if (sheet().merges.some((each) => meets(each, row, column, rows, columns))) throw new HostError("InvalidArgument");
          sheet().merges.push([row + 1, column + 1, rows, columns]);
        }]),
        getResizedRange: (down, right) => range(context, sheet, () => ({ ...box(), rows: box().rows + down, columns: box().columns + right })),
        getSpillParentOrNullObject: () => range(context, sheet, () => alone(spill()), () => !spill()),
        getSpillingToRangeOrNullObject: () => range(context, sheet, () => spill(true), () => !spill(true)),
        boxed: box,
      },
    });
  }

  function used(sheet) {
    const places = Object.entries(sheet.cells).filter(([, [value]]) => value !== null && value !== "");
    if (!places.length) return null;
    let [top, left, bottom, right] = [Infinity, Infinity, 0, 0];
    for (const [at] of places) {
      const [row, column] = at.split(",").map(Number);
      [top, left] = [Math.min(top, row), Math.min(left, column)];
      [bottom, right] = [Math.max(bottom, row), Math.max(right, column)];
    }
    return { row: top - 1, column: left - 1, rows: bottom - top + 1, columns: right - left + 1 };
  }

  function addressed(address) {
    const [, name, row] = /^\$?([A-Z]+)\$?(\d+)$/.exec(address);
    const column = [...name].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);
    return { row: Number(row) - 1, column: column - 1, rows: 1, columns: 1 };
  }

  function table(context, sheet, each) {
    const box = () => ({ row: each[1] - 1, column: each[2] - 1, rows: each[3], columns: each[4] });
    return thing(context, "Table", {
      properties: { name: () => each[0], showTotals: () => Boolean(each[5]) },
      methods: {
        getRange: () => range(context, sheet, box),
        resize: (wanted) => void context.queue.push(["Table.resize", () => {
          const { row, column, rows, columns } = wanted.boxed();
          if (row !== each[1] - 1 || column !== each[2] - 1) throw new HostError("InvalidArgument", "the heading stays");
          [each[3], each[4]] = [rows, columns];
        }]),
      },
    });
  }

  function worksheet(context, find) {
    const sheet = () => {
      const found = find();
      if (!found) throw new HostError("ItemNotFound");
      return found;
    };
    let seen;
    const extent = () => (seen = seen || used(sheet()));
    return thing(context, "Worksheet", {
      isNull: () => !find(),
      properties: { name: () => sheet().name, visibility: () => sheet().visibility, position: () => book.sheets.indexOf(sheet()) },
      setters: {
        visibility: (value) => (sheet().visibility = value),
        position: (at) => {
          const moved = sheet();
          book.sheets.splice(book.sheets.indexOf(moved), 1);
          book.sheets.splice(at, 0, moved);
        },
      },
      methods: {
        activate: () => void context.queue.push(["Worksheet.activate", () => (book.active = sheet().name)]),
        getUsedRangeOrNullObject: (valuesOnly) => {
          if (valuesOnly !== true) throw new HostError("SlipOfThePane", "formats would count as used");
          return range(context, sheet, extent, () => !extent());
        },
        getRange: (address) => range(context, sheet, () => addressed(address)),
        getRangeByIndexes: (row, column, rows, columns) => range(context, sheet, { row, column, rows, columns }),
        tables: thing(context, "TableCollection", { properties: { items: () => sheet().tables.map((each) => table(context, sheet, each)) } }),
      },
    });
  }

  function named(context, name) {
    return thing(context, "NamedItem", {
      isNull: () => !(name in book.names),
      properties: { name: () => name, formula: () => book.names[name], visible: () => !(book.hidden || []).includes(name) },
      setters: { formula: (text) => (book.names[name] = text), visible: (on) => on || (book.hidden = [...(book.hidden || []), name]) },
    });
  }

  const byName = (name) => book.sheets.find((each) => each.name.toLowerCase() === String(name).toLowerCase());

  async function insert(base64, { sheetNamesToInsert, positionType }) {
    if (positionType !== "End") throw new HostError("SlipOfThePane", positionType);
    const made = await window.readBook(base64);
    for (const each of made.sheets.filter(({ name }) => sheetNamesToInsert.includes(name))) {
      for (let number = 2; byName(each.name); number++) each.name = each.name.replace(/( \(\d+\))?$/, ` (${number})`);
      book.sheets.push(each);
    }
  }

  function workbook(context) {
    return thing(context, "Workbook", {
      methods: {
        worksheets: thing(context, "WorksheetCollection", {
          properties: { items: () => book.sheets.map((each) => worksheet(context, () => each)) },
          methods: {
            getItem: (name) => worksheet(context, () => byName(name)),
            getItemOrNullObject: (name) => worksheet(context, () => byName(name)),
          },
        }),
        names: thing(context, "NamedItemCollection", {
          properties: { items: () => Object.keys(book.names).map((name) => named(context, name)) },
          methods: {
            getItemOrNullObject: (name) => named(context, name),
            add: (name, reference) => {
              context.queue.push(["NamedItemCollection.add", () => (book.names[name] = reference)]);
              return named(context, name);
            },
          },
        }),
        insertWorksheetsFromBase64: (base64, options) => {
          context.sent += base64.length;
          context.queue.push(["Workbook.insertWorksheetsFromBase64", () => insert(base64, options)]);
        },
        getSelectedRange: () => {
          const { tab, ...box } = book.selected;
          return range(context, () => byName(tab), box);
        },
      },
    });
  }

  window.Excel = {
    async run(work) {
      const context = {
        queue: [],
        read: 0,
        sent: 0,
        async sync() {
          const [queue, sent] = [context.queue.splice(0), context.sent];
          context.read = context.sent = 0;
          book.most = Math.max(book.most || 0, sent);
          if (window.Office.context.platform === "OfficeOnline" && sent > LARGEST_TRIP) throw new HostError("RequestPayloadSizeLimitExceeded");
          book.trips += 1;
          for (const [name, operation] of queue) {
            if ((window.faults[name] || []).length) throw new HostError(window.faults[name].shift(), "the test wants it so");
            await operation();
          }
          book.largest = Math.max(book.largest, context.read);
          if (context.read > LARGEST_TRIP) throw new HostError("ResponsePayloadSizeLimitExceeded");
        },
      };
      context.workbook = workbook(context);
      const result = await work(context);
      await context.sync();
      return result;
    },
  };
  book.written = [];
  window.CustomFunctions = { associate: (name, called) => (window.formulas[name] = called), Error: class extends Error {} };
  const sets = window.sets || { CustomFunctionsRuntime: 5, ExcelApi: 19 };
  window.Office = {
    PlatformType: { OfficeOnline: "OfficeOnline", PC: "PC" },
    context: {
      platform: window.platform || "PC",
      officeTheme: window.officeTheme,
      requirements: { isSetSupported: (name, version) => Number(version.split(".")[1]) <= (sets[name] || 0) },
    },
    onReady: (ready) => Promise.resolve().then(() => ready({ host: "Excel", platform: "PC" })),
  };
})();
