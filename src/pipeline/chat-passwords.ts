/** Passwords that people told each other in a collection's messages: what stands after a word for "password". */
import type { Store } from '../ports/store.ts';

/** What is searched for; each finds its other spellings too. */
const QUERY = 'password OR passwd OR pwd OR passphrase OR 密码 OR 口令 OR пароль OR пасс';
/** The word, what may stand between, and the password: no spaces, at most 64 characters. */
const TOLD =
  /(?:pass(?:word|wd|phrase)?|pwd|(?:解压)?密码|口令|парол[ьяюе]м?|пасс)\s*(?:is|это|是|为|：|:|=|-|—|for [^\s:]+)?\s*[:：=]?\s*["'«“`]?([^\s"'»”`，。；、]{3,64})/giu;
/** More would only make every locked file take long. */
const MOST = 200;

/** Distinct candidates, those told most often first, then in the order of search. */
export async function chatPasswords(store: Pick<Store, 'search' | 'documents'>, collection: string): Promise<string[]> {
  const counts = new Map<string, number>();
  for await (const { passage } of store.search.all({ text: QUERY, collection })) {
    const found = await store.documents.passage(passage);
    if (found?.role !== 'message') continue;
    for (const candidate of toldPasswords(found.text)) counts.set(candidate, (counts.get(candidate) ?? 0) + 1);
  }
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .slice(0, MOST)
    .map(([candidate]) => candidate);
}

/** What one message tells; a full stop at its end may or may not belong to the password, so both are given. */
export function toldPasswords(text: string): string[] {
  const found = [...text.matchAll(TOLD)].flatMap(([, told = '']) => {
    const bare = told.replace(/[.,;!?)]+$/, '');
    return bare === told || bare.length < 3 ? [told] : [bare, told];
  });
  return [...new Set(found)];
}
