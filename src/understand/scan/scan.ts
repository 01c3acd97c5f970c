/** The indicator scanner: every observable of a text, with its exact span in the original. */
import type { Mention } from '../../model/mention.ts';
import { coins } from './coins.ts';
import type { Found, Recogniser, ScanContext } from './found.ts';
import { fuzzyHashes, hashes } from './hashes.ts';
import { identifiers, macs } from './identifiers.ts';
import { fileNames, mutexes, paths, registryKeys, userAgents } from './machine.ts';
import { dotted, emails, ipv6s, urls } from './network.ts';
import { longNumbers, messengers, phones, secrets, telegrams } from './persons.ts';
import { originalSpan, refangLabels, type View, viewOf } from './view.ts';

export type ScanMention = Mention;

export interface ScanOptions {
  /** Leaves out what is less sure, 0 to 1. Default 0: everything, doubtful readings with their labels. */
  readonly minConfidence?: number;
}

/** In order: what an earlier one explains, later ones do not look into. */
function recognisers(view: View): readonly Recogniser[] {
  const isDefanged = (start: number, end: number): boolean => refangLabels(view, start, end).includes('defanged');
  return [
    userAgents,
    registryKeys,
    mutexes,
    urls,
    paths,
    emails,
    fuzzyHashes,
    macs,
    ipv6s,
    coins,
    hashes,
    dotted(isDefanged),
    fileNames,
    identifiers,
    telegrams,
    messengers,
    phones,
    longNumbers,
    secrets,
  ];
}

/**
 * Finds all observables of a text, in text order. `text.slice(start, end) === raw` for each. Synchronous, and linear in
 * the text's length.
 */
export function scan(text: string, options: ScanOptions = {}): readonly ScanMention[] {
  const view = viewOf(text);
  const context = createContext(view.text);
  const mentions: ScanMention[] = [];
  const least = options.minConfidence ?? 0;
  for (const recognise of recognisers(view)) {
    for (const found of recognise(context)) {
      if (found.confidence < least) continue;
      const mention = toMention(text, view, found);
      if (mention.end > mention.start) mentions.push(mention);
    }
  }
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

/** Marks of the longest text so far, up to a bound: a scan is synchronous, so one buffer serves them all. */
let marks = new Uint8Array(65_536);
const LONGEST_KEPT = 4_000_000;

function marksFor(length: number): Uint8Array {
  if (length > LONGEST_KEPT) return new Uint8Array(length);
  if (length > marks.length) marks = new Uint8Array(Math.min(LONGEST_KEPT, length * 2));
  else marks.fill(0, 0, length);
  return marks;
}

function createContext(text: string): ScanContext {
  const taken = marksFor(text.length);
  return {
    text,
    take: (start, end) => {
      taken.fill(1, start, end);
    },
    isTaken: (start, end) => {
      for (let at = start; at < end; at += 1) if (taken[at] === 1) return true;
      return false;
    },
  };
}

function toMention(text: string, view: View, found: Found): ScanMention {
  const { start, end } = originalSpan(view, found.start, found.end);
  return {
    type: found.type,
    value: found.value,
    raw: text.slice(start, end),
    start,
    end,
    method: 'scan',
    confidence: found.confidence,
    labels: [...(found.labels ?? []), ...refangLabels(view, found.start, found.end)],
  };
}
