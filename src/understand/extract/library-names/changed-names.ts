/** Tells which texts a change of the library's names can bear on, so that the others need not be read again. */
import { createHash } from 'node:crypto';
import type { Alias } from '../../../ports/store.ts';
import { buildAliasAutomaton, compactName } from './alias-automaton.ts';

/** Of each name by its letters and digits, a mark of all that the library says of it. */
export type NameMarks = Readonly<Record<string, string>>;

export function nameMarks(aliases: readonly Alias[]): NameMarks {
  const claims = new Map<string, string[]>();
  for (const { name, entity, collection } of aliases) {
    const key = compactName(name);
    claims.set(key, [...(claims.get(key) ?? []), [name, entity.type, entity.value, collection].join('\0')]);
  }
  return Object.fromEntries(
    [...claims].map(([key, its]) => [key, createHash('sha1').update(its.sort().join('\n')).digest('hex').slice(0, 12)]),
  );
}

/** Names that came, went or mean something else now. */
export function changedNames(before: NameMarks, after: NameMarks): readonly string[] {
  const all = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...all].filter((key) => before[key] !== after[key]).sort();
}

/** Whether any of the names may stand in a text; never false where the matcher finds one. */
export function createNameSieve(names: readonly string[]): (text: string) => boolean {
  const aliases = names.map((name): Alias => ({ name, entity: { type: 'name', value: name }, collection: '' }));
  const automaton = buildAliasAutomaton(aliases);
  return (text) => automaton.find(text).length > 0;
}
