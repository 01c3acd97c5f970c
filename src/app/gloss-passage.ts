/** A passage word by word, for who reads along in the original. */
import { TelltaleError } from '../errors.ts';
import type { GlossedWord } from '../model/translation.ts';
import type { Store } from '../ports/store.ts';
import type { ReaderPool } from './reader-pool.ts';

/** UTF-16 units of one passage that are looked up. */
const LONGEST = 20_000;

/** Rejects with `not-found`. */
export async function glossOf(store: Store, reader: ReaderPool, id: string): Promise<readonly GlossedWord[]> {
  const passage = await store.documents.passage(id);
  if (!passage) throw new TelltaleError('not-found', `There is no passage ${id}.`);
  const text = passage.text.slice(0, LONGEST);
  return reader.run('gloss', { text, language: passage.language ?? 'und', terms: await store.terms.list() });
}
