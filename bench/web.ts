/**
 * The workbench in a real browser: `node bench/web.ts [CASE…] [--only PART] [--no-made]`, after `npm start` has built
 * it; parts are pages, search, open, chats, graph. Measures on a made case
 * (see web/make-case.ts), and on CASE too where one is given: first paint, interaction, search, opening documents,
 * scrolling a long chat, the graph, and the size of the first JavaScript. Beside each: the target, and what the same
 * browser needs for a bare page or the bare request.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serveCase } from '../src/app/serve.ts';
import { EDGES, type MadeCase, makeCase, NODES } from './web/make-case.ts';
import { openBrowser, quantile, type Visit } from './web/visit.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const ms = (value: number): string => `${value.toFixed(0)} ms`;

function report(what: string, values: readonly number[], target: number, beside: string): void {
  const [p50, p95] = [quantile(values, 0.5), quantile(values, 0.95)];
  const kept = p95 <= target ? 'kept' : 'MISSED';
  say(
    `  ${what.padEnd(44)} p50 ${ms(p50).padStart(8)}  p95 ${ms(p95).padStart(8)}  target ${ms(target)} ${kept}  ${beside}`,
  );
}

/** Words that are typed: short ones and long ones, both languages, one address, one that finds nothing. */
const QUERIES = [
  '服务器',
  '邮箱',
  'mailbox',
  '合同 客户',
  'remote control',
  '"公安厅"',
  'password',
  '74.120.172.10',
  '付款 发票',
  'zzzz',
  'type:chat 工资',
  'server',
];

async function measurePages(visit: Visit): Promise<void> {
  const bare = await visit.barePaint();
  const paints: number[] = [];
  const contents: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const { paint, content } = await visit.paintOf('/', 'h1');
    paints.push(paint);
    contents.push(content);
  }
  report('first paint of the overview', paints, 1000, `a bare page ${ms(bare)}`);
  report('overview with its numbers', contents, 1000, '');
  const { first, all } = await visit.javaScript('/');
  say(
    `  first JavaScript, gzip: ${(first / 1000).toFixed(0)} kB, with the overview's charts ${(all / 1000).toFixed(0)} kB  target 350 kB ${first < 350_000 ? 'kept' : 'MISSED'}`,
  );
  report('interaction: palette, rows, theme, translation', await visit.interactions(), 100, '');
}

async function measureSearch(visit: Visit): Promise<void> {
  const shown: number[] = [];
  const bare: number[] = [];
  for (const query of QUERIES) {
    shown.push(...(await visit.search(query, 3)));
    bare.push(await visit.request(`/api/search?${new URLSearchParams({ q: query, limit: '20' })}`));
  }
  report('search: from the last key to its hits', shown, 150, `the bare request p95 ${ms(quantile(bare, 0.95))}`);
}

async function measureChats(visit: Visit, { chats }: MadeCase): Promise<void> {
  const deep = [100, 9_000, 15_500, 19_990, 42, 12_345, 7_000, 18_000];
  report('opening deep in a 20,000-message chat', await visit.openDeep(chats.get(20_000) ?? '', deep), 200, '');
  const everywhere = [99_000, 50, 61_234, 12_000, 88_888, 30_000];
  const longest = chats.get(100_000) ?? '';
  report('opening deep in a 100,000-message chat', await visit.openDeep(longest, everywhere), 200, '');
  const { frames, late } = await visit.scroll(longest);
  say(
    `  scrolling a 100,000-message chat: frame p50 ${ms(quantile(frames, 0.5))}, p95 ${ms(quantile(frames, 0.95))}, ${late} of ${frames.length} over 50 ms; a bare page of the browser here: p95 ${ms(await visit.bareFrames())}`,
  );
}

async function measureGraph(visit: Visit): Promise<void> {
  const { nodes, edges, ready, renderer, movements } = await visit.graph('/graph?all=1');
  say(
    `  graph of ${nodes} nodes and ${edges} edges (of ${NODES}, ${EDGES}), drawn by ${renderer}: laid out after ${ms(ready)}`,
  );
  for (const { name, frames, script, drawing } of movements) {
    const rate = frames.length / (frames.reduce((sum, frame) => sum + frame, 0) / 1000);
    const [p50, p95] = [quantile(frames, 0.5), quantile(frames, 0.95)];
    say(
      `    ${name.padEnd(20)} ${rate.toFixed(0)} frames a second, frame p50 ${ms(p50)} p95 ${ms(p95)}  target 50 a second ${rate >= 50 ? 'kept' : 'MISSED'}; processor time a frame: page ${script.toFixed(1)} ms, drawing ${drawing.toFixed(1)} ms`,
    );
  }
}

async function onCase(folder: string, name: string, made?: MadeCase): Promise<void> {
  say(name);
  const serving = await serveCase(folder, { offline: true });
  const visit = await openBrowser(serving.url);
  const wanted = (part: Part): boolean => only.length === 0 || only.includes(part);
  try {
    if (wanted('pages')) await measurePages(visit);
    if (wanted('search')) await measureSearch(visit);
    if (wanted('open')) report('opening a document', await visit.openAny(16), 200, '');
    if (made && wanted('chats')) await measureChats(visit, made);
    if (made && wanted('graph')) await measureGraph(visit);
  } finally {
    await visit.close();
    await serving.close();
  }
}

const PARTS = ['pages', 'search', 'open', 'chats', 'graph'] as const;
type Part = (typeof PARTS)[number];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true, default: [] }, 'no-made': { type: 'boolean', default: false } },
});
const only = values.only as readonly string[];
for (const part of only)
  if (!PARTS.includes(part as Part)) throw new Error(`--only takes ${PARTS.join(', ')}, not ${part}`);
for (const given of positionals) await onCase(given, given);
if (!values['no-made']) {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-bench-web-'));
  try {
    const made = await makeCase(folder);
    await onCase(folder, `a made case: 15,743 messages in 80 chats, two long ones, ${NODES} things`, made);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
