// The formulas of Excel, and `winback`, by which the pane speaks to the same server.

const MOST_PROBLEMS = 100;
const MOST_RESULTS = 2000;
const PREVIEW = "calculated once you press Enter";
const KEPT = "winback.token";
const listeners = [];
const results = new Map(); // by cell: what the formula there gave last, without its figures
let pastedToken = null; // [the manifest's token at that time, the token that was pasted]

/** The token of the add-in's own address (the manifest carries it). */
function manifestToken() {
  return typeof location === "undefined" ? "" : new URLSearchParams(location.search).get("t") || "";
}

/** The server this add-in was loaded from, and the token: a pasted one, until the manifest brings another. */
function settings() {
  const here = typeof location !== "undefined" && /^https?:$/.test(location.protocol);
  const token = manifestToken();
  if (!pastedToken) {
    try {
      pastedToken = JSON.parse(localStorage.getItem(KEPT)) || ["", ""];
    } catch (closed) {
      pastedToken = ["", ""]; // a browser may keep its storage from add-ins
    }
  }
  return { server: here ? location.origin : SERVER, token: pastedToken[0] === token && pastedToken[1] ? pastedToken[1] : token };
}

function setToken(text) {
  pastedToken = [manifestToken(), String(text).trim()];
  try {
    localStorage.setItem(KEPT, JSON.stringify(pastedToken));
  } catch (closed) {
    // It then holds until the workbook is closed.
  }
}

/** Call a formula from the pane: promises a value or rows, days as serial numbers; fails with {code, sentence}. */
function call(name, cells) {
  return asked({ name: String(name), cells: [...cells], typed: false, addresses: null })
    .then((result) => result.rows || result.value);
}

/** Keep a sentence for the pane, newest first; the same cell's same sentence only once. */
function remember(problem) {
  const { problems } = winback;
  const same = (each) => ["name", "address", "sentence"].every((key) => each[key] === problem[key]);
  const old = problem.address ? problems.findIndex(same) : -1;
  if (old >= 0) problems.splice(old, 1);
  problems.unshift(problem);
  problems.length = Math.min(problems.length, MOST_PROBLEMS);
  listeners.forEach((listener) => {
    try {
      listener(problem);
    } catch (theirs) {
      // A pane that stumbles over a problem must not keep the cell waiting.
    }
  });
}

/** A cell as results are kept by it: "Churn!A1", however Excel writes the address. */
function placeOf(address) {
  const cut = String(address).lastIndexOf("!");
  const tab = address.slice(0, Math.max(0, cut)).replace(/^'|'$/g, "").replace(/''/g, "'");
  return `${tab}!${address.slice(cut + 1).replace(/\$/g, "")}`;
}

/** Keep the kinds of a result's columns, so that the pane can give them their formats; the oldest are forgotten. */
function rememberKinds(name, address, result) {
  if (!address || formattedType()) return;
  const place = placeOf(address);
  results.delete(place);
  results.set(place, { name, headings: result.rows ? result.rows[0] : null, formats: kindsOf(result).map((kind) => FORMATS[kind] || "") });
  if (results.size > MOST_RESULTS) results.delete(results.keys().next().value);
}

function isInvocation(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "functionName" in value;
}

/** What Excel calls for =WINBACK.NAME(...): the arguments as typed, and at the end its invocation. */
function formula(name) {
  return async (...given) => {
    const invocation = isInvocation(given[given.length - 1]) ? given.pop() : {};
    if (invocation.isInValuePreview) return [[PREVIEW]]; // somebody has marked a part of a formula that is being typed
    while (given.length && (given[given.length - 1] === null || given[given.length - 1] === undefined)) given.pop();
    const one = { name, cells: given, typed: true, addresses: invocation.parameterAddresses || null };
    const answered = asked(one);
    invocation.onCanceled = () => cancel(one);
    try {
      const result = await answered;
      rememberKinds(name, invocation.address, result);
      return excelRows(result);
    } catch (trouble) {
      const { code, sentence } = trouble;
      if (!trouble.stopped) remember({ name, code, sentence, address: invocation.address || "", at: Date.now() });
      const error = excelError(code, sentence);
      // Thrown, Excel knows five errors; the other two reach the cell only as a value.
      if (code === "#REF!" || code === "#NAME?") return error;
      throw error;
    }
  };
}

const winback = {
  problems: [],
  settings,
  setToken,
  call,
  /** Whether formulas give their cells the number formats themselves. */
  formatsCells: () => Boolean(formattedType()),
  /** What the formula of this cell gave last: {name, headings (null for one value), formats of its columns}, or null. */
  resultAt: (address) => results.get(placeOf(address)) || null,
  onProblem(listener) {
    listeners.push(listener);
  },
};
globalThis.winback = winback;

function register() {
  if (typeof CustomFunctions !== "undefined") NAMES.forEach((name) => CustomFunctions.associate(name, formula(name)));
}

if (typeof CustomFunctions === "undefined" && typeof Office !== "undefined" && Office.onReady) Office.onReady(register);
else register();
