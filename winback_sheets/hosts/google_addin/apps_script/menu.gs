// The menu Win-back, and what its sidebar asks for.

const WINBACK_STAMP_ = "WinbackRefresh"; // the name of the cell that formulas may have as their last argument

/** Google calls this when the spreadsheet is opened. */
function onOpen() {
  SpreadsheetApp.getUi().createMenu("Win-back")
    .addItem("Refresh", "winbackRefresh")
    .addItem("Settings", "winbackShowSettings")
    .addItem("Help", "winbackShowHelp")
    .addToUi();
}

/** Renew the stamp: every formula that has it as its last argument asks the server again. */
function winbackRefresh() {
  const ui = SpreadsheetApp.getUi();
  const book = SpreadsheetApp.getActive();
  if (!winbackSettings_()) {
    ui.alert("Win-back", "No function server is set up, so there is nothing to ask again here. The tabs of the " +
      "review come from the scheduled refresh.", ui.ButtonSet.OK);
    return;
  }
  const stamp = book.getRangeByName(WINBACK_STAMP_) || winbackNewStamp_(ui, book);
  if (!stamp) return;
  stamp.setValue(new Date());
  book.toast(`Formulas that end with ${WINBACK_STAMP_} ask the server again.`, "Win-back");
}

/**
 * The selected cell as the place of the stamp, if it is empty and the user agrees; nothing that was typed is replaced.
 *
 * @param {GoogleAppsScript.Base.Ui} ui
 * @param {GoogleAppsScript.Spreadsheet.Spreadsheet} book
 * @return {GoogleAppsScript.Spreadsheet.Range | null}
 */
function winbackNewStamp_(ui, book) {
  const cell = book.getCurrentCell();
  if (!cell || !cell.isBlank()) {
    ui.alert("Win-back", "The time of the last refresh needs a cell. Select an empty one, then choose Refresh again.",
      ui.ButtonSet.OK);
    return null;
  }
  const place = `${cell.getSheet().getName()}, ${cell.getA1Notation()}`;
  const said = ui.alert("Win-back", `Keep the time of the last refresh in the selected cell (${place})? Formulas can ` +
    `then have ${WINBACK_STAMP_} as their last argument.`, ui.ButtonSet.YES_NO);
  if (said !== ui.Button.YES) return null;
  book.setNamedRange(WINBACK_STAMP_, cell);
  return cell;
}

/** Show the sidebar with the settings. */
function winbackShowSettings() {
  winbackShow_("settings");
}

/** Show the sidebar with the help. */
function winbackShowHelp() {
  winbackShow_("help");
}

/**
 * @param {string} part
 */
function winbackShow_(part) {
  const page = HtmlService.createHtmlOutputFromFile("sidebar").getContent();
  const html = HtmlService.createHtmlOutput(page.replace('data-part="settings"', `data-part="${part}"`));
  SpreadsheetApp.getUi().showSidebar(html.setTitle("Win-back"));
}

/**
 * What the sidebar shows: never the secret, only whether there is one.
 *
 * @return {{server: string, hasSecret: boolean, sheet: string, stamp: string, formulas: string[][]}}
 */
function winbackState() {
  const kept = PropertiesService.getScriptProperties();
  const secret = kept.getProperty("WINBACK_SECRET") || "";
  const semicolons = winbackSemicolons_();
  return {
    server: kept.getProperty("WINBACK_SERVER") || WINBACK_SERVER_,
    hasSecret: Boolean(secret),
    sheet: secret.slice(0, Math.max(0, secret.lastIndexOf("."))),
    stamp: WINBACK_STAMP_,
    formulas: WINBACK_FORMULAS_.map(([name, help, points, commas]) => [name, help, semicolons ? commas : points]),
  };
}

/**
 * Whether this spreadsheet writes 1,5 and so a semicolon between arguments.
 *
 * @return {boolean}
 */
function winbackSemicolons_() {
  const locale = SpreadsheetApp.getActive().getSpreadsheetLocale().replace("-", "_");
  const among = (/** @type {string} */ names, /** @type {string} */ name) => ` ${names} `.includes(` ${name} `);
  if (among(WINBACK_COMMA_, locale) || among(WINBACK_POINT_, locale)) return among(WINBACK_COMMA_, locale);
  return among(WINBACK_COMMA_, locale.split("_")[0]);
}

/**
 * Keep what was typed in the sidebar; an empty secret leaves the old one as it is.
 *
 * @param {string} server
 * @param {string} secret
 * @return {{ok: boolean, sentence: string}}
 */
function winbackSave(server, secret) {
  const address = String(server).trim().replace(/\/+$/, "");
  const word = String(secret).trim();
  if (!/^https:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(address)) {
    return { ok: false, sentence: "The address begins with https:// and has no blanks, as in https://winback.example.com." };
  }
  if (/^https:\/\/(localhost|127\.|\[::1\])/.test(address)) {
    return { ok: false, sentence: "Google cannot reach your own computer: the server needs an address on the internet." };
  }
  if (word && !/^[a-z0-9-]+\.[0-9a-f]{8}\.[\w-]{32,200}$/.test(word)) {
    return { ok: false, sentence: "That is not a secret of this kind: paste its whole line, such as name.1a2b3c4d.xyz." };
  }
  const kept = PropertiesService.getScriptProperties();
  kept.setProperty("WINBACK_SERVER", address);
  if (word) kept.setProperty("WINBACK_SECRET", word);
  if (!kept.getProperty("WINBACK_SECRET")) return { ok: false, sentence: "The address is kept; the secret is missing." };
  return { ok: true, sentence: "Kept. Test the connection now." };
}

/**
 * Remove the secret from this spreadsheet; formulas then say that no server is set up.
 *
 * @return {{ok: boolean, sentence: string}}
 */
function winbackForget() {
  PropertiesService.getScriptProperties().deleteProperty("WINBACK_SECRET");
  return { ok: true, sentence: "The secret is no longer kept here." };
}

/**
 * Ask the server for one small formula.
 *
 * @return {{ok: boolean, sentence: string}}
 */
function winbackTest() {
  const settings = winbackSettings_();
  if (!settings) return { ok: false, sentence: "Fill in the address and the secret, and press Save." };
  const begun = Date.now();
  try {
    const answer = winbackFetch_(settings, winbackBody_("CONVERT_RATE", [0.5, "month"]), 0);
    if (answer.getResponseCode() !== 200) throw winbackRefused_(settings.server, answer);
    const [result] = winbackRead_(answer).results || [];
    if (!result || result.value !== 0.5) throw winbackError_("#N/A", "Something else answers there, not the function server.");
    return { ok: true, sentence: `The server answered in ${Date.now() - begun} milliseconds.` };
  } catch (trouble) {
    return { ok: false, sentence: String(trouble instanceof Error ? trouble.message : trouble).replace(/^#\S+ /, "") };
  }
}
