// The calls of one recalculation as one request: a range that many formulas read travels once.

const PAUSE = 30; // milliseconds in which calls gather
const LONGEST_WAIT = 60; // seconds a server may ask us to wait
const MOST_HALVINGS = 4;
let gathered = [];

/** A call for the next request: promises the server's result for it, or fails with {code, sentence}. */
function asked(call) {
  return new Promise((done, failed) => {
    gathered.push(Object.assign(call, { done, failed, cancelled: false, request: null }));
    if (gathered.length === 1) setTimeout(sendGathered, PAUSE);
  });
}

/** Excel no longer wants this call: it is not sent, and a request that nobody waits for is ended. */
function cancel(call) {
  if (call.cancelled) return;
  call.cancelled = true;
  if (call.request && call.request.calls.every((each) => each.cancelled)) call.request.controller.abort();
  call.failed({ code: "#N/A", sentence: "The calculation was stopped.", stopped: true });
}

async function sendGathered() {
  const calls = gathered.filter((call) => !call.cancelled);
  gathered = [];
  try {
    await written(calls);
  } catch (unforeseen) {
    fail(calls, "#N/A", "The formula could not be sent: reload the workbook, and tell us if it comes again.");
    return;
  }
  inRequests(calls.filter((call) => !call.cancelled)).forEach((request) => send(request));
}

/** Give each call its arguments as JSON, or as the range that they share with other calls. */
async function written(calls) {
  const known = new Map();
  for (const call of calls) {
    call.parts = [];
    for (let at = 0; at < call.cells.length; at += 1) {
      const cell = call.cells[at];
      const range = Array.isArray(cell) ? distinct(known, cell, call.typed, (call.addresses || [])[at]) : null;
      if (range && !range.text) await write(range);
      call.parts.push(range ? (range.single ? range.text : range) : JSON.stringify(plainCell(cell)));
    }
  }
}

/** The one object that stands for all equal ranges of a request. */
function distinct(known, rows, typed, address) {
  const place = typed && typeof address === "string" ? address : "";
  const key = `${place}|${typed}|${fingerprint(rows)}`;
  const alike = known.get(key) || [];
  const found = alike.find((each) => sameRows(each.rows, rows));
  if (found) return found;
  const made = { rows, typed, address: place, text: "", single: false, cells: 0, bytes: 0 };
  known.set(key, [...alike, made]);
  return made;
}

/** The JSON of a range. A formula's range of one cell is that cell: Excel does not say which of the two was typed. */
async function write(range) {
  let rows = range.rows;
  if (range.typed) rows = plainRows(await withBlanks(withoutTail(rows), range.address));
  else rows = plainRows(rows);
  range.single = range.typed && rows.length === 1 && rows[0].length === 1;
  range.text = JSON.stringify(range.single ? rows[0][0] : rows);
  range.cells = rows.reduce((sum, row) => sum + row.length, 0);
  range.bytes = bytesOf(range.text);
}

function bytesOf(text) {
  return /[^\x00-\x7f]/.test(text) ? 3 * text.length : text.length;
}

/** The calls in as few requests as the server's limits allow; one that is too large by itself goes alone. */
function inRequests(calls) {
  const requests = [];
  let now = null;
  for (const call of calls) {
    const own = call.parts.filter((part) => typeof part === "string").join().length * 3 + call.name.length + 60;
    const added = (request) => [...new Set(call.parts.filter((part) => typeof part !== "string"))]
      .filter((range) => !request || !request.ranges.has(range));
    const bytes = (request) => own + added(request).reduce((sum, range) => sum + range.bytes + 1, 0);
    const cells = (request) => call.parts.length + added(request).reduce((sum, range) => sum + range.cells, 0);
    const full = now && (now.calls.length >= LIMITS.calls || now.bytes + bytes(now) > LIMITS.bytes ||
      now.cells + cells(now) > LIMITS.cells);
    if (!now || full) {
      now = { calls: [], ranges: new Map(), bytes: 100, cells: 0, controller: new AbortController() };
      requests.push(now);
    }
    now.bytes += bytes(now);
    now.cells += cells(now);
    added(now).forEach((range) => now.ranges.set(range, now.ranges.size));
    now.calls.push(call);
    call.request = now;
  }
  return requests;
}

