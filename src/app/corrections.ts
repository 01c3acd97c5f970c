/** Analysts' corrections, with what the application knows: how values are normalised, and what is due afterwards. */

import { TelltaleError } from '../errors.ts';
import {
  type CorrectEffects,
  correctMention,
  correctTranslation,
  type MentionRequest,
  withdrawCorrection,
} from '../judge/correct.ts';
import type { SpanCorrection } from '../model/correction.ts';
import type { EntityType } from '../model/entity.ts';
import type { Mention } from '../model/mention.ts';
import { overlapsAreDue } from '../pipeline/run.ts';
import type { Store } from '../ports/store.ts';
import { scan } from '../understand/scan/scan.ts';

/** What the scanner makes of the text, where it knows the type; else the text without white space around it. */
function normalise(type: EntityType, quote: string): string {
  return scan(quote).find((mention) => mention.type === type)?.value ?? quote.trim();
}

export interface Corrector {
  translation(request: Parameters<typeof correctTranslation>[1]): Promise<SpanCorrection>;
  mention(request: MentionRequest): Promise<SpanCorrection>;
  /** The newest one where no id is given. */
  withdraw(id?: string): Promise<SpanCorrection>;
}

/** `due` is called when overlaps, and perhaps stages, have to be brought up to date because of a correction. */
export function createCorrector(
  store: Store,
  by: Pick<CorrectEffects, 'author' | 'clock'>,
  due: () => void,
): Corrector {
  const effects: CorrectEffects = { ...by, normalise };
  const done = async (correction: SpanCorrection): Promise<SpanCorrection> => {
    if (correction.kind === 'mention') {
      await overlapsAreDue(store);
      due();
    }
    return correction;
  };
  return {
    translation: async (request) => done(await correctTranslation(store, request, effects)),
    mention: async (request) => done(await correctMention(store, request, effects)),
    withdraw: async (id) => done(await withdrawCorrection(store, id, effects)),
  };
}

/** A passage as somebody sees it who corrects it. Rejects with `not-found`. */
export async function passageToCorrect(
  store: Store,
  id: string,
): Promise<{
  readonly text: string;
  readonly translation: readonly { start: number; end: number; text: string; by: string }[];
  readonly mentions: readonly Mention[];
}> {
  const passage = await store.documents.passage(id);
  if (!passage) throw new TelltaleError('not-found', `There is no passage ${id}.`);
  const translation = (await store.browse.translationsOf([id], 'en')).get(id);
  const mentions = (await store.browse.mentionsOf([id])).get(id) ?? [];
  return {
    text: passage.text,
    translation: (translation?.segments ?? []).map(({ start, end, text, human }) => ({
      start,
      end,
      text,
      by: human ? `${human.author}, ${human.time}` : (translation?.engine ?? ''),
    })),
    mentions: mentions.map(({ passage: _, ...mention }) => mention),
  };
}
