/** Weighs one hop: specificity, time, source and reading, with a plain sentence for each factor that is below one. */
import type { Collection } from '../../model/collection.ts';
import { type Entity, isNamed } from '../../model/entity.ts';
import { type HopWeight, LIKELIHOODS, type Likelihood } from '../../model/overlap.ts';
import type { Step } from '../../ports/store.ts';
import { followsFromBytes } from './origins.ts';
import { type Days, daysOf, gapBetween, isoDay, spanning } from './spans-of-time.ts';
import type { Walk } from './walks.ts';
import {
  BANDS,
  CHANCE_LISTING,
  CREDIBILITY,
  FAN_OUT_SLOPE,
  GAP_ALLOWED_DAYS,
  GAP_SHARE_AFTER_UNKNOWN,
  HALF_LIFE_DAYS,
  LABEL,
  LEAST_TEMPORAL,
  MENTION_AT_ONE_REMOVE,
  ORDINARY_WORD,
  OTHER_TYPE_CEILING,
  PLAIN_NAME,
  RELIABILITY,
  REPORTED_WINDOW_DAYS,
  STEP,
  STEP_EXCEPTIONS,
  SUBJECT_OF_A_MENTION,
  TOO_DOUBTFUL,
  TOO_STALE,
  TYPE_CEILING,
  UNKNOWN_DATE,
  WIDTH_DOES_NOT_MATTER,
  WIDTH_RELIEF,
} from './weights.ts';

/** What the leak says of the thing that a chain begins at. */
export interface LeakSide {
  readonly days: Days | undefined;
  /** First day on which a dated passage speaks of it; absent where days are only those that texts or files name. */
  readonly said?: number;
  /** 0 to 1, of the surest mention. */
  readonly confidence: number;
  /** Labels of the mentions, such as `version-number?`. */
  readonly doubts: readonly string[];
}

export interface WeighedHop {
  readonly step: Step;
  readonly walk: Walk;
  readonly from: Entity;
  readonly to: Entity;
  readonly weight: HopWeight;
  readonly reasons: readonly string[];
  readonly labels: readonly string[];
  /** Why the chain cannot hold, when a factor alone says so. */
  readonly rejected?: string;
}

export interface HopContext {
  readonly step: Step;
  readonly walk: Walk;
  readonly from: Entity;
  readonly to: Entity;
  /** The hop before this one; undefined where the chain begins with this one. */
  readonly before: WeighedHop | undefined;
  /** Whether a hop before this one has no date: what the leak's dates mean here is then less sure. */
  readonly afterUnknown: boolean;
  /** How many different things the step could lead to; the step's own count unless the search knows better. */
  readonly fanOut: number;
  /** Values in the listing that the step rests on; 0 where it rests on none. */
  readonly listed: number;
  readonly leak: LeakSide;
  readonly collection: Collection | undefined;
}

interface Factor {
  readonly factor: number;
  readonly reasons: readonly string[];
  readonly labels: readonly string[];
  readonly rejected?: string;
}

export function weighHop(context: HopContext): WeighedHop {
  const { step, walk, from, to } = context;
  const parts = {
    specificity: specificity(context),
    temporal: temporal(context),
    source: source(context),
    extraction: extraction(context),
  };
  const all = Object.values(parts);
  const rejected = all.find((part) => part.rejected !== undefined)?.rejected;
  return {
    step,
    walk,
    from,
    to,
    weight: {
      specificity: rounded(parts.specificity.factor),
      temporal: rounded(parts.temporal.factor),
      source: rounded(parts.source.factor),
      extraction: rounded(parts.extraction.factor),
    },
    reasons: all.flatMap((part) => part.reasons),
    labels: all.flatMap((part) => part.labels),
    ...(rejected === undefined ? {} : { rejected }),
  };
}

export function productOf(weight: HopWeight): number {
  return weight.specificity * weight.temporal * weight.source * weight.extraction;
}

/** The ICD-203 expression for a score of 0 to 1. */
export function likelihoodOf(score: number): Likelihood {
  return BANDS.find(([from]) => score >= from)?.[1] ?? LIKELIHOODS[0];
}

