// SPDX-License-Identifier: EUPL-1.2
// Bad examples: each check finds the fault that it is for, and nothing is found on a good page.
import { createServer } from 'node:http';
import { once } from 'node:events';

import { Crawl } from './crawl.mjs';
import { Faults, Report } from './report.mjs';
import { Visitor } from './visit.mjs';

/// `kind` is the check that has to find the fault, and `says` what it says. No other finds any, but
/// for `also`.
const EXAMPLES = [
  { why: 'a good page', body: '<p>A sentence with <a href="/0">a link</a>.</p>' },
  { why: 'a picture without words', kind: 'axe', says: /^image-alt/, body: '<img src="/dot.svg">' },
  { why: 'pale letters', kind: 'axe', says: /^color-contrast/, css: 'main { color: #aaa; }' },
  { why: 'pale letters in the dark', kind: 'axe', says: /^color-contrast/,
    css: '@media (prefers-color-scheme: dark) { main { color: #555; background: #000; } }' },
  { why: 'a block of 900 px', kind: 'width', says: /^scrolls sideways by/,
    body: '<p class="block">Wide.</p>', css: '.block { width: 900px; }' },
  { why: 'small crowded buttons', kind: 'targets', also: 'axe', says: /^too small, 20 x 20 px/,
    body: '<button>a</button><button>b</button>',
    css: 'button { width: 20px; height: 20px; padding: 0; border: 0; margin: 0; }' },
  { why: 'a focus that cannot be seen', kind: 'focus', says: /^no focus to be seen/,
    body: '<p>A <a href="/0">link</a>.</p>', css: 'a:focus { outline: none; }' },
  { why: 'a focus out of sight', kind: 'focus', says: /^has the focus out of sight/,
    body: '<p>A <a href="/0">link</a>.</p>', css: 'a { position: absolute; left: -999px; }' },
  { why: 'a link that the tabulator passes', kind: 'focus', says: /^1 not reached/,
    body: '<p>A <a href="/0">link</a>.</p>',
    js: 'addEventListener("keydown", (event) => event.preventDefault());' },
  { why: 'a word in the console', kind: 'quiet', says: /^console: log: hello/,
    js: 'console.log("hello");' },
  { why: 'an error', kind: 'quiet', says: /^error: oh/, js: 'throw new Error("oh");' },
  { why: 'a dialog', kind: 'quiet', says: /^dialog: hello/, js: 'alert("hello");' },
  { why: 'a file of another host', kind: 'quiet', says: /^asks another host/,
    body: '<img src="http://example.org/a.png" alt="">' },
  { why: 'a file that is missing', kind: 'quiet', says: /answers 404/,
    body: '<img src="/gone.png" alt="">' },
  { why: 'a script in the page', kind: 'markup', says: /^should not be there: <script>/,
    body: '<script>var one = 1;</script>' },
  { why: 'a handler', kind: 'markup', says: /^should not be there: <p onclick/,
    body: '<p onclick="a()">Words.</p>' },
  { why: 'another heading than the name', kind: 'markup', says: /^shows the name as/,
    name: '<b>Bad</b>' },
];
const TARGETS = '<p>One <a href="/gone">link</a>, <a href="#none">another</a>, ' +
  '<a href="/1#there">a third</a>.</p><p id="here">Here.</p>';

function page({ why, body = '<p>Words.</p>', css, js }, at) {
  return `<!DOCTYPE html><html lang="en"><head><title>${why}</title>` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    '<link rel="icon" href="/dot.svg">' +
    (css ? `<link rel="stylesheet" href="/${at}.css">` : '') +
    (js ? `<script src="/${at}.js"></script>` : '') +
    `</head><body><main><h1>${why}</h1>${body}</main></body></html>`;
}

/// What the server of the examples answers to a path: a type and a text, or nothing.
function answer(path) {
  if (path === '/dot.svg') return ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'];
  if (path === '/targets') return ['text/html', page({ why: 'Targets', body: TARGETS })];
  const [, at, ending] = path.match(/^\/(\d+)(?:\.(css|js))?$/) ?? [];
  const example = EXAMPLES[at];
  if (!example) return null;
  if (ending) return [ending === 'css' ? 'text/css' : 'text/javascript', example[ending]];
  return ['text/html', page(example, at)];
}

async function withServer(work) {
  const server = createServer((request, reply) => {
    const [type, text] = answer(request.url) ?? [];
    reply.writeHead(type ? 200 : 404, { 'Content-Type': `${type ?? 'text/plain'}; charset=utf-8` });
    reply.end(text);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    await work(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/// Why the checks do not say of an example what they have to.
function unexpected({ kind, also, says }, told) {
  const faults = new Faults();
  const lines = [...told.keys()];
  const isFound = (line) => line.startsWith(`${kind}: `) && says.test(line.slice(kind.length + 2));
  if (kind && !lines.some(isFound)) faults.add('the fault is not found');
  for (const line of lines) {
    const [found] = line.split(': ', 1);
    if (found !== kind && found !== also) faults.add(`finds ${line}`);
  }
  return faults;
}

async function checkLinksOf(browser, origin, report) {
  const tab = await browser.newPage();
  const crawl = new Crawl(origin);
  await crawl.run(tab, ['/targets']);
  await tab.close();
  const found = new Faults();
  for (const target of crawl.targets.values()) crawl.faultsOf(target, found);
  const expected = ['answers 404', 'has nothing with the id none', 'has nothing with the id there'];
  const faults = new Faults();
  for (const one of expected) if (!found.seen.has(one)) faults.add(`is not found: ${one}`);
  for (const one of found.seen.keys()) if (!expected.includes(one)) faults.add(`finds ${one}`);
  report.check('an example with bad links', 'example', faults);
}

/// Makes every check of every example, and reports each example as a check of its own.
export async function checkExamples(browser, report) {
  await withServer(async (origin) => {
    const visitor = await Visitor.open(browser, origin);
    for (const [at, example] of EXAMPLES.entries()) {
      const told = new Report();
      const { name } = example;
      await visitor.visit({ address: `${origin}/${at}`, status: 200, name }, told);
      report.check(example.why, 'example', unexpected(example, told.told));
    }
    await visitor.close();
    await checkLinksOf(browser, origin, report);
  });
}
