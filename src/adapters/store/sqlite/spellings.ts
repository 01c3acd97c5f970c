/** Chinese names in pinyin, as readers of English type them, so that a search finds them: `吴海波` as `wu haibo` and `wuhaibo`. */
import { type EntityKey, isNamed } from '../../../model/entity.ts';
import type { Database } from './driver.ts';
import { text } from './rows.ts';

const HAN_NAME = /^\p{Script=Han}{2,12}$/u;
/** What is longer is an organisation, read syllable by syllable. */
const LONGEST_PERSON = 4;

/** Searchable spellings by name, lower case, without tones; separated by ` | ` so that none runs into the next. */
export type Spellings = ReadonlyMap<string, string>;

/** Spellings of those keys that are Chinese names. The reading dictionary (0.2 s) is loaded when there is one. */
export async function spellingsOf(keys: readonly EntityKey[]): Promise<Spellings> {
  const names = new Set(
    keys.filter(({ type, value }) => isNamed(type) && HAN_NAME.test(value)).map(({ value }) => value),
  );
  if (names.size === 0) return new Map();
  const { pinyin } = await import('pinyin-pro');
  const spellings = new Map<string, string>();
  for (const name of names) {
    const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
    const forms = [syllables.join(' ')];
    if (syllables.length <= LONGEST_PERSON) {
      const [surname = '', ...given] = syllables;
      forms.unshift(`${surname} ${given.join('')}`, syllables.join(''));
    }
    // Passports and lazy keyboards write u for ü.
    const all = new Set(forms.flatMap((form) => (form.includes('v') ? [form, form.replaceAll('v', 'u')] : [form])));
    spellings.set(name, [...all].join(' | '));
  }
  return spellings;
}

export function putSpelling(db: Database, entity: number, spelling: string | undefined): void {
  if (spelling !== undefined) db.run('INSERT OR IGNORE INTO spellings (entity, text) VALUES (?, ?)', entity, spelling);
}

/** Of the names that a passage mentions, by its row number. */
export function spellingsIn(db: Database, passage: number): readonly string[] {
  return db
    .all(
      'SELECT DISTINCT s.text FROM mentions m JOIN spellings s ON s.entity = m.entity WHERE m.passage = ? ORDER BY s.text',
      passage,
    )
    .map((row) => text(row, 'text'));
}
