/**
 * Writes a page that shows how the first overlaps of a case came about, factor by factor. Values are defanged; the leak is
 * quoted with nothing but the value itself, and people's names stay out.
 * `node bench/explain-scores.ts CASE TITLE > PAGE.md`. For docs/i-soon.md CASE holds the public i-SOON chats and victim
 * tables as leak, and as references the sample's facts, ATT&CK, MISP galaxy and warninglists, ESET, Unit 42, Volexity and
 * Citizen Lab, each added with `telltale add … --as reference`.
 */
import { join } from 'node:path';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import type { Hop, Overlap } from '../src/model/overlap.ts';
import { defang, defangWithin } from '../src/tell/defang.ts';
import { overlapNotes } from '../src/tell/overlap-notes.ts';

const FIRST = 10;

type Key = { readonly type: string; readonly value: string };

const shown = (key: Key): string =>
  key.type === 'individual' || key.type === 'handle' ? '(a person)' : defang(key.type, key.value);

function arrow(relation: string): string {
  const inverse = relation.endsWith(' (inverse)');
  return inverse ? `← ${relation.slice(0, -' (inverse)'.length)} ←` : `→ ${relation} →`;
}

function hopLines(hop: Hop, index: number, weakest: boolean, keys: readonly Key[]): readonly string[] {
  const { specificity, temporal, source, extraction } = hop.weight;
  const product = specificity * temporal * source * extraction;
  const dates = [
    ...new Set(
      hop.evidence.flatMap(({ date, collection }) => (leaks.has(collection) ? (date?.slice(0, 10) ?? []) : [])),
    ),
  ];
  return [
    `${index + 1}. ${shown(hop.from)} ${arrow(hop.relation)} ${shown(hop.to)}${weakest ? ', the weakest link' : ''}`,
    `   - ${product.toFixed(3)} = specificity ${specificity} × temporal ${temporal} × source ${source} × extraction ${extraction}`,
    ...(hop.origin === undefined ? [] : [`   - source: ${defangWithin(hop.origin, keys)}`]),
    ...(index === 0 && dates.length > 0 ? [`   - the leak's messages that are quoted are of ${dates.join(', ')}`] : []),
    ...hop.reasons.map((reason) => `   - ${defangWithin(reason, keys)}`),
  ];
}

function overlapLines(overlap: Overlap): readonly string[] {
  const keys = [...overlap.hops, ...overlap.support.flatMap(({ hops }) => hops)].flatMap(({ from, to }) => [from, to]);
  return [
    `## ${overlap.rank}. ${shown(overlap.leak)} and ${overlap.reference.name}`,
    '',
    `${overlap.likelihood} (${overlap.score.toFixed(3)}), confidence ${overlap.confidence.toLowerCase()}; ${overlap.conclusion.replaceAll('-', ' ')}.${
      overlap.labels.length > 0 ? ` Labels: ${overlap.labels.join(', ')}.` : ''
    }`,
    '',
    ...overlap.hops.flatMap((hop, index) =>
      hopLines(hop, index, overlap.hops.length > 1 && index === overlap.weakest, keys),
    ),
    '',
    ...overlap.support.map(
      ({ hops, score }) =>
        `Supported by ${[hops[0]?.from, ...hops.map(({ to }) => to)].map((key) => (key ? shown(key) : '')).join(' → ')} (${score.toFixed(3)}).\n`,
    ),
    ...overlapNotes(overlap).map((note) => `${defangWithin(note, keys)}\n`),
    ...overlap.without.map(
      ({ source, score, likelihood }) =>
        `Without ${defangWithin(source, keys)} it falls to ${likelihood} (${score.toFixed(3)}).\n`,
    ),
  ];
}

const [folder, title = 'How the first overlaps came about'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node bench/explain-scores.ts CASE TITLE > PAGE.md');
  process.exit(2);
}
const store = await openSqliteStore(join(folder, 'case.db'));
const collections = await store.collections.list();
const leaks: ReadonlySet<string> = new Set(collections.filter(({ role }) => role === 'leak').map(({ id }) => id));
const { entries } = await store.overlaps.list({ rejected: false }, { limit: 1_000 });
const public_ = entries.filter(({ leak, reference }) => leak.type !== 'handle' && reference.type !== 'individual');
const counts = new Map<string, number>();
for (const { likelihood, conclusion } of public_) {
  const key = `${likelihood}: ${conclusion.replaceAll('-', ' ')}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
await store.close();
console.log(
  [
    `# ${title}`,
    '',
    `Made by \`node bench/explain-scores.ts CASE "${title}"\`. What each factor means: [scoring.md](scoring.md). References: ${collections
      .filter(({ role }) => role === 'reference')
      .map(({ name }) => name)
      .join(', ')}. The leak is public; of its words only the values below are shown, and people are left out.`,
    '',
    `${public_.length} overlaps hold; these are the first ${Math.min(FIRST, public_.length)}, and after them everything else above an even chance.`,
    '',
    '| likelihood: conclusion | overlaps |',
    '|---|---|',
    ...[...counts].map(([key, count]) => `| ${key} | ${count} |`),
    '',
    ...public_.filter(({ rank, score }, index) => index < FIRST || (score >= 0.45 && rank > 0)).flatMap(overlapLines),
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd(),
);
