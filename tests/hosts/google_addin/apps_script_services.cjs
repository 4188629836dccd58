// The services of Google Apps Script that Code.gs uses, as Google describes them, with their limits.
//
// Requests are synchronous there, so a second thread fetches while this one waits.
"use strict";
const crypto = require("crypto");
const { MessageChannel, Worker, receiveMessageOnPort } = require("worker_threads");

const DAY = 86400000;
const KB = 1024;
const FETCHER = `
const { workerData: { port, signal } } = require("worker_threads");
port.on("message", async ({ url, options }) => {
  let told;
  try {
    const answer = await fetch(url, options);
    told = { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
  } catch (trouble) {
    told = { trouble: String((trouble.cause && trouble.cause.code) || trouble.message) };
  }
  port.postMessage(told);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});`;
/** A thread that fetches, and `fetched(url, options, milliseconds)`: its answer, or null when that took too long. */
function fetcher() {
  const started = () => {
    const { port1, port2 } = new MessageChannel();
    const signal = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(FETCHER, { eval: true, workerData: { port: port2, signal }, transferList: [port2] });
    worker.unref();
    port1.unref();
    return { port1, signal, worker };
  };
  let now = started();
  return (url, options, milliseconds) => {
    Atomics.store(now.signal, 0, 0);
    now.port1.postMessage({ url, options });
    if (Atomics.wait(now.signal, 0, 0, milliseconds) === "timed-out") {
      now.worker.terminate();
      now = started();
      return null;
    }
    return receiveMessageOnPort(now.port1).message;
  };
}
const fetched = fetcher();

const formats = new Map();
/** What a clock on the wall of a zone shows, as [year, month, day, hour, minute, second]. */
function wall(moment, zone) {
  if (!formats.has(zone)) {
    const how = { timeZone: zone, hourCycle: "h23" };
    for (const part of ["year", "month", "day", "hour", "minute", "second"]) how[part] = "numeric";
    formats.set(zone, new Intl.DateTimeFormat("en-US", how));
  }
  const parts = Object.fromEntries(formats.get(zone).formatToParts(moment).map((each) => [each.type, each.value]));
  return ["year", "month", "day", "hour", "minute", "second"].map((part) => Number(parts[part]));
}

/** How far the clocks of a zone are ahead of a moment. */
function ahead(moment, zone) {
  const [year, month, ...rest] = wall(moment, zone);
  return Date.UTC(year, month - 1, ...rest) - Math.floor(moment / 1000) * 1000;
}

/** The moment at which the clocks of a zone show this; where they are put forward over it, that much later. */
function momentOf(utc, zone) {
  const [before, after] = [utc - ahead(utc - DAY, zone), utc - ahead(utc + DAY, zone)];
  return after + ahead(after, zone) === utc ? after : before;
}

function serialOf(moment, zone) {
  return (moment + ahead(moment, zone)) / DAY + 25569;
}

function sheets(world) {
  const range = (cell) => ({
    isBlank: () => cell.value === "",
    getA1Notation: () => cell.a1,
    getSheet: () => ({ getName: () => cell.tab }),
    getValue: () => cell.value,
    setValue(value) {
      cell.value = value instanceof world.inside.Date ? { day: serialOf(value.getTime(), world.plan.zone) } : value;
      return this;
    },
  });
  const book = {
    getSpreadsheetTimeZone: () => world.plan.zone,
    getSpreadsheetLocale: () => world.plan.locale,
    getRangeByName: (name) => (world.names[name] ? range(world.names[name]) : null),
    setNamedRange: (name) => { world.names[name] = world.current; },
    getCurrentCell: () => (world.plan.current === null ? null : range(world.current)),
    toast: (...said) => { world.shown.push(["toast", ...said]); },
  };
  const ui = {
    ButtonSet: { OK: "OK", YES_NO: "YES_NO" },
    Button: { OK: "OK", YES: "YES", NO: "NO", CLOSE: "CLOSE" },
    createMenu(title) {
      const menu = {
        addItem(label, name) {
          if (typeof world.context[name] !== "function") throw world.fault(`Script function not found: ${name}`);
          world.menu[label] = name;
          return menu;
        },
        addSeparator: () => menu,
        addToUi: () => { world.shown.push(["menu", title]); },
      };
      return menu;
    },
    alert(...said) {
      world.shown.push(["alert", ...said]);
      return (world.plan.answers || []).shift() || "OK";
    },
    showSidebar: (html) => { world.shown.push(["sidebar", html.getTitle(), html.getContent()]); },
  };
  const refused = () => { throw world.fault("Exception: not allowed"); };
  return { getActive: () => book, getUi: () => ui, openById: refused, openByUrl: refused, create: refused };
}

function properties(world) {
  const store = {
    getProperty: (name) => (name in world.kept ? world.kept[name] : null),
    setProperty(name, value) {
      if (Buffer.byteLength(String(value)) > 9 * KB) throw world.fault("Exception: Argument too large: value");
      world.kept[name] = String(value);
      return store;
    },
    deleteProperty: (name) => { delete world.kept[name]; return store; },
  };
  return { getScriptProperties: () => store };
}