/** Shares that a long list leaves: below the one it is said, below the other it is a label. */
const WORTH_A_WORD = 0.99;
const BULK = 0.9;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function specificity({ walk, from, to, before, fanOut, listed }: HopContext): Factor {
  const reasons: string[] = [];
  const labels: string[] = [];
  const kind = STEP_EXCEPTIONS[`${walk.predicate} ${walk.direction}`] ?? STEP[walk.kind];
  let factor = kind;
  reasons.push(KIND_REASONS[walk.kind]);
  if (before && before.walk.kind !== 'same-file' && walk.predicate === 'mentioned-in') {
    factor *= MENTION_AT_ONE_REMOVE;
    reasons.push(`${to.value} mentions ${from.value}, which is not the value that the leak speaks of.`);
  }
  if (walk.kind === 'subject' && before?.walk.predicate === 'mentioned-in') {
    factor *= SUBJECT_OF_A_MENTION;
    reasons.push(`«${from.value}» only mentions ${before.from.value}; it does not list it as an indicator.`);
  }
  if (!isNamed(from.type) || from.type === 'handle') {
    const ceiling = TYPE_CEILING[from.type] ?? OTHER_TYPE_CEILING;
    factor *= ceiling;
    if (ceiling < 0.9) reasons.push(`A value of type ${from.type} alone ties little together.`);
  }
  if (fanOut > 1 && walk.kind !== 'subject') {
    factor *= fanOut ** -FAN_OUT_SLOPE[walk.kind];
    reasons.push(fanOutReason(walk, from, to, Math.ceil(fanOut)));
    if (walk.kind === 'hosting' && fanOut > 5) labels.push('shared-host');
    if (walk.kind === 'naming') labels.push('ambiguous-name');
    if (walk.kind === 'tooling') labels.push('common-tool');
  }
  const meant = 1 / (1 + listed / CHANCE_LISTING);
  factor *= meant;
  if (meant < WORTH_A_WORD)
    reasons.push(
      `${from.value} stands in a list of ${listed.toLocaleString('en')} values: some of any leak stand there.`,
    );
  if (meant < BULK) labels.push('bulk-list');
  const worst = from.labels
    .map((label) => ({ label, factor: labelFactor(label.label, label.width) }))
    .sort((a, b) => a.factor - b.factor)[0];
  if (worst) {
    factor *= worst.factor;
    labels.push(...new Set(from.labels.map((label) => label.label)));
    const width =
      worst.label.width > 1 ? `, in an entry that covers ${worst.label.width.toLocaleString('en')} values` : '';
    reasons.push(`${from.value} is on the list «${worst.label.source}» (${worst.label.label}${width}).`);
    if (worst.factor <= 0.05) {
      return {
        factor,
        reasons,
        labels,
        rejected: `${from.value}: ${worst.label.label.replaceAll('-', ' ')} (${worst.label.source}).`,
      };
    }
  }
  return { factor, reasons, labels };
}

/** What a label leaves of a step, from 0 to 1. A very wide entry of a list says less about one of its values. */
function labelFactor(label: string, width: number): number {
  const base = LABEL[label] ?? LABEL.warninglist ?? 1;
  if (WIDTH_DOES_NOT_MATTER.has(label)) return base;
  return base + (1 - base) * Math.min(1, WIDTH_RELIEF * Math.log10(Math.max(1, width)));
}

const KIND_REASONS: Readonly<Record<Walk['kind'], string>> = {
  naming: 'A name can mean something else.',
  containment: 'The wider thing is shared by more than this one value.',
  'same-file': 'That two digests are of one file is as sure as who gives them.',
  hosting: 'A server and a name can belong together for other reasons.',
  indication: 'An indicator can be shared.',
  listing: 'To be mentioned in a report is not to be what the report is about.',
  subject: 'Not all that a report lists need belong to whom it is about.',
  'co-occurrence': 'The two only stand in the same passage.',
  attribution: 'Attribution is the judgement of the source.',
  identity: 'Overlapping names are rarely quite the same group.',
  organisation: 'A tie between organisations is not a shared operation.',
  tooling: 'A tool can be used by others.',
};

function fanOutReason(walk: Walk, from: Entity, to: Entity, count: number): string {
  switch (walk.kind) {
    case 'naming':
      return `«${from.value}» names ${count} different things.`;
    case 'hosting':
      return `${from.value} is tied to ${count} different ${to.type === 'domain' ? 'names' : 'things'}.`;
    case 'tooling':
      return `${from.value} is used by ${count} different actors that the references know.`;
    case 'listing':
      return `${from.value} stands in ${count} different reports.`;
    default:
      return `${from.value} leads to ${count} different things in this way.`;
  }
}

/** Kinds of steps that hold at a time; naming, attribution and the like do not pass. */
const PASSING: ReadonlySet<Walk['kind']> = new Set(['hosting', 'indication', 'listing', 'co-occurrence']);

