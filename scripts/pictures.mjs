/**
 * Makes the pictures of the README and the docs anew: `node scripts/pictures.mjs [FOLDER [CASE]]`, after npm start.
 * Serves the sample case and takes each page in both themes; into a FOLDER of yours at 1280 and at 1024 px, to look
 * through. Plain JavaScript, see set-up.mjs.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { pinnedNode, root, setUp } from './set-up.mjs';

const PAGES = {
  overview: '/',
  overlaps: '/overlaps',
  search: '/search?q=mailbox',
  reader: '/read',
  graph: '/graph',
  people: '/people',
  timeline: '/timeline',
  clients: '/clients',
  library: '/library',
};
/** Only to look through. */
const FURTHER = {
  'search-start': '/search',
  batch: '/search/batch',
  'graph-start': '/graph',
  'graph-whole': '/graph?all=1',
  map: '/map',
  targets: '/targets?table=countries',
  suppliers: '/suppliers',
  tools: '/tools',
  'people-tables': '/people/tables?table=themes',
  'timeline-tables': '/timeline/tables',
  add: '/add',
  files: '/files',
  settings: '/settings',
  'not-found': '/nowhere',
};
const HEIGHT = 860;

setUp();
const { chromium } = await import('playwright-core');
const [, , given, caseFolder] = process.argv;
const folder = given ?? join(root, 'docs', 'pictures');
const pages = given ? { ...PAGES, ...FURTHER } : PAGES;
const widths = given ? [1280, 1024] : [1280];
mkdirSync(folder, { recursive: true });
const server = spawn(
  pinnedNode,
  [join(root, 'src', 'cli', 'main.ts'), 'serve', '--no-open', ...(caseFolder ? ['--case', caseFolder] : [])],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const link = await new Promise((found) => {
  server.stdout.on('data', (chunk) => {
    const url = /http:\S+/.exec(chunk.toString())?.[0];
    if (url) found(url);
  });
});
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader'],
});
const looks = widths.flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));
for (const { width, colorScheme } of looks) {
  const context = await browser.newContext({ viewport: { width, height: HEIGHT }, colorScheme });
  const page = await context.newPage();
  await page.goto(link);
  const overlaps = await (await context.request.get(new URL('/api/overlaps', link).href)).json();
  const carp = overlaps.find((overlap) => overlap.hops.length === 2 && overlap.conclusion === 'infrastructure-overlap');
  const chats = await (await context.request.get(new URL('/api/documents?kind=chat', link).href)).json();
  const chat = chats.entries.find((entry) => entry.paths[0].endsWith('0/1.md'));
  const targets = {
    ...(carp ? { overlaps: `/overlaps/${carp.id}`, graph: `/graph?overlap=${carp.id}` } : {}),
    ...(chat ? { reader: `/read/${chat.id}?p=2` } : {}),
  };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(new URL(targets[name] ?? path, link).href);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(folder, `${name}-${given ? `${width}-` : ''}${colorScheme}.png`) });
  }
  await context.close();
}
await browser.close();
server.kill();
