/* Opens a page in Chromium at a phone's width, takes a picture, and says where each cell lies and whether it is cut. */
"use strict";

const { chromium } = require("playwright-core");

const QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat(
  ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
);
const [, , executablePath, source, picture, width, height] = process.argv;

/** Every cell: its box on the screen, how wide its text needs to be, and how wide its longest word is. */
function measured() {
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.cssText = "position: absolute; visibility: hidden; white-space: pre";
  const wide = (text, style) => {
    probe.style.font = style.font;
    probe.textContent = text;
    return probe.getBoundingClientRect().width;
  };
  const found = {};
  for (const cell of document.querySelectorAll("[data-at]")) {
    const box = cell.parentElement.getBoundingClientRect();
    const style = getComputedStyle(cell);
    found[cell.dataset.at] = {
      left: box.left,
      right: box.right,
      top: box.top,
      bottom: box.bottom,
      text: cell.textContent,
      cut: cell.scrollWidth > cell.clientWidth + 1 || cell.scrollHeight > cell.clientHeight + 1,
      room: cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight),
      word: Math.max(0, ...cell.textContent.split(/\s+/).map((word) => wide(word, style))),
    };
  }
  probe.remove();
  return found;
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: QUIET });
  const page = await browser.newPage({ viewport: { width: Number(width), height: Number(height) } });
  await page.goto("file://" + source);
  const cells = await page.evaluate(measured);
  await page.screenshot({ path: picture });
  process.stdout.write(JSON.stringify(cells));
  await browser.close();
})();
