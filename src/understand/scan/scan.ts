/** The indicator scanner: every observable of a text, with its exact span in the original. */
import type { Mention } from '../../model/mention.ts';
import { ACCOUNT_RULES, atNames, SECRET_RULES } from './account-rules.ts';
import { coins } from './coins.ts';
import { dotted } from './dotted.ts';
import type { Found, Recogniser, ScanContext } from './found.ts';
import { fuzzyHashes, hashes, toxIds } from './hashes.ts';
import { IDENTIFIER_RULES, macs } from './identifiers.ts';
import { fileNames, paths } from './machine.ts';
import { MACHINE_RULES } from './machine-rules.ts';
import { createMarker } from './marks.ts';
import { emails, ipv6s } from './network.ts';
import { ocrCandidates } from './ocr-confusables.ts';
import { cards, ibans, longNumbers, phones } from './persons.ts';
import { TRACE_RULES } from './trace-rules.ts';
import { urls } from './urls.ts';
import { isDefanged, originalSpan, refangLabels, type View, viewOf } from './view.ts';
import { compileWordRules } from './word-rules.ts';

export type ScanMention = Mention;

export interface ScanOptions {
  /** Leaves out what is less sure, 0 to 1. Default 0: everything, doubtful readings with their labels. */
  readonly minConfidence?: number;
  /** The text was recognised from a picture: second readings of what engines confuse come as candidates, labelled `ocr-confusable`. */
  readonly recognised?: boolean;
}

const {
  starts,
  recognisers: [machineWords, otherWords],
} = compileWordRules([MACHINE_RULES, [...IDENTIFIER_RULES, ...ACCOUNT_RULES, ...SECRET_RULES, ...TRACE_RULES]]);
const marksOf = createMarker(starts);

/** In order: what an earlier one explains, later ones do not look into. */
const RECOGNISERS: readonly Recogniser[] = [
  machineWords,
  urls,
  paths,
  emails,
  fuzzyHashes,
  macs,
  ipv6s,
  coins,
  hashes,
  toxIds,
  dotted,
  fileNames,
  atNames,
  ibans,
  cards,
  phones,
  longNumbers,
  otherWords,
];

/**
 * Finds all observables of a text, in text order. `text.slice(start, end) === raw` for each. Synchronous, and linear in
 * the text's length.
 */
export function scan(text: string, options: ScanOptions = {}): readonly ScanMention[] {
  const view = viewOf(text);
  const mentions: ScanMention[] = [];
  const least = options.minConfidence ?? 0;
  const context = createContext(view, (found) => {
    if (found.confidence < least) return;
    const mention = toMention(text, view, found);
    if (mention.end > mention.start) mentions.push(mention);
  });
  for (const recognise of RECOGNISERS) recognise(context);
  if (options.recognised)
    mentions.push(...ocrCandidates(text, mentions, scan).filter((each) => each.confidence >= least));
  mentions.sort((a, b) => a.start - b.start || a.end - b.end || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
  return mentions.filter((mention, at) => !isRepeated(mentions, at, mention));
}

/** Whether an earlier reading of the same span says the same; the sort keeps equal spans side by side, first found first. */
function isRepeated(mentions: readonly ScanMention[], at: number, mention: ScanMention): boolean {
  for (let earlier = at - 1; earlier >= 0; earlier -= 1) {
    const other = mentions[earlier];
    if (other?.start !== mention.start || other.end !== mention.end || other.type !== mention.type) return false;
    if (other.value === mention.value) return true;
  }
  return false;
}

/** What is explained, for the longest text so far, up to a bound: a scan is synchronous, so one buffer serves them all. */
let reused = new Uint8Array(65_536);
const LONGEST_KEPT = 4_000_000;

function takenFor(length: number): Uint8Array {
  if (length > LONGEST_KEPT) return new Uint8Array(length);
  if (length > reused.length) reused = new Uint8Array(Math.min(LONGEST_KEPT, length * 2));
  else reused.fill(0, 0, length);
  return reused;
}

function createContext(view: View, give: (found: Found) => void): ScanContext {
  const { text } = view;
  const taken = takenFor(text.length);
  return {
    text,
    marks: marksOf(text),
    give,
    isDefanged: (start, end) => isDefanged(view, start, end),
    take: (start, end) => {
      for (let at = start; at < end; at += 1) taken[at] = 1;
    },
    isTaken: (start, end) => {
      for (let at = start; at < end; at += 1) if (taken[at] === 1) return true;
      return false;
    },
  };
}

const NO_LABELS: readonly string[] = [];

function toMention(text: string, view: View, found: Found): ScanMention {
  const { start, end } = originalSpan(view, found.start, found.end);
  const { type, value, confidence, labels = NO_LABELS } = found;
  const changed = refangLabels(view, found.start, found.end);
  return {
    type,
    value,
    raw: text.slice(start, end),
    start,
    end,
    method: 'scan',
    confidence,
    labels: changed.length === 0 ? labels : [...labels, ...changed],
  };
}
