/** Keeps of a model's claims those whose quote stands verbatim in the passage that they cite, with both names in it. */
import type { Statement } from '../../../model/assertion.ts';
import type { EntityKey } from '../../../model/entity.ts';
import type { StoredPassage } from '../../../model/passage.ts';
import type { Extraction } from '../../../ports/entity-extractor.ts';

export const TYPES = [
  'individual',
  'organization',
  'product',
  'malware',
  'tool',
  'intrusion-set',
  'location',
  'handle',
] as const;
export const RELATIONS = [
  'client-of',
  'sells',
  'paid',
  'employs',
  'subsidiary-of',
  'competitor-of',
  'supplies',
  'uses',
  'develops',
  'targets',
  'owns',
  'litigates-with',
  'located-at',
  'same-as',
] as const;

/** A model's word is never more than a lead: its claims stay below what rules find. */
const CONFIDENCE = 0.45;
const LONGEST_QUOTE = 600;
const LONGEST_NAME = 120;
/** Claims of one passage; a model that runs on is cut off. */
const MOST = 40;

/** `passages` are the batch that was sent: the answer's numbers are places in it. What is malformed or not verbatim is left out. */
export function verifiedRelations(
  answer: readonly unknown[],
  passages: readonly StoredPassage[],
  method: string,
): Extraction {
  const mentions = new Map<string, Extraction['mentions'][number]>();
  const statements = new Map<string, Statement>();
  for (const claim of answer.slice(0, MOST * passages.length)) {
    const { passage: place, subject, relation, object, quote } = (claim ?? {}) as Record<string, unknown>;
    const passage = typeof place === 'number' ? passages[place] : undefined;
    const [one, other] = [thingOf(subject), thingOf(object)];
    const predicate = RELATIONS.find((known) => known === relation);
    if (passage === undefined || one === undefined || other === undefined || predicate === undefined) continue;
    if (typeof quote !== 'string' || quote.trim().length < 2 || quote.length > LONGEST_QUOTE) continue;
    const start = passage.text.indexOf(quote);
    const [first, second] = [quote.indexOf(one.value), quote.indexOf(other.value)];
    if (start < 0 || first < 0 || second < 0 || (one.value === other.value && one.type === other.type)) continue;
    const spans = [
      { entity: one, start: start + first },
      { entity: other, start: start + second },
    ].map(({ entity, start: from }) => ({ entity, start: from, end: from + entity.value.length }));
    for (const { entity, start: from, end } of spans) {
      mentions.set(`${passage.ordinal} ${from} ${end} ${entity.type}`, {
        passage: passage.ordinal,
        start: from,
        end,
        type: entity.type,
        value: entity.value,
        raw: entity.value,
        method,
        confidence: CONFIDENCE,
        labels: ['language-model'],
      });
    }
    statements.set(`${passage.ordinal} ${one.value} ${predicate} ${other.value}`, {
      subject: one,
      predicate,
      object: other,
      evidence: [
        { passage: passage.ordinal, start, end: start + quote.length },
        ...spans.map(({ start: from, end }) => ({ passage: passage.ordinal, start: from, end })),
      ],
      method,
      confidence: CONFIDENCE,
    });
  }
  return { mentions: [...mentions.values()], statements: [...statements.values()] };
}

function thingOf(thing: unknown): EntityKey | undefined {
  const { type, name } = (thing ?? {}) as Record<string, unknown>;
  const known = TYPES.find((one) => one === type);
  if (known === undefined || typeof name !== 'string') return undefined;
  const value = name.trim();
  return value.length < 2 || value.length > LONGEST_NAME ? undefined : { type: known, value };
}
