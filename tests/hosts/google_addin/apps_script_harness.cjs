// Runs Code.gs under node as a Google Sheet would, with the services of apps_script_services.cjs.
//
// Real: the script and the sidebar as they are delivered, requests over a socket to the real function server. Stood in
// for: Google's services, what they refuse inside a custom function or a simple trigger, how cells become arguments.
// In: a line each plan, as JSON {script, page, zone, locale, hosts, properties, book, steps, ...}. Out: a line of what it gave.
"use strict";
const readline = require("readline");
const vm = require("vm");
const { DAY, momentOf, serialOf, services } = require("./apps_script_services.cjs");

const NOT_HERE = {
  custom: /^(SpreadsheetApp\.(getUi|openById|openByUrl|create)$|ScriptApp\.|.*\.(set|delete|toast|show)\w*$)/,
  open: /^(SpreadsheetApp\.(openById|openByUrl|create)$|UrlFetchApp\.|ScriptApp\.|.*\.showSidebar$)/,
  user: /^SpreadsheetApp\.(openById|openByUrl|create)$/,
};

/** A spreadsheet with a script bound to it. */
class World {
  constructor(plan) {
    this.plan = { zone: "Etc/GMT", locale: "en_US", hosts: {}, limit: 30, ...plan };
    this.mode = "user";
    this.sent = [];
    this.shown = [];
    this.kept = { ...plan.properties };
    this.cache = new Map();
    this.names = { ...(plan.names || {}) };
    this.current = { tab: "Sheet1", a1: "B2", value: "", ...(plan.current || {}) };
    this.menu = {};
    this.begun = Date.now();
    this.killed = false;
    this.context = vm.createContext({});
    this.inside = vm.runInContext(`({ Error, Date, revived: (text, day) => JSON.parse(text, (_, one) =>
      (one && one.day !== undefined ? day(one.day) : one && one.omitted ? undefined : one)) })`, this.context);
    vm.runInContext(`{ const now = Date.now; Date.now = () => now() + ${Number(plan.clock || 0)}; }`, this.context);
    for (const [name, service] of Object.entries(services(this))) this.context[name] = this.watched(service, name);
    vm.runInContext(plan.script, this.context, { filename: "Code.gs" });
  }

  fault(sentence) {
    return new this.inside.Error(sentence);
  }

  /** A service that refuses what is not allowed where the script runs just now. */
  watched(service, name) {
    if (typeof service !== "object" || service === null || service instanceof this.inside.Date) return service;
    if (Array.isArray(service)) return service;
    return new Proxy(service, {
      get: (of, member) => {
        const found = of[member];
        if (typeof found !== "function") return found;
        return (...given) => {
          if (NOT_HERE[this.mode].test(`${name}.${String(member)}`)) {
            throw this.fault(`Exception: You do not have permission to call ${name}.${String(member)}.`);
          }
          const gave = found.apply(of, given);
          return typeof gave === "object" && gave !== null && !Array.isArray(gave) ? this.watched(gave, name) : gave;
        };
      },
    });
  }

  left() {
    return this.plan.limit * 1000 - (Date.now() - this.begun);
  }

  /** What a cell or a range of the plan is to a custom function. */
  given(cells) {
    const one = (value) => (Array.isArray(value) && value.length === 1 && value[0].length === 1 ? value[0][0] : value);
    const told = JSON.stringify(cells.map(one), (_, value) => (value === null ? "" : value));
    const day = (serial) => new this.inside.Date(momentOf(Math.round((serial - 25569) * DAY), this.plan.zone));
    const made = this.inside.revived(told, day);
    while (made.length < cells.length) made.push(undefined);
    return made;
  }

  /** A result as the cells show it; days as {day}. Google takes one value or rows of equal length, nothing else. */
  cells(result) {
    const cell = (value) => {
      if (value === null || value === undefined) return "";
      if (value instanceof this.inside.Date) return { day: serialOf(value.getTime(), this.plan.zone) };
      if (typeof value === "number" && !Number.isFinite(value)) throw new Error("no number");
      if (!["number", "string", "boolean"].includes(typeof value)) throw new Error(`no cell: ${typeof value}`);
      return value;
    };
    if (!Array.isArray(result)) return cell(result);
    if (result.some((row) => !Array.isArray(row) || row.length !== result[0].length)) throw new Error("no rectangle");
    return result.map((row) => row.map(cell));
  }

  called(mode, name, given) {
    this.mode = mode;
    this.begun = Date.now();
    this.killed = false;
    const called = this.context[name];
    if (mode === "custom" && typeof called !== "function") return { error: `Unknown function: '${name}'.`, cell: "#NAME?" };
    if (mode !== "open" && name.endsWith("_") ) return { error: `${name} is private` };
    try {
      const value = called(...given);
      if (this.killed || this.left() < 0) throw new Error("Exceeded maximum execution time");
      return { value: mode === "custom" ? this.cells(value) : value };
    } catch (trouble) {
      if (this.killed) return { error: "Exceeded maximum execution time", cell: "#ERROR!" };
      return { error: String(trouble.message), cell: "#ERROR!" };
    } finally {
      this.mode = "user";
    }
  }

  /** The sidebar in a browser's stand-in, beside the script: each act is [what, id, value]; gives what can be seen. */
  sidebar(acts) {
    const { JSDOM } = require("jsdom");
    const [, , html] = this.shown.filter(([kind]) => kind === "sidebar").pop();
    const runner = (done, failed) => new Proxy({}, {
      get: (_, name) => {
        if (name === "withSuccessHandler") return (handler) => runner(handler, failed);
        if (name === "withFailureHandler") return (handler) => runner(done, handler);
        return (...given) => {
          const { value, error } = this.called("user", name, given);
          if (error) failed({ message: error });
          else done(JSON.parse(JSON.stringify(value)));
        };
      },
    });
    const beforeParse = (window) => { window.google = { script: { run: runner(() => {}, () => {}) } }; };
    const { window } = new JSDOM(html, { runScripts: "dangerously", beforeParse });
    const at = (id) => window.document.getElementById(id);
    return acts.map(([what, id, value]) => {
      if (what === "type") at(id).value = value;
      else if (what === "key") at(id).dispatchEvent(new window.KeyboardEvent("keydown", { key: value, bubbles: true }));
      else if (what === "click") at(id).click();
      return { text: at(id).textContent, value: at(id).value, hidden: at(id).hidden, type: at(id).type,
        said: at("said").textContent, look: at("said").className, focus: window.document.activeElement.id };
    });
  }

  step(step) {
    if (step.cell) return this.called("custom", step.cell, this.given(step.given || []));
    if (step.open) return this.called("open", "onOpen", []);
    if (step.menu) return this.called("user", this.menu[step.menu], []);
    if (step.run) return this.called("user", step.run, step.given || []);
    if (step.sidebar) return this.sidebar(step.sidebar);
    if (step.eval) return vm.runInContext(step.eval, this.context);
    if (step.state) return { names: this.names, kept: this.kept, shown: this.shown, menu: this.menu,
      cached: this.cache.size, sent: this.sent, current: this.current };
    throw new Error("no such step");
  }
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let told;
  try {
    const plan = JSON.parse(line);
    const world = new World(plan);
    told = { gave: plan.steps.map((step) => world.step(step)) };
  } catch (trouble) {
    told = { trouble: String(trouble && trouble.stack) };
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
});