function bodyOf(request) {
  const told = (part) => (typeof part === "string" ? part : `{"range":${request.ranges.get(part)}}`);
  const calls = request.calls.map(
    (call) => `{"name":${JSON.stringify(call.name)},"arguments":[${call.parts.map(told).join()}]}`,
  );
  return `{"calls":[${calls.join()}],"ranges":[${[...request.ranges.keys()].map((range) => range.text).join()}]}`;
}

/** Send a request and hand out its results; whatever goes wrong is one sentence for each of its calls. */
async function send(request, halved = 0) {
  const { server, token } = settings();
  if (!token) {
    fail(request.calls, "#N/A", "The add-in has no token yet: open the Winback pane and paste it there.");
    return;
  }
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    request.controller.abort();
  }, LIMITS.seconds * 1000);
  try {
    const begun = Date.now();
    const answer = await posted(`${server}/v1/batch`, token, bodyOf(request), request.controller.signal);
    const tooMuch = answer.status === 503 && isLong(begun) && halved < MOST_HALVINGS && request.calls.length > 1;
    if (answer.ok) handOut(request.calls, await answer.json());
    else if (tooMuch) await inHalves(request.calls, halved);
    else fail(request.calls, answer.status >= 429 || answer.status === 401 ? "#N/A" : "#VALUE!", await sentenceOf(answer));
  } catch (trouble) {
    const silent = `The function server (${server}) does not answer: start it with python3 scripts/winback.py serve, then calculate again.`;
    const slow = `The function server took longer than ${LIMITS.seconds} seconds: let the formulas read smaller ranges.`;
    fail(request.calls, "#N/A", late ? slow : silent);
  } finally {
    clearTimeout(limit);
  }
}

/** Whether a server that refuses has worked on it first: then the same again would be refused again. */
function isLong(begun) {
  return Date.now() - begun > LIMITS.seconds * 250;
}

/** More formulas than the server works out in its time: one half, and then the other. */
async function inHalves(calls, halved) {
  const left = calls.filter((call) => !call.cancelled);
  const middle = Math.ceil(left.length / 2);
  for (const half of [left.slice(0, middle), left.slice(middle)]) {
    for (const request of inRequests(half)) await send(request, halved + 1);
  }
}

/** Ask once, and once more where the server is busy and says when to come back. */
async function posted(address, token, body, signal) {
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body,
    signal,
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
  };
  const begun = Date.now();
  const answer = await fetch(address, options);
  const wait = Number(answer.headers.get("Retry-After") || NaN);
  const again = [429, 503].includes(answer.status) && wait >= 0 && wait <= LONGEST_WAIT && !isLong(begun);
  if (!again) return answer;
  await new Promise((done) => {
    setTimeout(done, wait * 1000);
    signal.addEventListener("abort", done, { once: true });
  });
  return fetch(address, options);
}

async function sentenceOf(answer) {
  if (answer.status === 401) {
    return "The function server does not know this add-in's token: paste the right one in the Winback pane.";
  }
  try {
    const { sentence } = await answer.json();
    if (typeof sentence === "string" && sentence) return sentence;
  } catch (unreadable) {
    // Below is what can still be said.
  }
  return `The function server could not answer (${answer.status}): start it again with python3 scripts/winback.py serve.`;
}

function handOut(calls, reply) {
  if (!reply || !Array.isArray(reply.results) || reply.results.length !== calls.length) {
    fail(calls, "#N/A", "The function server is of another version: write the add-in again with python3 scripts/winback.py addin excel.");
    return;
  }
  calls.forEach((call, at) => {
    const result = reply.results[at];
    if (result.error) call.failed({ code: result.error, sentence: result.sentence });
    else call.done(result);
  });
}

function fail(calls, code, sentence) {
  calls.forEach((call) => call.failed({ code, sentence }));
}