function caches(world) {
  const checked = (key) => {
    if (key.length > 250) throw world.fault("Exception: Argument too large: key");
    return key;
  };
  const cache = {
    get: (key) => world.cache.get(checked(key)) || null,
    put(key, value, seconds) {
      if (world.plan.noCache || Buffer.byteLength(value) > 100 * KB) throw world.fault("Exception: Argument too large: value");
      if (!(seconds >= 1 && seconds <= 21600)) throw world.fault("Exception: Invalid argument: expirationInSeconds");
      world.cache.set(checked(key), value);
    },
  };
  return { getDocumentCache: () => (world.plan.noDocument ? null : cache) };
}

const OPTIONS = ["method", "contentType", "payload", "headers", "muteHttpExceptions", "followRedirects",
  "validateHttpsCertificates", "escaping", "useIntranet"];

function urls(world) {
  const plain = (url) => {
    const host = new URL(url);
    if (host.protocol !== "https:" || /^(localhost|127\.|10\.|192\.168\.|\[)/.test(host.hostname)) {
      throw world.fault(`Exception: Address unavailable: ${url}`);
    }
    const real = world.plan.hosts[host.origin];
    if (!real) throw world.fault(`Exception: DNS error: ${url}`);
    return url.replace(host.origin, real);
  };
  function fetch(url, options = {}) {
    const strange = Object.keys(options).find((each) => !OPTIONS.includes(each));
    if (strange) throw world.fault(`Exception: Unexpected option: ${strange}`);
    if (world.plan.trouble) throw world.fault(world.plan.trouble);
    world.sent.push({ url, headers: { ...options.headers }, bytes: Buffer.byteLength(options.payload || "") });
    const answer = fetched(plain(url), {
      method: (options.method || "get").toUpperCase(),
      headers: { ...options.headers, "Content-Type": options.contentType || "application/x-www-form-urlencoded" },
      body: options.payload,
      redirect: options.followRedirects === false ? "manual" : "follow",
    }, world.left());
    if (!answer) {
      world.killed = true;
      throw world.fault("Exceeded maximum execution time");
    }
    if (answer.trouble) throw world.fault(`Exception: Address unavailable: ${url}`);
    if (answer.status >= 400 && !options.muteHttpExceptions) {
      throw world.fault(`Exception: Request failed for ${url} returned code ${answer.status}.`);
    }
    return { getResponseCode: () => answer.status, getContentText: () => answer.text, getHeaders: () => answer.headers };
  }
  return { fetch };
}

function utilities(world) {
  const signed = (buffer) => [...new Int8Array(buffer)];
  // Without a charset Google takes text as US-ASCII.
  const bytes = (text, charset) => (charset === "UTF-8" ? Buffer.from(text) :
    Buffer.from(text.replace(/[^\x00-\x7f]/g, "?")));
  const padded = (number, letters) => String(number).padStart(letters, "0");
  return {
    DigestAlgorithm: { SHA_256: "sha256" },
    Charset: { UTF_8: "UTF-8", US_ASCII: "US-ASCII" },
    computeDigest: (algorithm, text, charset) =>
      signed(crypto.createHash(algorithm).update(bytes(text, charset)).digest()),
    computeHmacSha256Signature: (text, key, charset) =>
      signed(crypto.createHmac("sha256", bytes(key, charset)).update(bytes(text, charset)).digest()),
    formatDate(date, zone, pattern) {
      const [year, month, day, hour, minute, second] = wall(date.getTime(), zone);
      const parts = { yyyy: padded(year, 4), MM: padded(month, 2), dd: padded(day, 2), HH: padded(hour, 2),
        mm: padded(minute, 2), ss: padded(second, 2), "'T'": "T" };
      return pattern.replace(/yyyy|MM|dd|HH|mm|ss|'T'/g, (part) => parts[part]);
    },
    parseDate(text, zone, pattern) {
      if (pattern !== "yyyy-MM-dd") throw world.fault("Exception: this pattern is not stood in for");
      return new world.inside.Date(momentOf(Date.parse(`${text}T00:00:00Z`), zone));
    },
    sleep: (milliseconds) => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds); },
  };
}

function pages(world) {
  const output = (content, title = "") => ({
    getContent: () => content,
    getTitle: () => title,
    setTitle: (text) => output(content, text),
  });
  return {
    createHtmlOutput: (html) => output(html),
    createHtmlOutputFromFile(name) {
      if (name !== "sidebar") throw world.fault(`Exception: No HTML file named ${name} was found.`);
      return output(world.plan.page);
    },
  };
}

/** All of them, for one spreadsheet. */
function services(world) {
  return {
    SpreadsheetApp: sheets(world),
    PropertiesService: properties(world),
    CacheService: caches(world),
    UrlFetchApp: urls(world),
    Utilities: utilities(world),
    HtmlService: pages(world),
    ScriptApp: { getIdentityToken: () => "token" },
  };
}

module.exports = { DAY, momentOf, serialOf, services };
