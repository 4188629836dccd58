/* The task pane: the review of the open workbook, help on the formulas, and the settings. Plain script, no framework. */
"use strict";

(function () {
  const BLOCK = 50000; // cells read or written in one trip to Excel
  const TRIP = 1000000; // letters written in one trip
  const LARGEST = 5 * 1024 * 1024; // what Excel in a browser takes or gives in one trip
  const TOO_MUCH = ["RequestPayloadSizeLimitExceeded", "ResponsePayloadSizeLimitExceeded"];
  const PATIENCE = { review: 180000, catalog: 20000 };
  const DARKER = 128;
  const MARKER = "_winback.";
  const FRONT = ["win_back", "outreach", "lost_customers", "warning_signs", "data_check"];

  /** Something to tell the person; `settings` is true where the settings are the next step. */
  class Trouble extends Error {
    constructor(sentence, settings) {
      super(sentence);
      this.settings = Boolean(settings);
    }
  }

  const at = (id) => document.getElementById(id);
  const count = (number) => number.toLocaleString("en");
  let catalog = null;
  let busy = false;

  const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

  function element(name, text, parts) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(parts || {})) {
      if (key === "class") made.className = value;
      else made.setAttribute(key, value);
    }
    return made;
  }

  function button(name, parts, clicked) {
    const made = element("button", name, { type: "button", ...parts });
    made.addEventListener("click", clicked);
    return made;
  }

  // ---- the server

  /** Ask the server; what keeps it from answering becomes one sentence with what to do next. */
  async function asked(path, body, patience) {
    const { server, token } = winback.settings();
    if (!token) throw new Trouble("There is no token yet: paste the one that the server shows into Settings.", true);
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(server + path, {
        method: body ? "POST" : "GET",
        headers: { Authorization: "Bearer " + token, ...(body ? { "Content-Type": "application/json" } : {}) },
        body: body ? JSON.stringify(body) : undefined,
        signal: stop.signal,
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
      });
      if (!answer.ok) throw await refusal(answer);
      return await answer.json();
    } catch (fault) {
      throw fault instanceof Trouble ? fault : unreachable(server, fault);
    } finally {
      clearTimeout(clock);
    }
  }

  function unreachable(server, fault) {
    if (fault.name === "AbortError") {
      return new Trouble("The server took too long: try again, or review a workbook with fewer rows.");
    }
    return new Trouble(`The server at ${server} does not answer: start it with “python3 scripts/winback.py serve”, then try again.`);
  }

  async function refusal(answer) {
    if (answer.status === 401) {
      return new Trouble("The server does not accept the token: copy the one it shows into Settings, then try again.", true);
    }
    if (answer.status === 429 || answer.status === 503) {
      return new Trouble("The server is busy with other work: wait a minute, then try again.");
    }
    const said = await answer.json().catch(() => ({}));
    return new Trouble(said.sentence || `The server could not answer (${answer.status}): update it, then try again.`);
  }

  /**
   * A call into Excel; its refusals become one sentence.
   * @param {(context: Excel.RequestContext) => Promise<any>} work
   */
  async function inExcel(work) {
    try {
      return await Excel.run(work);
    } catch (fault) {
      throw fault instanceof Trouble ? fault : excelsRefusal(fault);
    }
  }

  function excelsRefusal(fault) {
    if (fault.code === "AccessDenied") {
      return new Trouble("Excel does not allow the change: take the protection off the workbook and our tabs, then try again.");
    }
    if (TOO_MUCH.includes(fault.code)) return tooMuch();
    if (fault.code === "InvalidOperationInCellEditMode") {
      return new Trouble("A cell is being edited: press Enter or Esc in it, then try again.");
    }
    const why = String(fault.message || fault).replace(/[.\s]+$/, "");
    return new Trouble(`Excel did not do it (${why}): save the workbook, open it again and try once more.`);
  }

  /** What helps where a workbook is more than Excel in a browser carries. */
  function tooMuch() {
    return new Trouble(
      "The result is more than the 5 MB that Excel in a browser takes in at once: open the workbook in Excel for Windows or the " +
        "Mac and review it there, or save it and run “python3 scripts/winback.py review” on the file."
    );
  }

  // ---- what the person sees

  function say(sentence, share) {
    at("step").textContent = sentence;
    at("bar").hidden = share === undefined;
    if (share !== undefined) at("bar").value = share;
  }

  let onceMore = null;

  function showTrouble(fault, again) {
    at("trouble-sentence").textContent = fault instanceof Trouble ? fault.message : `The pane met a fault: ${fault.message}.`;
    at("to-settings").hidden = !fault.settings;
    at("again").hidden = !again;
    onceMore = again || null;
    at("trouble").className = "shown";
  }

  function noTrouble() {
    at("trouble").className = "";
    at("trouble-sentence").textContent = "";
  }

  function open(name, focus) {
    for (const each of ["review", "formulas", "settings"]) {
      const tab = at("tab-" + each);
      tab.setAttribute("aria-selected", String(each === name));
      tab.tabIndex = each === name ? 0 : -1;
      at(each).hidden = each !== name;
      if (each === name && focus) tab.focus();
    }
    if (name === "formulas" && !catalog) loadCatalog();
  }

  function arrows(event) {
    const names = ["review", "formulas", "settings"];
    const now = names.findIndex((name) => at("tab-" + name).getAttribute("aria-selected") === "true");
    const next = { ArrowRight: (now + 1) % 3, ArrowLeft: (now + 2) % 3, Home: 0, End: 2 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    open(names[next], true);
  }

  // ---- the review

  async function review() {
    if (busy) return;
    busy = true;
    at("start").setAttribute("aria-disabled", "true");
    at("found").hidden = at("wrong").hidden = true;
    noTrouble();
    try {
      say("Reading the workbook …", 0);
      const request = await inExcel(readWorkbook);
      const reply = await putIn({ ...request, charts: !inBrowser() });
      showReview(reply);
    } catch (fault) {
      say("");
      showTrouble(fault, review);
    } finally {
      busy = false;
      at("start").removeAttribute("aria-disabled");
    }
  }

  const inBrowser = () => Office.context.platform === Office.PlatformType.OfficeOnline;

  /** Ask for the review and put it in; where Excel does not take charts, once more without them. */
  async function putIn(request) {
    say("Counting …", 0.6);
    const reply = await asked("/v1/review", request, PATIENCE.review);
    if (reply.sentence) throw new Trouble(reply.sentence);
    say("Putting the tabs in …", 0.8);
    let again = false;
    await inExcel(async (context) => {
      if (reply.workbook && !(await inserted(context, reply))) {
        if (!request.charts) throw new Trouble("Excel does not take the tabs in: it needs Excel 2021, 365 or a browser.");
        again = true;
        return;
      }
      await marked(context, reply.names);
      for (const patch of reply.patches) await patched(context, patch);
    });
    return again ? putIn({ ...request, charts: false }) : reply;
  }

  /**
   * Every tab with its used range, in blocks, and the names that mark the tabs that are ours.
   * @param {Excel.RequestContext} context
   */
  async function readWorkbook(context) {
    const { worksheets, names } = context.workbook;
    worksheets.load("items/name,items/visibility");
    names.load("items/name,items/formula");
    await context.sync();
    const marks = {};
    for (const each of names.items) {
      if (each.name.toLowerCase().startsWith(MARKER)) marks[each.name] = tabOf(String(each.formula));
    }
    const ours = new Set(Object.values(marks));
    const used = worksheets.items.map((sheet) => sheet.getUsedRangeOrNullObject(true));
    used.forEach((range) => range.load("rowIndex,columnIndex,rowCount,columnCount"));
    await context.sync();
    const all = used.reduce((sum, range) => sum + (range.isNullObject ? 0 : range.rowCount), 0);
    const tabs = [];
    let before = 0;
    for (const [number, sheet] of worksheets.items.entries()) {
      const told = (rows) => say(`Reading ${sheet.name}: ${count(rows)} rows …`, (0.6 * (before + rows)) / (all || 1));
      const tab = { name: sheet.name, visible: sheet.visibility === "Visible", row: 1, column: 1, rows: [] };
      if (!used[number].isNullObject) {
        await readTab(context, sheet, used[number], tab, ours.has(sheet.name), told);
        before += used[number].rowCount;
      }
      tabs.push(tab);
    }
    return { tabs, names: marks };
  }

  /** @param {Excel.RequestContext} context @param {Excel.Worksheet} sheet @param {Excel.Range} used */
  async function readTab(context, sheet, used, tab, ours, told) {
    let step = Math.max(1, Math.floor(BLOCK / used.columnCount));
    Object.assign(tab, { row: used.rowIndex + 1, column: used.columnIndex + 1, formats: [], formulas: [] });
    const runs = new Array(used.columnCount);
    let start = 0;
    while (start < used.rowCount) {
      const rows = Math.min(step, used.rowCount - start);
      const range = sheet.getRangeByIndexes(used.rowIndex + start, used.columnIndex, rows, used.columnCount);
      range.load(ours ? "values,numberFormat,formulas" : "values,numberFormat");
      try {
        await context.sync();
      } catch (fault) {
        if (!TOO_MUCH.includes(fault.code) || rows === 1) throw fault;
        step = Math.ceil(rows / 4); // long texts: fewer rows at once
        continue;
      }
      for (let row = 0; row < rows; row++) {
        tab.rows.push(range.values[row].map((value) => (value === "" ? null : value)));
        addFormats(tab, runs, range.numberFormat[row], tab.row + start + row);
        if (ours) addFormulas(tab, range.formulas[row], tab.row + start + row);
      }
      start += rows;
      told(start);
    }
  }

  /** Number formats as runs down each column: most columns are one run. */
  function addFormats(tab, runs, codes, row) {
    codes.forEach((code, number) => {
      const run = runs[number];
      if (run && run[3] === code && run[2] === row - 1) run[2] = row;
      else if (code !== "General") tab.formats.push((runs[number] = [tab.column + number, row, row, String(code)]));
    });
  }

  function addFormulas(tab, cells, row) {
    cells.forEach((cell, number) => {
      if (typeof cell === "string" && cell.startsWith("=")) tab.formulas.push([row, tab.column + number, cell]);
    });
  }

  /** The tab that a reference like ='Ann''s list'!$A$1 leads to. */
  function tabOf(reference) {
    const name = reference.replace(/^=/, "").replace(/![^!]*$/, "");
    return name.startsWith("'") ? name.slice(1, -1).replace(/''/g, "'") : name;
  }

  /**
   * The new tabs; false where Excel does not take this workbook in.
   * @param {Excel.RequestContext} context
   */
  async function inserted(context, reply) {
    if (inBrowser() && reply.workbook.length > LARGEST) throw tooMuch();
    const tabs = reply.insert.map((each) => each.tab);
    context.workbook.insertWorksheetsFromBase64(reply.workbook, { sheetNamesToInsert: tabs, positionType: "End" });
    try {
      await context.sync();
    } catch (fault) {
      if (fault.code === "UnsupportedFeature" || fault.code === "NotImplemented") return false;
      throw fault;
    }
    for (const each of reply.insert) {
      const sheet = context.workbook.worksheets.getItem(each.tab);
      sheet.visibility = each.visibility;
      if (each.position !== null) sheet.position = each.position;
    }
    await context.sync();
    return true;
  }

  /**
   * The hidden names by which the next review knows our tabs, also after somebody has renamed them.
   * @param {Excel.RequestContext} context
   */
  async function marked(context, wanted) {
    const { names } = context.workbook;
    const there = Object.keys(wanted).map((name) => names.getItemOrNullObject(name));
    there.forEach((name) => name.load("formula"));
    await context.sync();
    Object.entries(wanted).forEach(([name, tab], number) => {
      if (there[number].isNullObject) names.add(name, `='${tab.replace(/'/g, "''")}'!$A$1`).visible = false;
      else if (tabOf(there[number].formula) !== tab) there[number].formula = `='${tab.replace(/'/g, "''")}'!$A$1`;
    });
    await context.sync();
  }

  /**
   * Our cells in one tab: the lists grow first, so that new rows look like the others.
   * @param {Excel.RequestContext} context
   */
  async function patched(context, patch) {
    const sheet = context.workbook.worksheets.getItem(patch.tab);
    if (patch.lists.length) await grown(context, sheet, patch.lists);
    let waiting = 0;
    for (const { row, column, values, code, letters } of stretches(patch.cells)) {
      const range = sheet.getRangeByIndexes(row - 1, column - 1, values.length, 1);
      if (!patch.anew) range.unmerge(); // what was one wide cell of ours may be several now
      range.formulas = values.map((value) => [value === null ? "" : value]);
      if (code) range.numberFormat = values.map(() => [code]);
      waiting += letters;
      if (waiting > TRIP) {
        await context.sync();
        waiting = 0;
      }
    }
    for (const [row, column, across] of patch.merges) {
      sheet.getRangeByIndexes(row - 1, column - 1, 1, across).merge(false);
    }
    await context.sync();
  }

  /** Cells as runs of neighbours in one column, so that each run is one trip. */
  function stretches(cells) {
    const ordered = [...cells].sort((one, other) => one[1] - other[1] || one[0] - other[0]);
    const runs = [];
    for (const [row, column, value, code = ""] of ordered) {
      const last = runs[runs.length - 1];
      const next = last && last.column === column && last.code === code && last.row + last.values.length === row;
      const letters = String(value).length + code.length + 20;
      if (next && last.letters + letters < TRIP) {
        last.values.push(value);
        last.letters += letters;
      } else runs.push({ row, column, values: [value], code, letters: letters + 500 });
    }
    return runs;
  }

  /**
   * Make the tables reach over the new rows of our lists; a table with a row of totals stays.
   * @param {Excel.RequestContext} context @param {Excel.Worksheet} sheet
   */
  async function grown(context, sheet, lists) {
    sheet.tables.load("items/name,items/showTotals");
    await context.sync();
    const tables = sheet.tables.items.map((table) => ({ table, range: table.getRange() }));
    tables.forEach(({ range }) => range.load("rowIndex,columnIndex,rowCount,columnCount"));
    await context.sync();
    for (const { row, column, last } of lists) {
      const found = tables.find(({ range }) => range.rowIndex === row - 1 && range.columnIndex === column - 1);
      if (!found || found.table.showTotals) continue;
      const { rowIndex, columnIndex, rowCount, columnCount } = found.range;
      const more = last - rowIndex - rowCount;
      if (more <= 0) continue;
      found.table.resize(sheet.getRangeByIndexes(rowIndex, columnIndex, rowCount + more, columnCount));
      const looks = sheet.getRangeByIndexes(rowIndex + 1, columnIndex, 1, columnCount);
      const added = sheet.getRangeByIndexes(rowIndex + rowCount, columnIndex, more, columnCount);
      added.copyFrom(looks, "Formats");
    }
    await context.sync();
  }

  function showReview(reply) {
    say("The review is in the workbook. Save it when you like.");
    const lines = [element("li", reply.headline, { class: "headline" }), ...reply.summary.map((line) => element("li", sentence(line)))];
    at("summary").replaceChildren(...lines);
    at("understood").replaceChildren(...reply.understood.map((line) => element("li", sentence(line))));
    const tabs = FRONT.map((key) => reply.names[MARKER + key]).filter(Boolean);
    at("new-tabs").replaceChildren(...tabs.map((tab) => button(tab, {}, () => goTo(tab, "A1"))));
    at("found").hidden = false;
    showProblems(reply.problems, reply.problems_count);
    at("found-title").focus();
  }

  function showProblems(problems, all) {
    at("wrong").hidden = !problems.length;
    at("wrong-count").textContent = `(${all > problems.length ? `the first ${problems.length} of ${count(all)}` : all})`;
    at("problems").replaceChildren(
      ...problems.map((each) => {
        const made = button("", { class: "card" }, () => goTo(each.tab, each.cell));
        made.append(element("strong", `${each.tab}, ${each.cell}`), element("span", sentence(each.sentence)));
        const item = element("li");
        item.append(made);
        return item;
      })
    );
  }

  async function goTo(tab, cell) {
    noTrouble();
    try {
      await inExcel(async (context) => {
        const sheet = context.workbook.worksheets.getItemOrNullObject(tab);
        sheet.load("visibility");
        await context.sync();
        if (sheet.isNullObject) throw new Trouble(`There is no tab ${tab} any more: review the workbook again.`);
        if (sheet.visibility !== "Visible") throw new Trouble(`The tab ${tab} is hidden: show it in Excel, then try again.`);
        sheet.activate();
        sheet.getRange(cell).select();
        await context.sync();
      });
    } catch (fault) {
      showTrouble(fault, () => goTo(tab, cell));
    }
  }

  // ---- formulas

  async function loadCatalog() {
    at("hits").textContent = "Loading the formulas …";
    try {
      catalog = (await asked("/v1/functions", null, PATIENCE.catalog)).functions;
      noTrouble();
      search();
    } catch (fault) {
      at("hits").textContent = "";
      showTrouble(fault, loadCatalog);
    }
  }

  function search() {
    if (!catalog) return;
    const words = at("search").value.toLowerCase().split(/[\s_.=]+/).filter((word) => word && word !== "winback");
    const text = (each) => [each.name.replace(/_/g, " "), each.help, ...each.arguments.map((one) => one.name)].join(" ");
    const hits = catalog.filter((each) => words.every((word) => text(each).toLowerCase().includes(word)));
    const named = hits.filter((each) => words.every((word) => each.name.toLowerCase().includes(word)));
    const ordered = [...named, ...hits.filter((each) => !named.includes(each))];
    at("results").replaceChildren(...ordered.map(card));
    const formulas = `${ordered.length} formula${ordered.length === 1 ? "" : "s"}`;
    at("hits").textContent = ordered.length ? formulas : "No formula has these words: try one word, such as churn or lost.";
  }

  function card(formula) {
    const item = element("li");
    const id = "help-" + formula.name;
    const head = button("", { class: "card", "aria-expanded": "false", "aria-controls": id }, () => {
      const shown = head.getAttribute("aria-expanded") === "true";
      head.setAttribute("aria-expanded", String(!shown));
      if (shown) item.lastChild.remove();
      else item.append(help(formula, id));
    });
    const name = element("strong");
    // A long name may break after each of its words.
    `WINBACK.${formula.name}`.split(/(?<=[_.])/).forEach((part) => name.append(part, element("wbr")));
    head.append(name, element("span", formula.help));
    item.append(head);
    return item;
  }

  function help(formula, id) {
    const made = element("div", "", { class: "help", id });
    const list = element("dl");
    for (const each of formula.arguments) {
      const name = element("dt", each.name + " ");
      name.append(element("span", each.needed ? "needed" : standard(each)));
      list.append(name, element("dd", meaning(each)));
    }
    const done = element("p", "", { role: "status", "aria-live": "polite", class: "quiet" });
    const insert = button("Insert into the selected cell", {}, () => insertExample(formula, done));
    made.append(list, element("p", formula.example, { class: "example" }), insert, done);
    return made;
  }

  function standard({ default: value }) {
    return value === null || value === undefined || value === "" ? "may be left out" : `if left out: ${value}`;
  }

  function meaning({ meaning: words, choices, kind }) {
    const ways = kind === "choice" ? ` One of: ${choices.join(", ")}.` : "";
    const text = words ? sentence(words) : { date: "A day.", number: "A number." }[kind] || "";
    return (text + ways).trim();
  }

  /** The example into the selected cell, never over something that stands there. */
  async function insertExample(formula, done) {
    noTrouble();
    done.textContent = "";
    try {
      await inExcel(async (context) => {
        const cell = context.workbook.getSelectedRange().getCell(0, 0);
        cell.load("formulas,address");
        await context.sync();
        const where = cell.address.split("!").pop();
        if (cell.formulas[0][0] !== "") throw new Trouble(`${where} is not empty: select an empty cell, then try again.`);
        cell.formulas = [[formula.example]];
        await context.sync();
        done.textContent = `It is in ${where}. Change its ranges to those of your tabs.`;
      });
    } catch (fault) {
      showTrouble(fault, () => insertExample(formula, done));
    }
  }

  /** The number formats of the selected formula's result, in an Excel to which a formula cannot give them. */
  async function formatTable() {
    noTrouble();
    at("formatted").textContent = "";
    try {
      await inExcel(async (context) => {
        const { first, table } = await selectedResult(context);
        const [, name] = /^=@?(?:_xldudf_)?WINBACK[._](\w+)\(/i.exec(String(first.formulas[0][0])) || [];
        const where = first.address.split("!").pop();
        if (!name) throw new Trouble(`In ${where} stands no formula that begins with =WINBACK: select its cell, then try again.`);
        const result = winback.resultAt(first.address);
        const headings = table.values[0];
        const same = result && result.name === name.toUpperCase() && result.formats.length === headings.length &&
          (!result.headings || result.headings.every((heading, number) => heading === headings[number]));
        if (!same) throw new Trouble(`Excel has to work out ${where} once more: press F2 and Enter in it, then try again.`);
        const above = result.headings ? 1 : 0;
        for (const [column, code] of result.formats.entries()) {
          for (let row = above; code && row < table.rowCount; row += BLOCK) {
            const rows = Math.min(BLOCK, table.rowCount - row);
            table.getCell(row, column).getResizedRange(rows - 1, 0).numberFormat = Array.from({ length: rows }, () => [code]);
            await context.sync();
          }
        }
        at("formatted").textContent = `${where} now shows percent, money and days as such.`;
      });
    } catch (fault) {
      showTrouble(fault, formatTable);
    }
  }

  /**
   * The cell whose formula was selected, and all that its result fills.
   * @param {Excel.RequestContext} context
   */
  async function selectedResult(context) {
    const selected = context.workbook.getSelectedRange();
    let first = selected.getCell(0, 0);
    let table = selected;
    if (Office.context.requirements.isSetSupported("ExcelApi", "1.12")) {
      const parent = first.getSpillParentOrNullObject();
      parent.load("address");
      await context.sync();
      if (!parent.isNullObject) first = parent;
      table = first.getSpillingToRangeOrNullObject();
      table.load("address");
      await context.sync();
      if (table.isNullObject) table = first;
    }
    first.load("address,formulas");
    table.load("values,rowCount");
    await context.sync();
    return { first, table };
  }

  // ---- formulas with an error, settings, theme

  function showFailures() {
    const failures = (winback.problems || []).slice(0, 50);
    at("failed").hidden = !failures.length;
    at("failed-count").textContent = `(${failures.length})`;
    at("failures").replaceChildren(
      ...failures.map((each) => {
        const cut = String(each.address || "").lastIndexOf("!");
        const place = cut < 0 ? null : [tabOf(each.address), each.address.slice(cut + 1).replace(/\$/g, "")];
        const made = place ? button("", { class: "card" }, () => goTo(...place)) : element("div", "", { class: "card" });
        made.append(element("strong", [place && place.join(", "), each.name].filter(Boolean).join(": ")));
        made.append(element("span", each.sentence));
        const item = element("li");
        item.append(made);
        return item;
      })
    );
  }

  async function saveToken(event) {
    event.preventDefault();
    noTrouble();
    at("checked").textContent = "Asking the server …";
    try {
      await winback.setToken(at("token").value.trim());
      catalog = (await asked("/v1/functions", null, PATIENCE.catalog)).functions;
      search();
      at("checked").textContent = `The server answers and knows ${catalog.length} formulas.`;
    } catch (fault) {
      at("checked").textContent = "";
      showTrouble(fault, () => at("token-form").requestSubmit());
    }
  }

  /** Office's own theme goes before that of the computer. */
  function dress() {
    const theme = Office.context.officeTheme;
    const colour = theme && /^#?([0-9a-f]{6})/i.exec(theme.bodyBackgroundColor || "");
    if (!colour) return;
    const [red, green, blue] = [0, 2, 4].map((from) => parseInt(colour[1].slice(from, from + 2), 16));
    document.documentElement.dataset.theme = 0.3 * red + 0.6 * green + 0.1 * blue < DARKER ? "dark" : "light";
  }

  function begin() {
    dress();
    const { server, token } = winback.settings();
    at("server").textContent = server;
    at("token").value = token || "";
    at("start").addEventListener("click", review);
    at("search").addEventListener("input", search);
    at("format").hidden = winback.formatsCells();
    at("format-table").addEventListener("click", formatTable);
    at("token-form").addEventListener("submit", saveToken);
    at("again").addEventListener("click", () => onceMore && onceMore());
    at("to-settings").addEventListener("click", () => {
      open("settings");
      at("token").focus();
    });
    for (const name of ["review", "formulas", "settings"]) {
      at("tab-" + name).addEventListener("click", () => {
        noTrouble();
        open(name);
      });
      at("tab-" + name).addEventListener("keydown", arrows);
    }
    winback.onProblem(showFailures);
    showFailures();
    if (!token) open("settings");
  }

  Office.onReady(begin);
})();
