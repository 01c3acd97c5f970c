/** Passages as the reader shows them: the original, its best translation, and the mentions in it. */
import type { z } from 'zod';
import type { StoredPassage } from '../../model/passage.ts';
import type { Store } from '../../ports/store.ts';
import type { passageSchema } from '../http/schemas.ts';
import { plain } from '../plain.ts';

export type PassageEntry = z.infer<typeof passageSchema>;

export async function passageEntries(
  store: Store,
  passages: readonly StoredPassage[],
  language: string,
): Promise<PassageEntry[]> {
  const ids = passages.map((passage) => passage.id);
  const mentions = await store.browse.mentionsOf(ids);
  const translations = await store.browse.translationsOf(ids, language);
  return passages.map((passage) => {
    const translation = translations.get(passage.id);
    return {
      ...plain(passage),
      mentions: plain((mentions.get(passage.id) ?? []).map(({ passage: _, ...mention }) => mention)),
      translation: translation ? plain(withoutOrdinal(translation)) : null,
    };
  });
}

function withoutOrdinal<T extends { readonly ordinal: number }>({ ordinal: _, ...rest }: T): Omit<T, 'ordinal'> {
  return rest;
}