function temporal({ step, walk, from, to, leak, collection, afterUnknown }: HopContext): Factor {
  const fits = { factor: 1, reasons: [], labels: [] };
  const halfLife = HALF_LIFE_DAYS[from.type] ?? HALF_LIFE_DAYS[to.type];
  if (!PASSING.has(walk.kind) || halfLife === undefined) return fits;
  const reported = reportedDays(step, walk, collection);
  if (!reported || !leak.days) {
    const side = reported
      ? 'The leak gives no date here'
      : leak.days
        ? 'The source gives no date for this'
        : 'Neither side gives a date';
    return { factor: UNKNOWN_DATE, reasons: [`${side}, so the times cannot be compared.`], labels: ['date-unknown'] };
  }
  const gap = gapBetween(leak.days, reported);
  if (gap <= GAP_ALLOWED_DAYS) return fits;
  const share = afterUnknown ? GAP_SHARE_AFTER_UNKNOWN : 1;
  const factor = Math.max(LEAST_TEMPORAL, 0.5 ** (((gap - GAP_ALLOWED_DAYS) / halfLife) * share));
  const years = gap / 365.25;
  const apart = years >= 1.5 ? `${Math.round(years)} years` : `${Math.round(gap / 30.4)} months`;
  const what = afterUnknown ? 'of what leads here ' : 'of it ';
  const reason = `The leak speaks ${what}${range(leak.days)}, the source of ${from.value} ${range(reported)}: ${apart} apart${
    afterUnknown ? ', and the hop before has no date' : ''
  }.`;
  const labels = ['dates-apart'];
  if (factor >= TOO_STALE) return { factor, reasons: [reason], labels };
  return { factor, reasons: [reason], labels, rejected: `${from.value}: seen ${apart} apart, by then in other hands.` };
}

/** When the reference says it held; a listing without dates is taken to speak of the time before its publication. */
function reportedDays(step: Step, walk: Walk, collection: Collection | undefined): Days | undefined {
  const stated = spanning(daysOf(step.firstSeen), daysOf(step.lastSeen));
  if (stated) return stated;
  // Who hosts what is often told years later, in hindsight: the publication says nothing of the time.
  if (walk.kind === 'hosting') return undefined;
  const published = daysOf(step.origin?.published ?? collection?.published);
  return published && { first: published.first - REPORTED_WINDOW_DAYS, last: published.last };
}

function range(days: Days): string {
  return days.first === days.last
    ? `on ${isoDay(days.first)}`
    : `between ${isoDay(days.first)} and ${isoDay(days.last)}`;
}

function source({ step, walk, collection, before }: HopContext): Factor {
  if (followsFromBytes({ step, walk })) return { factor: 1, reasons: [], labels: [] };
  // Whom a report is about is read off the report that the hop before cites: its word is doubted once.
  if (walk.kind === 'subject' && before?.step.origin?.name === step.origin?.name)
    return { factor: 1, reasons: [], labels: [] };
  const reliability = step.origin?.reliability ?? collection?.reliability ?? 'F';
  const credibility = step.origin?.credibility;
  const factor = RELIABILITY[reliability] * (credibility ? CREDIBILITY[credibility] : 1);
  const name = step.origin?.name ?? collection?.name ?? 'The source';
  const reasons = [];
  if (reliability === 'F') reasons.push(`How reliable «${name}» is has not been judged.`);
  else if (RELIABILITY[reliability] < 0.9) reasons.push(`«${name}» is a source of reliability ${reliability}.`);
  if (credibility && CREDIBILITY[credibility] < 0.9)
    reasons.push(`What «${name}» says has credibility ${credibility}.`);
  if (reasons.length === 0)
    reasons.push(`«${name}» says so; a source of reliability ${reliability} can still be wrong.`);
  return { factor, reasons, labels: [] };
}

const DOUBTS: Readonly<Record<string, string>> = {
  'version-number?': 'it may be a version number',
  'section-number?': 'it may be a section number',
  'netmask?': 'it is the form of a netmask',
  'message-id?': 'it may be the number of a message',
  'company-name?': 'it may be meant as the name of a firm',
  'file-name?': 'it may be a file name',
  'ordinary-word?': 'it is also an ordinary word',
  'ordinary-word': 'it is also an ordinary word',
  'doubtful-name': 'it is probably not meant as a name',
  'ocr-confusable': 'the picture may have been misread',
};

