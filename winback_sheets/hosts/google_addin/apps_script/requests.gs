// One formula, one request: signed with the secret of this spreadsheet, and kept for six hours.
//
// Google ends a formula after 30 seconds and has no setting for how long a request may take. So too many cells are not
// sent at all, and every request tells the server after how many seconds its answer comes too late.

const WINBACK_MOST_CELLS_ = 400000;
const WINBACK_SECONDS_ = 22; // for the server, of the 30 that a formula has
const WINBACK_PATIENCE_ = 5; // seconds that a busy server may ask to wait
const WINBACK_KEPT_ = 21600; // seconds, the most that Google's cache allows
const WINBACK_KEPT_LETTERS_ = 100000; // a cache entry holds 100 KB
const WINBACK_NOT_SET_UP_ = "server not set up: see Win-back > Help";

/**
 * The server's address, the public part of the secret and the part that signs; null where they are not set up.
 *
 * @return {{server: string, sheet: string, key: string} | null}
 */
function winbackSettings_() {
  const kept = PropertiesService.getScriptProperties();
  const server = kept.getProperty("WINBACK_SERVER") || WINBACK_SERVER_;
  const secret = kept.getProperty("WINBACK_SECRET") || "";
  const dot = secret.lastIndexOf(".");
  if (!/^https:\/\//.test(server) || dot < 1) return null;
  return { server, sheet: secret.slice(0, dot), key: secret.slice(dot + 1) };
}

/**
 * Answer a formula. Errors are thrown: the cell then shows #ERROR!, and the sentence when the pointer is on it.
 *
 * @param {string} name the formula's name in the catalog
 * @param {number} count how many arguments it has; the one after them is `refresh`
 * @param {ArrayLike<any>} given
 * @return {any}
 */
function winback_(name, count, given) {
  const begun = Date.now();
  const settings = winbackSettings_();
  if (!settings) return WINBACK_NOT_SET_UP_;
  const zone = SpreadsheetApp.getActive().getSpreadsheetTimeZone();
  /** @type {Map<number, number | null>} */
  const known = new Map();
  const typed = Array.from(given);
  const refresh = typed.length > count ? typed.splice(count, 1)[0] : "";
  const cells = typed.map((each) => winbackArgument_(each, zone, known));
  while (cells.length && cells[cells.length - 1] === null) cells.pop();
  const body = winbackBody_(name, cells);
  const key = winbackHash_(`${settings.server}\n${JSON.stringify(refresh)}\n${body}`);
  const result = winbackKept_(key) || winbackAnswer_(settings, body, key, begun);
  if (result.error) throw winbackError_(result.error, result.sentence);
  return winbackShown_(result, zone, known);
}

/**
 * The request as text of plain letters, which no server and no signature can read in two ways.
 *
 * @param {string} name
 * @param {any[]} cells
 * @return {string}
 */
function winbackBody_(name, cells) {
  const size = cells.reduce(
    (sum, each) => sum + (Array.isArray(each) ? each.reduce((all, row) => all + row.length, 0) : 1), 0,
  );
  if (size > WINBACK_MOST_CELLS_) {
    throw winbackError_("#VALUE!", `The ranges hold ${size} cells, and one formula can send ${WINBACK_MOST_CELLS_}: ` +
      "give it only the columns it needs.");
  }
  const text = JSON.stringify({ calls: [{ name, arguments: cells }] });
  const body = text.replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  if (body.length > WINBACK_MOST_BYTES_) {
    throw winbackError_("#VALUE!", "The ranges hold more text than one formula can send: " +
      "give it only the columns it needs.");
  }
  return body;
}

/**
 * @param {string} code
 * @param {string} sentence
 * @return {Error}
 */
function winbackError_(code, sentence) {
  return new Error(`${code}: ${sentence}`);
}

/**
 * @param {number[]} bytes as Google gives them, from -128 to 127
 * @return {string}
 */
function winbackHex_(bytes) {
  return bytes.map((each) => (each & 255).toString(16).padStart(2, "0")).join("");
}

/**
 * @param {string} text
 * @return {string}
 */
function winbackHash_(text) {
  const { DigestAlgorithm, Charset } = Utilities;
  return `winback:${winbackHex_(Utilities.computeDigest(DigestAlgorithm.SHA_256, text, Charset.UTF_8))}`;
}

/**
 * The answer that was kept for the same question, or null.
 *
 * @param {string} key
 * @return {any}
 */
function winbackKept_(key) {
  const cache = CacheService.getDocumentCache();
  const found = cache ? cache.get(key) : null;
  return found ? JSON.parse(found) : null;
}

/**
 * Ask the server, and keep what it worked out.
 *
 * @param {{server: string, sheet: string, key: string}} settings
 * @param {string} body
 * @param {string} key the name under which the answer is kept
 * @param {number} begun when the formula began, in milliseconds since 1970
 * @return {any}
 */
function winbackAnswer_(settings, body, key, begun) {
  const answer = winbackPost_(settings, body, begun);
  if (answer.getResponseCode() !== 200) throw winbackRefused_(settings.server, answer);
  const results = winbackRead_(answer).results;
  if (!Array.isArray(results) || results.length !== 1 || !results[0]) {
    throw winbackError_("#N/A", "The function server is of another version: write the script again with " +
      "python3 scripts/winback.py addin sheets.");
  }
  const text = JSON.stringify(results[0]);
  const cache = CacheService.getDocumentCache();
  // Letters beyond ASCII take up to three bytes each.
  if (cache && !results[0].error && text.length * (/[^\x00-\x7f]/.test(text) ? 3 : 1) <= WINBACK_KEPT_LETTERS_) {
    try {
      cache.put(key, text, WINBACK_KEPT_);
    } catch (full) {
      // An answer that cannot be kept is still an answer.
    }
  }
  return results[0];
}

/**
 * Ask once, and once more where the server is busy and says that it will soon be free.
 *
 * @param {{server: string, sheet: string, key: string}} settings
 * @param {string} body
 * @param {number} begun
 * @return {GoogleAppsScript.URL_Fetch.HTTPResponse}
 */
function winbackPost_(settings, body, begun) {
  const passed = () => (Date.now() - begun) / 1000;
  const first = winbackFetch_(settings, body, passed());
  const wait = winbackWait_(first);
  if (wait > WINBACK_PATIENCE_ || passed() + wait > WINBACK_SECONDS_ / 2) return first;
  Utilities.sleep(wait * 1000);
  return winbackFetch_(settings, body, passed());
}

/**
 * The seconds after which a busy server wants to be asked again; endless for any other answer.
 *
 * @param {GoogleAppsScript.URL_Fetch.HTTPResponse} answer
 * @return {number}
 */
function winbackWait_(answer) {
  if (![429, 503].includes(answer.getResponseCode())) return Infinity;
  const said = Object.entries(answer.getHeaders()).find(([name]) => name.toLowerCase() === "retry-after");
  return said && /^\d+$/.test(said[1]) ? Number(said[1]) : Infinity;
}

/**
 * @param {{server: string, sheet: string, key: string}} settings
 * @param {string} body
 * @param {number} passed seconds since the formula began
 * @return {GoogleAppsScript.URL_Fetch.HTTPResponse}
 */
function winbackFetch_({ server, sheet, key }, body, passed) {
  const left = Math.floor(WINBACK_SECONDS_ - passed);
  if (left < 2) throw winbackError_("#N/A", "Reading the ranges took too long: give the formula smaller ones.");
  const time = String(Math.floor(Date.now() / 1000));
  const signed = Utilities.computeHmacSha256Signature(`${time}.${body}`, key, Utilities.Charset.UTF_8);
  try {
    return UrlFetchApp.fetch(`${server}/v1/batch`, {
      method: "post",
      contentType: "application/json",
      payload: body,
      headers: {
        "X-Winback-Sheet": sheet,
        "X-Winback-Timestamp": time,
        "X-Winback-Signature": winbackHex_(signed),
        "X-Winback-Seconds": String(left),
      },
      muteHttpExceptions: true,
      followRedirects: false,
    });
  } catch (trouble) {
    throw winbackError_("#N/A", winbackUnsent_(server, String(trouble)));
  }
}

/**
 * Why Google did not bring an answer, in one sentence.
 *
 * @param {string} server
 * @param {string} trouble
 * @return {string}
 */
function winbackUnsent_(server, trouble) {
  if (/too many times|quota|rate limit/i.test(trouble)) {
    return "Google's limit on requests is used up for now: give formulas larger ranges, or try again tomorrow.";
  }
  if (/permission|authoriz/i.test(trouble)) {
    return "Google has not been allowed yet to ask the function server: open Win-back > Settings once and agree.";
  }
  return `The function server (${server}) does not answer: see that python3 scripts/winback.py serve runs there, then Win-back > Refresh.`;
}

/**
 * What a refusal of the server means, as the error of the formula.
 *
 * @param {string} server
 * @param {GoogleAppsScript.URL_Fetch.HTTPResponse} answer
 * @return {Error}
 */
function winbackRefused_(server, answer) {
  const status = answer.getResponseCode();
  const { sentence } = winbackRead_(answer);
  const own = `The function server (${server}) could not answer (${status}): see that python3 scripts/winback.py serve runs there.`;
  return winbackError_([400, 413, 422].includes(status) ? "#VALUE!" : "#N/A", sentence || own);
}

/**
 * What an answer says; nothing where a program between here and the server answered with a page of its own.
 *
 * @param {GoogleAppsScript.URL_Fetch.HTTPResponse} answer
 * @return {any}
 */
function winbackRead_(answer) {
  try {
    return JSON.parse(answer.getContentText("UTF-8")) || {};
  } catch (page) {
    return {};
  }
}
