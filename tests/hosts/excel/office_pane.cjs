/* Drives the task pane in Chromium, a JSON command a line on standard input, a JSON answer a line on standard output. */
"use strict";

const { execFile } = require("node:child_process");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const { chromium } = require("playwright-core");

const QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat(
  ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
);
const standIn = readFileSync(path.join(__dirname, "office_stand_in.js"), "utf8");
const [, , executablePath, python] = process.argv;

/** A workbook file as the stand-in holds it, read by another program. */
function readBook(base64) {
  return new Promise((done, failed) => {
    const reader = execFile(python, [path.join(__dirname, "office_book.py")], { maxBuffer: 2 ** 28 }, (fault, out) =>
      fault ? failed(fault) : done(JSON.parse(out))
    );
    reader.stdin.end(base64);
  });
}

let browser, context, page, said;

const commands = {
  async open({ url, book, width = 400, height = 800, scheme = "light", theme = null, platform = "PC", sets = null }) {
    if (context) await context.close();
    context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
    page = await context.newPage();
    said = [];
    page.on("console", (line) => ["error", "warning"].includes(line.type()) && said.push(line.text()));
    page.on("pageerror", (fault) => said.push(String(fault)));
    page.setDefaultTimeout(90000);
    await page.exposeFunction("readBook", readBook);
    await page.addInitScript(
      ([held, officeTheme, system, known]) => Object.assign(window, { book: held, officeTheme, platform: system, sets: known }),
      [book ? JSON.parse(readFileSync(book, "utf8")) : { sheets: [], names: {} }, theme, platform, sets]
    );
    await page.route("https://appsforoffice.microsoft.com/**", (route) =>
      route.fulfill({ contentType: "text/javascript", body: standIn })
    );
    await page.goto(url);
    await page.waitForFunction(() => document.getElementById("server").textContent);
  },
  click: ({ on, text }) => (text ? page.locator(on, { hasText: text }) : page.locator(on)).first().click(),
  fill: ({ on, text }) => page.fill(on, text),
  press: ({ key }) => page.keyboard.press(key),
  wait: ({ on, text = "" }) => page.locator(on, { hasText: text }).first().waitFor(),
  texts: ({ on }) => page.locator(on).allInnerTexts(),
  ask: ({ script }) => page.evaluate(script),
  answers: ({ url, status, body = "{}" }) =>
    page.route(url, (route) => (status ? route.fulfill({ status, body, contentType: "application/json" }) : route.abort())),
  normal: ({ url }) => page.unroute(url),
  size: ({ width, height }) => page.setViewportSize({ width, height }),
  shot: ({ file }) => page.screenshot({ path: file, fullPage: true }).then(() => file),
  said: async () => said,
};

(async () => {
  browser = await chromium.launch({ executablePath, args: QUIET });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const command = JSON.parse(line);
    let answer;
    try {
      answer = { result: (await commands[command.do](command)) ?? null };
    } catch (fault) {
      answer = { fault: String(fault.stack || fault) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
  await browser.close();
})();
