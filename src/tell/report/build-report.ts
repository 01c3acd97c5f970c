/** Builds the report's content from a store: statements, and the evidence that each of them opens. */
import type { Collection } from '../../model/collection.ts';
import type { Hop, Overlap, Quote } from '../../model/overlap.ts';
import type { TranslationKind } from '../../model/translation.ts';
import type { Store } from '../../ports/store.ts';
import { allOf, labelsOf, statusShape } from '../contract/shapes.ts';
import { defang, defangWithin } from '../defang.ts';
import { maskText, maskValue } from '../mask.ts';
import { markedDocuments } from '../views/marked-documents.ts';
import type { PatternContext } from '../views/patterns/pattern.ts';
import { graphViewSections } from './graph-view-sections.ts';
import { patternSections } from './pattern-sections.ts';
import { type ReportLanguage, type ReportWords, reportWords } from './report-language.ts';
import type { EntityGroup, EvidenceEntry, KeyPoint, PublicSource, ReportModel, ReportOverlap } from './report-model.ts';

export interface ReportOptions {
  readonly title: string;
  readonly version: string;
  /** Date of the report, ISO. */
  readonly made: string;
  readonly caseFolder: string;
  readonly pending: Record<string, number>;
  /** Shows personal identifiers, passwords and keys in full. */
  readonly unmasked: boolean;
  readonly language: ReportLanguage;
  /** What patterns are built from. */
  readonly patterns: PatternContext;
}

/** UTF-16 units of a passage shown on either side of a quote. */
const CONTEXT = 140;
/** Rejected overlaps, entities of a type and people that a report lists; the case has the rest. */
const REJECTED = 40;
const PER_TYPE = 25;
/** Overlaps in full; the next ones in a line each; the case has all. */
const IN_FULL = 40;
const IN_A_LINE = 100;
/** Overlaps among the key points, and those of them that only say that a name is known. */
const KEY_OVERLAPS = 6;
const KEY_NAMES = 2;
/** What is less likely is no key point. */
const KEY_SCORE = 0.2;
/** What patterns find that belongs to the key points. */
const KEY_FINDINGS: ReadonlySet<string> = new Set([
  'clients-contracts',
  'clients-spoken-of',
  'targets-count',
  'targets-new',
  'targets-looked-up',
  'people-zone',
  'suppliers-tie',
  'tools-public',
  'timeline-before',
]);
const KEY_OF_A_KIND = 2;
/** Each page of the values counts all mentions anew. */
const VALUES_AT_ONCE = 20_000;

export async function buildReport(store: Store, options: ReportOptions): Promise<ReportModel> {
  const collections = await store.collections.list();
  const overlaps = await Array.fromAsync(allOf((page) => store.overlaps.list({ rejected: false }, page)));
  const { entries: rejected } = await store.overlaps.list({ rejected: true }, { limit: REJECTED });
  const judged = new Map((await store.judgements.latest('overlap')).map((judgement) => [judgement.subject, judgement]));
  const evidence = new EvidenceList(store, collections, options.unmasked);
  const words = reportWords(options.language);

  const shaped: ReportOverlap[] = [];
  for (const overlap of overlaps.slice(0, IN_FULL))
    shaped.push(await shapeOverlap(overlap, evidence, words, judged.get(overlap.id)?.verdict));
  const shapedRejected: ReportOverlap[] = [];
  for (const overlap of rejected)
    shapedRejected.push(await shapeOverlap(overlap, evidence, words, judged.get(overlap.id)?.verdict));

  const patterns = await patternSections(options.patterns, words, (quote) => evidence.labelOf(quote));

  return {
    words,
    title: options.title,
    made: options.made,
    version: options.version,
    status: await statusShape(store, options.caseFolder, options.pending),
    collections,
    facets: await store.documents.facets(),
    people: await store.documents.people(),
    keyPoints: [...keyOverlaps(shaped, words), ...keyFindings(patterns)],
    overlaps: shaped,
    further: overlaps.slice(IN_FULL, IN_FULL + IN_A_LINE),
    furtherTotal: Math.max(0, overlaps.length - IN_FULL),
    patterns,
    rejected: shapedRejected,
    marked: await markedDocuments(store, options.unmasked),
    views: await graphViewSections(store, options.unmasked),
    entities: await entityGroups(store, options.unmasked),
    translations: await translationEngines(store, collections),
    sources: sourcesOf(overlaps, collections),
    evidence: evidence.entries,
  };
}

