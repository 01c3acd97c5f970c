/** Tables for spreadsheets and scripts: every mention, every hop of every overlap, every file that was found. */
import type { Hop, Quote } from '../../model/overlap.ts';
import type { Store } from '../../ports/store.ts';
import { allOf } from '../contract/shapes.ts';
import { csvLine } from '../csv.ts';
import { markedDocuments } from '../views/marked-documents.ts';
import { Cover, type hopsOf, judgedOverlaps } from './chosen-overlaps.ts';
import type { ExportOptions } from './exporter.ts';

/** Every mention of the leaks with its place; offsets are UTF-16 code units into the passage. */
export async function* mentionsTable(store: Store, options: ExportOptions): AsyncGenerator<string> {
  const cover = new Cover(store, options.unmasked);
  yield csvLine([
    'type',
    'value',
    'raw',
    'collection',
    'path',
    'sha256',
    'passage',
    'start',
    'end',
    'method',
    'confidence',
    'labels',
  ]);
  for (const collection of await store.collections.list()) {
    if (collection.role !== 'leak') continue;
    const documents = allOf((page) => store.documents.list({ collection: collection.id, state: 'read' }, page));
    for await (const document of documents) {
      for (const mention of await store.mentions.ofDocument(document.id)) {
        const { type, labels } = mention;
        yield csvLine([
          type,
          cover.value(type, mention.value, labels),
          cover.value(type, mention.raw, labels),
          collection.name,
          document.paths[0],
          document.sha256,
          mention.passage,
          mention.start,
          mention.end,
          mention.method,
          mention.confidence,
          labels.join(' '),
        ]);
      }
    }
  }
}

const HOP_WEIGHTS = ['specificity', 'temporal', 'source', 'extraction'] as const;

/** One line for each quote of each hop, of all overlaps: also of those that do not hold, with the reason. */
export async function* overlapsTable(store: Store, options: ExportOptions): AsyncGenerator<string> {
  const cover = new Cover(store, options.unmasked);
  const collections = new Map((await store.collections.list()).map(({ id, name }) => [id, name]));
  yield csvLine([
    ...[
      'overlap',
      'rank',
      'score',
      'likelihood',
      'confidence',
      'conclusion',
      'verdict',
      'rejected',
      'headline',
      'labels',
    ],
    ...['hop', 'from_type', 'from', 'relation', 'to_type', 'to', ...HOP_WEIGHTS, 'origin'],
    ...['collection', 'path', 'sha256', 'page', 'passage', 'start', 'end', 'date', 'sender', 'quote'],
  ]);
  for (const { overlap, judgement } of await judgedOverlaps(store)) {
    const words = await cover.sentences(overlap);
    const head = [
      ...[overlap.id, overlap.rank, overlap.score, overlap.likelihood, overlap.confidence, overlap.conclusion],
      judgement?.verdict,
      overlap.rejected && words(overlap.rejected),
      overlap.headline && words(overlap.headline),
      overlap.labels.join(' '),
    ];
    for (const { place, hop } of placedHops(overlap)) {
      const [from, to] = [cover.key(hop.from), cover.key(hop.to)];
      const weights = HOP_WEIGHTS.map((factor) => hop.weight[factor]);
      const middle = [place, from.type, from.value, hop.relation, to.type, to.value, ...weights, hop.origin];
      const quotes: readonly (Quote | undefined)[] = hop.evidence.length > 0 ? hop.evidence : [undefined];
      for (const quote of quotes) {
        const tail = quote
          ? [
              ...[collections.get(quote.collection) ?? quote.collection, quote.path, quote.sha256, quote.page],
              ...[
                quote.passage,
                quote.start,
                quote.end,
                quote.date,
                quote.sender,
                await cover.quote(quote, [hop.from, hop.to]),
              ],
            ]
          : Array.from({ length: 10 }, () => null);
        yield csvLine([...head, ...middle, ...tail]);
      }
    }
  }
}

/** `1`, `2`, … along the chain; `s1.1`, … along the chains that support it. */
function placedHops(overlap: Parameters<typeof hopsOf>[0]): { place: string; hop: Hop }[] {
  return [
    ...overlap.hops.map((hop, at) => ({ place: String(at + 1), hop })),
    ...overlap.support.flatMap((chain, nth) => chain.hops.map((hop, at) => ({ place: `s${nth + 1}.${at + 1}`, hop }))),
  ];
}

/** What analysts put on documents; several notes are lines of one cell. */
export async function* marksTable(store: Store, options: ExportOptions): AsyncGenerator<string> {
  yield csvLine(['collection', 'path', 'sha256', 'document', 'read', 'starred', 'tags', 'notes', 'authors', 'last']);
  for (const each of await markedDocuments(store, options.unmasked)) {
    const { collection, path, sha256, document, read, starred, tags, notes } = each;
    yield csvLine([
      ...[collection, path, sha256, document, read ? 'yes' : '', starred ? 'yes' : '', tags.join(', ')],
      notes.map(({ text }) => text).join('\n'),
      [...new Set(notes.map(({ author }) => author))].join(', '),
      notes
        .map(({ time }) => time)
        .sort()
        .at(-1),
    ]);
  }
}

/** What became of every file: found = read + duplicate + skipped + failed + pending. */
export async function* ledgerTable(store: Store): AsyncGenerator<string> {
  const collections = new Map((await store.collections.list()).map((collection) => [collection.id, collection]));
  yield csvLine(['collection', 'role', 'path', 'size', 'outcome', 'sha256', 'document', 'code', 'message']);
  for await (const entry of allOf((page) => store.ledger.list({}, page))) {
    const collection = collections.get(entry.collection);
    yield csvLine([
      ...[collection?.name ?? entry.collection, collection?.role, entry.path, entry.size, entry.outcome],
      ...[entry.sha256, entry.document, entry.code, entry.message],
    ]);
  }
}
