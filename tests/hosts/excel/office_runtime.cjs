// Drives the add-in's functions.js in Microsoft's own custom-functions runtime, as Excel does, but without Excel.
//
// Real: the runtime of @microsoft/office-js, the script as our server delivers it, https, the server. Stood in for, at
// their documented boundary: the bridge between the runtime and Excel (calls in, results out), the answers of
// Office.context.requirements, and the few members of Excel.run that say which cells of a sheet are empty.
// In: a line each plan, as JSON {page, sets, sheets, script, steps}. Out: a line of what its steps gave.
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { JSDOM } = require("jsdom");

const RUNTIME = path.join(path.dirname(require.resolve("@microsoft/office-js/package.json")),
  "dist/custom-functions-runtime.debug.js");
const CANCELABLE = 1;
const TAKES_ERRORS = 4;

function frozen(value) {
  if (Array.isArray(value)) value.forEach(frozen);
  return Array.isArray(value) ? Object.freeze(value) : value;
}

/** The invocation of a call that is a preview says so; Microsoft's package does not hold that part of its runtime yet. */
function previewed(given, addresses) {
  if (given && addresses.has(given.address)) Object.defineProperty(given, "isInValuePreview", { value: true });
  return given;
}

/** Excel's side of the bridge: `calls(list)` gives the results in order. */
function bridgeOf(window) {
  let next = 1;
  const waiting = new Map();
  window._richApiNativeBridge = {
    sendMessageToHost(text) {
      const message = JSON.parse(text);
      for (const result of resultsIn(message)) {
        const waits = waiting.get(result.id);
        if (waits) waits(result);
        waiting.delete(result.id);
      }
      const body = JSON.stringify({ Results: [] });
      const answer = { id: message.id, type: 1, flags: 0, message: { statusCode: 200, headers: {}, body } };
      setTimeout(() => window._richApiNativeBridge.onMessageFromHost(JSON.stringify(answer)), 0);
    },
  };
  const entry = (messageType, message) => ({ messageCategory: 1, messageType, targetId: "", message, id: 0 });
  const toRuntime = (entries) =>
    window._richApiNativeBridge.onMessageFromHost(JSON.stringify({ id: -1, type: 3, message: { entries } }));
  return (list) => {
    const answers = list.map(() => null);
    const entries = list.map((one, at) => {
      if (one.preview) window.previews.add(one.address);
      const id = next;
      next += 1;
      answers[at] = new Promise((done) => { waiting.set(id, done); });
      if (one.cancel !== undefined) {
        setTimeout(() => toRuntime([entry(1001, { invocationId: id })]), one.cancel);
        answers[at] = Promise.race([answers[at], new Promise((done) => setTimeout(done, one.cancel + 300, null))]);
      }
      const flags = CANCELABLE + TAKES_ERRORS;
      return entry(1000, [id, one.name, one.cells, one.address || "Sheet1!A1", flags, one.addresses || null]);
    });
    toRuntime(entries);
    return Promise.all(answers);
  };
}

/** The results in a message of the runtime to Excel: {id, ok, value, code}. */
function resultsIn(message) {
  const found = [];
  const look = (value) => {
    if (Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "boolean") {
      found.push({ id: value[0], ok: value[1], value: value[2], code: value[1] ? null : value[3] });
    } else if (value && typeof value === "object") Object.values(value).forEach(look);
  };
  const { Actions = [] } = (message.message && message.message.body) || {};
  Actions.filter((each) => each.Name === "SetInvocationArrayResults").forEach((each) => look(each.ArgumentInfo.Arguments));
  return found;
}

/** A workbook that knows one thing: which cells of its sheets are empty (null). asked: what it was asked for. */
function excelOf(sheets, asked) {
  const range = (rows, address) => ({
    getCell: (row, column) => ({
      getResizedRange: (more) => ({
        load(property) {
          asked.push(`${address} ${property} row ${row} column ${column} and ${more} rows more`);
          this.valueTypes = rows.slice(row, row + more + 1)
            .map((line) => [line[column] === null ? "Empty" : typeof line[column] === "number" ? "Double" : "String"]);
        },
      }),
    }),
  });
  const getItem = (name) => {
    if (!(name in sheets)) throw new Error("ItemNotFound");
    return { getRange: (address) => range(sheets[name], `${name}!${address}`) };
  };
  const context = { workbook: { worksheets: { getItem } }, sync: async () => {} };
  return { run: (options, batch) => batch(context) };
}

async function delivered(address) {
  const script = await fetch(address);
  if (!script.ok) throw new Error(`${address}: ${script.status}`);
  return script.text();
}

async function opened(plan) {
  const said = [];
  // The runtime looks for its own script tag; nothing is loaded from there.
  const page = '<!doctype html><script src="https://localhost/custom-functions-runtime.debug.js"></script>';
  const { window } = new JSDOM(page, { url: plan.page, runScripts: "outside-only" });
  for (const level of ["log", "info", "warn", "error"]) {
    window.console[level] = (...words) => said.push(words.join(" "));
  }
  const asked = [];
  Object.assign(window, { fetch, AbortController, previews: new Set() });
  if (plan.sheets) window.Excel = excelOf(plan.sheets, asked);
  const calls = bridgeOf(window);
  window.eval(fs.readFileSync(RUNTIME, "utf8"));
  const sets = plan.sets || {};
  const isSetSupported = (name, version) =>
    name in sets ? Number(version) <= sets[name] : !name.startsWith("CustomFunctionsRuntime");
  window.Office.context = { requirements: { isSetSupported } };
  const { associate } = window.CustomFunctions;
  // Whoever writes into the cells he was given meets a TypeError.
  window.CustomFunctions.associate = (name, called) =>
    associate(name, (...given) => called(...given.map((each) => previewed(frozen(each), window.previews))));
  const script = plan.script || (await delivered(new URL("functions.js", plan.page)));
  said.length = 0;
  window.eval(script);
  return { window, calls, said, asked };
}

async function carriedOut(plan) {
  const { window, calls, said, asked } = await opened(plan);
  const gave = [];
  for (const step of plan.steps) {
    if (step.calls) gave.push(await calls(step.calls));
    else gave.push(await window.eval(`(async () => (${step.eval}))()`));
  }
  const known = Object.keys(window.CustomFunctions._association.mappings);
  const text = JSON.stringify({ gave, said, asked, known });
  window.close();
  return text;
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${await carriedOut(JSON.parse(line)).catch((trouble) => JSON.stringify({ trouble: trouble.stack }))}\n`);
  }
}

// A result that arrives after its window was closed has nobody to tell.
process.on("unhandledRejection", () => {});
main().then(() => process.exit(0));