async function shapeOverlap(
  overlap: Overlap,
  evidence: EvidenceList,
  words: ReportWords,
  verdict: string | undefined,
): Promise<ReportOverlap> {
  const hops = [];
  const things = overlap.hops.flatMap((hop) => [hop.from, hop.to]);
  for (const hop of overlap.hops) {
    const labels: string[] = [];
    for (const quote of hop.evidence) labels.push(await evidence.labelOf(quote));
    hops.push({ ...hop, reasons: hop.reasons.map((reason) => defangWithin(reason, things)), evidence: labels });
  }
  return {
    ...overlap,
    hops,
    title: defangWithin(words.headline(overlap) ?? chainOf(overlap.hops), things),
    verdict: verdict ?? null,
  };
}

/** `74.120.172[.]10 hosts mailnotes[.]online, indicates POISON CARP` */
function chainOf(hops: readonly Hop[]): string {
  const first = hops[0];
  if (!first) return '';
  return `${defang(first.from.type, first.from.value)} ${hops.map((hop) => `${hop.relation} ${defang(hop.to.type, hop.to.value)}`).join(', ')}`;
}

function keyOverlaps(overlaps: readonly ReportOverlap[], { say }: ReportWords): KeyPoint[] {
  const standing = overlaps.filter(({ verdict, score }) => verdict !== 'rejected' && score >= KEY_SCORE);
  const isName = ({ conclusion }: ReportOverlap): boolean => conclusion === 'named-in-reference';
  const names = new Set(standing.filter(isName).slice(0, KEY_NAMES));
  return standing
    .filter((overlap) => !isName(overlap) || names.has(overlap))
    .slice(0, KEY_OVERLAPS)
    .map((overlap) => ({
      text: `${overlap.title}. ${say('Likelihood')}: ${say(overlap.likelihood)}; ${say('Confidence')}: ${say(overlap.confidence)}.`,
      evidence: [...new Set(overlap.hops.flatMap((hop) => hop.evidence))],
      about: overlap.id,
    }));
}

function keyFindings(patterns: ReportModel['patterns']): KeyPoint[] {
  return patterns.flatMap(({ name, findings }) =>
    findings
      .filter(({ code }) => KEY_FINDINGS.has(code))
      .slice(0, KEY_OF_A_KIND)
      .map(({ text, evidence }) => ({ text, evidence, about: `pattern-${name}` })),
  );
}

/** Numbers quotes in the order in which the report first needs them. */
class EvidenceList {
  readonly entries: EvidenceEntry[] = [];
  private readonly store: Store;
  private readonly unmasked: boolean;
  private readonly collections: ReadonlyMap<string, Collection>;
  private readonly labels = new Map<string, string>();

  constructor(store: Store, collections: readonly Collection[], unmasked: boolean) {
    this.store = store;
    this.unmasked = unmasked;
    this.collections = new Map(collections.map((collection) => [collection.id, collection]));
  }

  async labelOf(quote: Quote): Promise<string> {
    const key = `${quote.passage} ${quote.start} ${quote.end}`;
    const known = this.labels.get(key);
    if (known) return known;
    const label = `E${this.entries.length + 1}`;
    this.labels.set(key, label);
    this.entries.push(await this.entry(label, quote));
    return label;
  }

  private async entry(label: string, quote: Quote): Promise<EvidenceEntry> {
    const passage = await this.store.documents.passage(quote.passage);
    const whole = passage?.text ?? quote.quote;
    const mentions = this.unmasked
      ? []
      : ((await this.store.browse.mentionsOf([quote.passage])).get(quote.passage) ?? []);
    const text = this.unmasked ? whole : maskText(whole, mentions, quote);
    const from = Math.max(0, quote.start - CONTEXT);
    const to = Math.min(text.length, quote.end + CONTEXT);
    const collection =
      this.collections.get(quote.collection) ??
      [...this.collections.values()].find((each) => each.name === quote.collection);
    const translation = (await this.store.browse.translationsOf([quote.passage], 'en')).get(quote.passage);
    return {
      label,
      collection: collection?.name ?? quote.collection,
      role: collection?.role ?? 'reference',
      path: quote.path,
      sha256: quote.sha256,
      page: quote.page,
      passage: quote.passage,
      start: quote.start,
      end: quote.end,
      date: quote.date,
      sender: quote.sender ?? passage?.sender ?? null,
      context:
        quote.end === 0
          ? { before: '', quote: `the file itself, by the digest of its bytes (SHA-256 ${quote.sha256})`, after: '' }
          : {
              before: (from > 0 ? '… ' : '') + text.slice(from, quote.start),
              quote: text.slice(quote.start, quote.end),
              after: text.slice(quote.end, to) + (to < text.length ? ' …' : ''),
            },
      translation: translation
        ? {
            text: this.unmasked ? joined(translation.segments) : maskText(joined(translation.segments), []),
            engine: translation.engine,
            kind: translation.kind,
          }
        : null,
    };
  }
}

