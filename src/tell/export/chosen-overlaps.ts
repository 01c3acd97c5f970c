/** Which overlaps leave the case, and their words with what is private covered. */
import type { EntityKey } from '../../model/entity.ts';
import type { Judgement } from '../../model/judgement.ts';
import type { Hop, Overlap, Quote } from '../../model/overlap.ts';
import type { Store } from '../../ports/store.ts';
import { allOf } from '../contract/shapes.ts';
import { maskText, maskValue } from '../mask.ts';

export interface ChosenOverlap {
  readonly overlap: Overlap;
  /** The newest verdict; a withdrawn one is none. */
  readonly judgement: Judgement | undefined;
}

/** Of the leak's side: what it rests on is another reading of recognised text than the text's own. */
const CANDIDATE = 'ocr-confusable';

/** Whether a chain rests on a value that may stand in a picture though the recognised text says otherwise. */
export function isCandidate({ labels }: Overlap): boolean {
  return labels.includes(CANDIDATE);
}

/**
 * Overlaps that hold and that no analyst rejected, and those that an analyst accepted all the same; by rank. What rests
 * on a candidate would be taken for a fact where it arrives: it leaves the case only when an analyst accepted it.
 */
export async function chosenOverlaps(store: Store): Promise<ChosenOverlap[]> {
  return (await judgedOverlaps(store)).filter(({ overlap, judgement }) =>
    overlap.rejected === undefined && !isCandidate(overlap)
      ? judgement?.verdict !== 'rejected'
      : judgement?.verdict === 'accepted',
  );
}

/** All overlaps by rank, those that do not hold last. */
export async function judgedOverlaps(store: Store): Promise<ChosenOverlap[]> {
  const latest = new Map((await store.judgements.latest('overlap')).map((judgement) => [judgement.subject, judgement]));
  const overlaps = await Array.fromAsync(allOf((page) => store.overlaps.list({}, page)));
  return overlaps
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .map((overlap) => {
      const judgement = latest.get(overlap.id);
      return { overlap, judgement: judgement?.verdict === 'withdrawn' ? undefined : judgement };
    });
}

/** The hops of an overlap and of the chains that support it. */
export function hopsOf(overlap: Overlap): Hop[] {
  return [...overlap.hops, ...overlap.support.flatMap((chain) => chain.hops)];
}

const INVERSE = ' (inverse)';

/** The assertion that a hop walks, read from its subject to its object. */
export function statedBy(hop: Hop): { subject: EntityKey; predicate: string; object: EntityKey } {
  return hop.relation.endsWith(INVERSE)
    ? { subject: hop.to, predicate: hop.relation.slice(0, -INVERSE.length), object: hop.from }
    : { subject: hop.from, predicate: hop.relation, object: hop.to };
}

/** Covers personal identifiers, passwords and keys, unless they were asked for. */
export class Cover {
  private readonly store: Store;
  private readonly unmasked: boolean;
  private readonly covered = new Map<string, string[]>();

  constructor(store: Store, unmasked: boolean) {
    this.store = store;
    this.unmasked = unmasked;
  }

  /** Labels of a mention make its value a secret where its type alone does not. */
  value(type: string, value: string, labels: readonly string[] = []): string {
    return this.unmasked ? value : maskValue(labels.includes('secret') ? 'secret' : type, value);
  }

  /** Different things stay different: the second one that is covered alike gets a number. */
  key({ type, value }: EntityKey): EntityKey {
    const shown = this.value(type, value);
    if (shown === value) return { type, value };
    const alike = this.covered.get(`${type} ${shown}`) ?? [];
    this.covered.set(`${type} ${shown}`, alike);
    if (!alike.includes(value)) alike.push(value);
    const number = alike.indexOf(value) + 1;
    return { type, value: number === 1 ? shown : `${shown} (${number})` };
  }

  /** A quote's words about some things; as long as the original, so that the offsets hold. */
  async quote(quote: Quote, things: readonly EntityKey[]): Promise<string> {
    if (this.unmasked) return quote.quote;
    const words = await this.mentioned(quote);
    // A reference's record names the thing without a mention of it.
    return things.reduce((text, { type, value }) => text.replaceAll(value, this.value(type, value)), words);
  }

  private async mentioned(quote: Quote): Promise<string> {
    const passage = await this.store.documents.passage(quote.passage);
    const mentions = (await this.store.browse.mentionsOf([quote.passage])).get(quote.passage) ?? [];
    // The whole passage is covered, not the quote alone: «password:» may stand before it.
    const text = passage?.text.slice(quote.start, quote.end) === quote.quote ? passage.text : undefined;
    return text === undefined ? maskText(quote.quote, []) : maskText(text, mentions).slice(quote.start, quote.end);
  }

  /** Covers sentences about an overlap: private values of its things, and private words that its quotes hold. */
  async sentences(overlap: Overlap): Promise<(text: string) => string> {
    if (this.unmasked) return (text) => text;
    const covered = new Map<string, string>();
    const note = (type: string, said: string, labels: readonly string[] = []) => {
      const shown = this.value(type, said, labels);
      if (shown !== said) covered.set(said, shown);
    };
    for (const { from, to, evidence } of hopsOf(overlap)) {
      note(from.type, from.value);
      note(to.type, to.value);
      const passages = [...new Set(evidence.map((quote) => quote.passage))];
      for (const mentions of (await this.store.browse.mentionsOf(passages)).values()) {
        for (const { type, raw, value, labels } of mentions) {
          note(type, raw, labels);
          note(type, value, labels);
        }
      }
      for (const quote of evidence) {
        const shown = await this.quote(quote, [from, to]);
        if (shown !== quote.quote) covered.set(quote.quote, shown);
      }
    }
    const longestFirst = [...covered].sort((a, b) => b[0].length - a[0].length);
    return (text) => longestFirst.reduce((said, [secret, shown]) => said.replaceAll(secret, shown), maskText(text, []));
  }
}
