/** Entities that are stored together: each once, in the order of their index. */
import { type EntityKey, entityKey } from '../../../model/entity.ts';
import type { Database, Value } from './driver.ts';
import { entitySlot, type Keys } from './keys.ts';
import { integer, text } from './rows.ts';

/** So many that are not at hand are asked for one by one; of more most are new, and would only push the others out of memory. */
const SMALL = 200;
const AT_ONCE = 50;

interface Slot {
  readonly index: number;
  readonly type: EntityKey['type'];
  readonly key: string;
  value: string;
}

export class EntityBatch {
  private slots = new Map<string, Slot>();

  /** Number of an entity within the batch, from 0. Of several spellings the smallest stays. */
  add(entity: EntityKey): number {
    const key = entityKey(entity);
    const name = entitySlot(entity.type, key);
    const known = this.slots.get(name);
    if (known) {
      if (entity.value < known.value) known.value = entity.value;
      return known.index;
    }
    const index = this.slots.size;
    this.slots.set(name, { index, type: entity.type, key, value: entity.value });
    return index;
  }

  /** Row numbers by number within the batch; makes what is new: their numbers run from `firstNew`. Empties the batch. */
  write(db: Database, keys: Keys): { readonly refs: readonly number[]; readonly firstNew: number } {
    const { slots } = this;
    this.slots = new Map();
    const refs = new Array<number>(slots.size);
    const unknown: Slot[] = [];
    for (const [name, slot] of slots) {
      const known = keys.knownEntity(name, slot.value);
      if (known === undefined) unknown.push(slot);
      else refs[slot.index] = known;
    }
    const firstNew = integer(db.get('SELECT coalesce(max(id), 0) + 1 AS n FROM entities') ?? {}, 'n');
    if (unknown.length <= SMALL) {
      for (const { index, type, value } of unknown) refs[index] = keys.entity({ type, value });
      return { refs, firstNew };
    }
    // In the order of the index: neighbours lie on one page.
    unknown.sort((a, b) => compare(a.type, b.type) || compare(a.key, b.key));
    let next = firstNew;
    let asked: Slot[] = [];
    for (const slot of unknown) {
      refs[slot.index] = next++;
      asked.push(slot);
      if (asked.length === AT_ONCE) {
        insert(db, keys, asked, refs);
        asked = [];
      }
    }
    insert(db, keys, asked, refs);
    return { refs, firstNew };
  }
}

/** Makes those that are new under the numbers that `refs` holds for them, and sets the numbers of the others. */
function insert(db: Database, keys: Keys, asked: readonly Slot[], refs: number[]): void {
  const rows = asked.flatMap(({ index, type, key, value }): Value[] => [refs[index] ?? 0, type, key, value]);
  // Most of what a feed lists is new: only where something was not is it looked up.
  if (db.insertMany('INSERT OR IGNORE INTO entities (id, type, key, value)', 4, rows) === asked.length) return;
  const found = db.all(
    `SELECT j.key AS at, e.id, e.value FROM json_each(?) j CROSS JOIN entities e ON e.type = j.value ->> 0 AND e.key = j.value ->> 1`,
    JSON.stringify(asked.map(({ type, key }) => [type, key])),
  );
  for (const row of found) {
    const { index, type, value } = asked[integer(row, 'at')] as Slot;
    refs[index] = text(row, 'value') <= value ? integer(row, 'id') : keys.entity({ type, value });
  }
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
