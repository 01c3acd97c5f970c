/** Precision and recall of each kind of relation on `relations.txt`: the predicate, both spans and the direction have to be right. */
import type { Statement } from '../../src/model/assertion.ts';
import { createUnderstander } from '../../src/understand/understand.ts';
import { type LabelledCase, type PlacedSpan, RELATION_SETS, readRelations } from './read-relations.ts';

/** Loose ties and spellings are no statements of their own here. */
const UNSCORED: ReadonlySet<string> = new Set(['related-to', 'same-as', 'alias-of']);
const EITHER_WAY: ReadonlySet<string> = new Set(['competitor-of', 'litigates-with']);
const DOUBTFUL = 0.5;

interface Tally {
  right: number;
  found: number;
  gold: number;
  doubted: number;
}

/** Prints a table per half: of the half that is only scored and, with `seen`, of the other, whose errors `verbose` shows. */
export async function scoreRelations(options: { readonly seen: boolean; readonly verbose: boolean }): Promise<void> {
  const understander = await createUnderstander();
  const halves = RELATION_SETS.flatMap((set) => (options.seen ? [false, true] : [true]).map((held) => ({ set, held })));
  for (const { set, held } of halves) {
    const own = readRelations(set).filter((one) => one.held === held);
    if (own.length === 0) continue;
    const tallies = new Map<string, Tally>();
    const add = (predicate: string, language: string, key: keyof Tally): void => {
      for (const name of [predicate, `all ${language}`, 'all']) {
        const tally = tallies.get(name) ?? { right: 0, found: 0, gold: 0, doubted: 0 };
        tally[key] += 1;
        tallies.set(name, tally);
      }
    };
    for (const one of own) {
      const { statements } = await understander.understand(one.passages);
      const scored = new Map<string, Statement>();
      for (const statement of statements) {
        if (UNSCORED.has(statement.predicate) || isOfItsName(one, statement)) continue;
        const key = keyOf(one, statement);
        if (statement.confidence < DOUBTFUL) add(statement.predicate, one.language, 'doubted');
        else scored.set(key, statement);
      }
      const asked = new Map(one.relations.map((relation) => [goldKey(one, relation), relation] as const));
      const wrong: string[] = [];
      const missed: string[] = [];
      for (const [key, { predicate }] of scored) {
        if (asked.get(key)?.optional) continue;
        add(predicate, one.language, 'found');
        if (asked.has(key)) add(predicate, one.language, 'right');
        else wrong.push(key);
      }
      for (const [key, { predicate, optional }] of asked) {
        if (optional) continue;
        add(predicate, one.language, 'gold');
        if (!scored.has(key)) missed.push(key);
      }
      if (options.verbose && !held && wrong.length + missed.length > 0) {
        const text = one.passages.map((passage) => passage.text).join(' ⏎ ');
        console.log(`    ${text}\n      missed ${missed.join('; ')}\n      wrong  ${wrong.join('; ')}`);
      }
    }
    console.log(
      `${set}, ${own.length} texts (${own.filter(({ relations }) => relations.length === 0).length} state none), ${held ? 'held out' : 'seen'}, confidence >= ${DOUBTFUL}; doubted: stated with less`,
    );
    for (const [name, tally] of [...tallies].sort(
      ([one], [other]) => order(one) - order(other) || (one < other ? -1 : 1),
    ))
      console.log(row(name, tally));
  }
}

/** The country in a victim's own name is told beside the victim, and asked for nowhere. */
function isOfItsName(one: LabelledCase, { object }: Statement): boolean {
  return (
    object.type === 'location' &&
    one.relations.some(({ object: { passage, start, end } }) => {
      const name = one.passages[passage]?.text.slice(start, end) ?? '';
      return name !== object.value && name.includes(object.value);
    })
  );
}

const order = (name: string): number => (name === 'all' ? 2 : name.startsWith('all ') ? 1 : 0);

function row(name: string, { right, found, gold, doubted }: Tally): string {
  const share = (part: number, whole: number): string => (whole === 0 ? '-   ' : (part / whole).toFixed(2));
  return `  ${name.padEnd(16)} ${String(gold).padStart(4)}  P ${share(right, found)} R ${share(right, gold)} wrong ${String(found - right).padStart(2)} doubted ${doubted}`;
}

function goldKey(one: LabelledCase, relation: LabelledCase['relations'][number]): string {
  const text = ({ passage, start, end }: PlacedSpan): string => one.passages[passage]?.text.slice(start, end) ?? '';
  return pairKey(relation.predicate, text(relation.subject), text(relation.object));
}

/** Names cite their span as the text has it; the value of a cell may be worded more fully. */
function keyOf(one: LabelledCase, { subject, predicate, object, evidence }: Statement): string {
  const cited = evidence.map(({ passage, start, end }) => one.passages[passage]?.text.slice(start, end) ?? '');
  const raw = (value: string): string => cited.find((text) => value === text || value.startsWith(text)) ?? value;
  return pairKey(predicate, raw(subject.value), raw(object.value));
}

function pairKey(predicate: string, subject: string, object: string): string {
  const pair = EITHER_WAY.has(predicate) ? [subject, object].sort() : [subject, object];
  return `${pair[0]} ${predicate} ${pair[1]}`;
}