/** `Axon`, `Primer`, `EAB`: nothing in the word says that it is a name, and whose. */
const PLAIN_WORD = /^\p{Lu}(?:\p{Ll}{2,}|\p{Lu}{1,4})$/u;
const SHORTEST_NAME = 3;
const BEARERS: ReadonlySet<string> = new Set(['organization', 'individual', 'product']);
/** Label of mentions of software in ordinary use, whose name libraries also give to malware or a group: `AutoIt`, `Foxmail`. */
const EVERYDAY_SOFTWARE = 'everyday-software';
/** Label of mentions that are one word which dictionaries know: `Longhorn`, `Midas`. */
const PLAIN_WORD_LABEL = 'plain-word';
const HOSTILE: ReadonlySet<string> = new Set(['malware', 'intrusion-set', 'campaign']);

/** What is left of a reading of a name as this thing, however well the word itself was read; with the reason where it is less. */
export function readAsThat(
  name: Entity,
  thing: Entity,
  doubts: readonly string[],
): { readonly factor: number; readonly label?: string; readonly reason?: string } {
  if (!isNamed(name.type) || name.type === 'handle' || doubts.includes('ordinary-word')) return { factor: 1 };
  if (doubts.includes(EVERYDAY_SOFTWARE) && HOSTILE.has(thing.type)) {
    return {
      factor: ORDINARY_WORD,
      label: EVERYDAY_SOFTWARE,
      reason: `«${name.value}» is also software that everybody uses.`,
    };
  }
  if (doubts.includes(PLAIN_WORD_LABEL) && HOSTILE.has(thing.type)) {
    return {
      factor: PLAIN_NAME,
      label: 'plain-name',
      reason: `«${name.value}» is also a word, or a name that others bear.`,
    };
  }
  const isPlain = BEARERS.has(name.type === 'name' ? thing.type : name.type) && PLAIN_WORD.test(name.value);
  const isShort = /^[\p{Script=Latin}\p{N}]+$/u.test(name.value) && name.value.length <= SHORTEST_NAME;
  if (!isPlain && !isShort) return { factor: 1 };
  return {
    factor: PLAIN_NAME,
    label: 'plain-name',
    reason: `«${name.value}» is a short or plain word: others bear that name too.`,
  };
}

function extraction(context: HopContext): Factor {
  const { step, walk, before, leak, from, to } = context;
  if (walk.kind === 'subject') return shareOfReport(context);
  const first = before === undefined;
  const asThat = first ? readAsThat(from, to, leak.doubts) : { factor: 1 };
  const factor = step.confidence * (first ? leak.confidence : 1) * asThat.factor;
  const reasons: string[] = [];
  const labels: string[] = [];
  if (asThat.label !== undefined) labels.push(asThat.label);
  if (asThat.reason !== undefined) reasons.push(asThat.reason);
  const doubts =
    first && leak.confidence < 0.9
      ? leak.doubts.filter((doubt) => doubt !== EVERYDAY_SOFTWARE && doubt !== PLAIN_WORD_LABEL)
      : [];
  const why = doubts.flatMap((doubt) => DOUBTS[doubt] ?? []).join(', ');
  if (first && leak.confidence < 0.9) {
    labels.push('doubtful-reading', ...doubts);
    reasons.push(
      `The leak's «${from.value}» is a doubtful reading (${leak.confidence.toFixed(2)})${why ? `: ${why}` : ''}.`,
    );
  }
  if (step.confidence < 0.9) reasons.push(`The source states this with reserve (${step.confidence.toFixed(2)}).`);
  if (first && leak.confidence < TOO_DOUBTFUL) {
    return { factor, reasons, labels, rejected: `${from.value}: ${why || 'too doubtful a reading'}.` };
  }
  return { factor, reasons, labels };
}

/** Below this share a report is about several. */
const MAINLY = 0.75;

/** How much of a report is about this thing. */
function shareOfReport({ step, from, to }: HopContext): Factor {
  const share = `${Math.round(step.confidence * 100)} %`;
  const kind = to.type === 'malware' || to.type === 'tool' ? 'malware and tools' : 'groups';
  const factor = step.confidence;
  if (factor >= MAINLY) {
    return {
      factor,
      reasons: [`«${from.value}» is about ${to.value}: ${share} of what it says of ${kind}.`],
      labels: [],
    };
  }
  return {
    factor,
    reasons: [
      `«${from.value}» names ${to.value} among others or in passing (${share} of what it says of ${kind}); whom the value belongs to is not said.`,
    ],
    labels: ['not-main-subject'],
  };
}
