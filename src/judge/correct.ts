/** What an analyst sets right: the translation of a sentence, a mention that is none, is another, or was missed. */
import { randomUUID } from 'node:crypto';
import { TelltaleError } from '../errors.ts';
import type { MentionCorrection, SpanCorrection, TranslationCorrection } from '../model/correction.ts';
import {
  type EntityKey,
  type EntityType,
  entityKey,
  NAMED_TYPES,
  OBSERVABLE_TYPES,
  QUANTITY_TYPES,
} from '../model/entity.ts';
import type { Store } from '../ports/store.ts';

export interface CorrectEffects {
  readonly author: string;
  readonly clock: () => Date;
  /** The normalised value of a text as a thing of a type: `1.2.3[.]4` as ipv4 is `1.2.3.4`. */
  readonly normalise: (type: EntityType, quote: string) => string;
}

export interface CorrectedPlace {
  /** Passage id. */
  readonly passage: string;
  /** UTF-16 offsets into its text; the whole passage where both are left out. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly note?: string | undefined;
}

type Span = Pick<SpanCorrection, 'id' | 'passage' | 'start' | 'end' | 'quote' | 'note' | 'author' | 'time'>;

/** Rejects with `not-found` where there is no such passage, and with `usage` where the span or the text is empty. */
export async function correctTranslation(
  store: Store,
  request: CorrectedPlace & { readonly to: string; readonly text: string },
  effects: CorrectEffects,
): Promise<TranslationCorrection> {
  const text = request.text.trim();
  if (text === '') throw new TelltaleError('usage', 'A corrected translation says something.');
  const correction = { kind: 'translation', ...(await spanOf(store, request, effects)), to: request.to, text } as const;
  await store.corrections.add(correction);
  return correction;
}

export interface MentionRequest extends CorrectedPlace {
  /** What the span is not: one of the mentions that overlap it. */
  readonly removes?: { readonly type: string; readonly value: string } | undefined;
  /** What it is; the value is made from the text where it is left out. */
  readonly adds?: { readonly type: string; readonly value?: string | undefined } | undefined;
  /** Not here alone: nothing in the case is what `removes` names. Not together with `adds`. */
  readonly everywhere?: boolean | undefined;
}

/**
 * Rejects with `not-found` where there is no such passage or mention, and with `usage` where the request says nothing
 * or names a type that there is not.
 */
export async function correctMention(
  store: Store,
  request: MentionRequest,
  effects: CorrectEffects,
): Promise<MentionCorrection> {
  const span = await spanOf(store, request, effects);
  const removes = request.removes && { ...request.removes, type: typeOf(request.removes.type) };
  const adds = request.adds && addedBy(request.adds, span.quote, effects);
  if (!removes && !adds) throw new TelltaleError('usage', 'Say what the text is not, what it is, or both.');
  if (request.everywhere && (!removes || adds)) {
    throw new TelltaleError('usage', 'Everywhere in the case only says what the text is not.');
  }
  if (removes && adds && sameEntity(removes, adds)) {
    throw new TelltaleError('usage', `It is ${adds.type} ${adds.value} already.`);
  }
  const there = (await store.browse.mentionsOf([span.passage])).get(span.passage) ?? [];
  const over = there.filter(({ start, end }) => start < span.end && end > span.start);
  if (removes && !over.some((mention) => sameEntity(mention, removes))) {
    throw new TelltaleError('not-found', `«${span.quote}» does not mention ${removes.type} ${removes.value}.`);
  }
  if (adds && there.some((each) => each.start === span.start && each.end === span.end && sameEntity(each, adds))) {
    throw new TelltaleError('usage', `«${span.quote}» is ${adds.type} ${adds.value} already.`);
  }
  const correction: MentionCorrection = {
    kind: 'mention',
    ...span,
    ...(removes ? { removes } : {}),
    ...(adds ? { adds } : {}),
    ...(request.everywhere ? { everywhere: true } : {}),
  };
  await store.corrections.add(correction);
  return correction;
}

/** Takes a correction back, the newest one that counts where no id is given. Rejects with `not-found`. */
export async function withdrawCorrection(
  store: Store,
  id: string | undefined,
  { author, clock }: Pick<CorrectEffects, 'author' | 'clock'>,
): Promise<SpanCorrection> {
  const counting = await store.corrections.list({});
  const meant = id === undefined ? counting.at(-1) : counting.find((each) => each.id === id);
  if (!meant) {
    const what = id === undefined ? 'no correction to take back' : `no correction ${id} that counts`;
    throw new TelltaleError('not-found', `There is ${what}.`);
  }
  const time = clock().toISOString();
  await store.corrections.add({ kind: 'withdrawal', id: `correction-${randomUUID()}`, of: meant.id, author, time });
  const { holds: _, ...withdrawn } = meant;
  return withdrawn;
}

async function spanOf(
  store: Store,
  { passage, start: from, end: to, note }: CorrectedPlace,
  { author, clock }: CorrectEffects,
): Promise<Span> {
  const stored = await store.documents.passage(passage);
  if (!stored) throw new TelltaleError('not-found', `There is no passage ${passage}.`);
  const { start, end } = { start: from ?? 0, end: to ?? stored.text.length };
  const quote = stored.text.slice(start, end);
  if (start < 0 || end > stored.text.length || quote.trim() === '' || !quote.isWellFormed()) {
    throw new TelltaleError('usage', `${start} to ${end} is no piece of passage ${passage}.`);
  }
  return {
    id: `correction-${randomUUID()}`,
    passage,
    start,
    end,
    quote,
    ...(note?.trim() ? { note: note.trim() } : {}),
    author,
    time: clock().toISOString(),
  };
}

function addedBy(
  adds: NonNullable<MentionRequest['adds']>,
  quote: string,
  { normalise }: Pick<CorrectEffects, 'normalise'>,
): EntityKey {
  const type = typeOf(adds.type);
  return { type, value: adds.value?.trim() || normalise(type, quote) };
}

const TYPES: readonly EntityType[] = [...OBSERVABLE_TYPES, ...NAMED_TYPES, ...QUANTITY_TYPES];

function typeOf(type: string): EntityType {
  const known = TYPES.find((each) => each === type);
  if (known === undefined) throw new TelltaleError('usage', `${type} is no type; there are: ${TYPES.join(' ')}.`);
  return known;
}

function sameEntity(one: EntityKey, other: EntityKey): boolean {
  return one.type === other.type && entityKey(one) === entityKey(other);
}