const joined = (segments: readonly { text: string }[]): string => segments.map((segment) => segment.text).join(' ');

/** What is most mentioned of each type; doubtful readings behind the others. */
async function entityGroups(store: Store, unmasked: boolean): Promise<EntityGroup[]> {
  type Entries = EntityGroup['entries'][number][];
  const groups = new Map<string, { total: number; sure: Entries; doubtful: Entries }>();
  for await (const value of allOf((page) =>
    store.mentions.values({ role: 'leak' }, { ...page, limit: VALUES_AT_ONCE }),
  )) {
    // Dates and sizes say nothing by themselves.
    if (value.type === 'date' || value.type === 'data-size') continue;
    const group = groups.get(value.type) ?? { total: 0, sure: [], doubtful: [] };
    groups.set(value.type, group);
    group.total += 1;
    const entries = value.confidence < 0.5 ? group.doubtful : group.sure;
    if (entries.length >= PER_TYPE) continue;
    const shown = unmasked ? value.value : maskValue(value.type, value.value);
    const { mentions, documents, first, last } = value;
    const labels = labelsOf(value);
    entries.push({ value: defang(value.type, shown), mentions, documents, first, last, labels });
  }
  return [...groups]
    .map(([type, { total, sure, doubtful }]) => ({ type, total, entries: [...sure, ...doubtful].slice(0, PER_TYPE) }))
    .sort((a, b) => b.total - a.total || (a.type < b.type ? -1 : 1));
}

async function translationEngines(
  store: Store,
  collections: readonly Collection[],
): Promise<ReportModel['translations']> {
  const counts = new Map<string, { engine: string; kind: TranslationKind; from: string; passages: number }>();
  for (const collection of collections.filter((each) => each.role === 'leak')) {
    for await (const document of allOf((page) =>
      store.documents.list({ collection: collection.id, state: 'read' }, page),
    )) {
      for (const { engine, kind, from } of await store.documents.translations(document.id, 'en')) {
        const key = `${engine} ${from}`;
        const count = counts.get(key) ?? { engine, kind, from, passages: 0 };
        counts.set(key, { ...count, passages: count.passages + 1 });
      }
    }
  }
  return [...counts.values()].sort((a, b) => b.passages - a.passages || (a.engine < b.engine ? -1 : 1));
}

/** What the overlaps rest on, each source once; a collection stands for what names no origin. */
function sourcesOf(overlaps: readonly Overlap[], collections: readonly Collection[]): PublicSource[] {
  const counts = new Map<string, Set<string>>();
  for (const overlap of overlaps) {
    for (const { source } of overlap.without) {
      const ids = counts.get(source) ?? new Set<string>();
      counts.set(source, ids.add(overlap.id));
    }
  }
  const references = collections.filter((collection) => collection.role === 'reference');
  const named = references.map((collection) => ({
    name: collection.publisher ? `${collection.publisher}, ${collection.name}` : collection.name,
    url: collection.url ?? null,
    published: collection.published ?? null,
    reliability: collection.reliability,
    overlaps: counts.get(collection.name)?.size ?? 0,
  }));
  const others = [...counts]
    .filter(([name]) => !references.some((collection) => collection.name === name))
    .map(([name, ids]) => ({ name, url: null, published: null, reliability: null, overlaps: ids.size }))
    .sort((a, b) => b.overlaps - a.overlaps || (a.name < b.name ? -1 : 1));
  return [...others, ...named];
}
