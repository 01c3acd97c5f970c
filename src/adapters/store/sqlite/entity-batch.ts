/** Entities that are stored together: each once, in the order of their index. */
import { type EntityKey, entityKey } from '../../../model/entity.ts';
import type { Database, Value } from './driver.ts';
import { entitySlot, type Keys } from './keys.ts';
import { integer, text } from './rows.ts';

/** So many that are not at hand are asked for one by one; of more most are new, and would only push the others out of memory. */
const SMALL = 200;
const ASKED_AT_ONCE = 2_000;

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
    const made: Value[] = [];
    let next = firstNew;
    for (let from = 0; from < unknown.length; ) {
      const { type } = unknown[from] as Slot;
      let to = from;
      while (to < unknown.length && to - from < ASKED_AT_ONCE && unknown[to]?.type === type) to += 1;
      const asked = unknown.slice(from, to);
      const found = known(db, type, asked);
      for (const { index, key, value } of asked) {
        const row = found.get(key);
        if (row === undefined) {
          made.push(next, type, key, value);
          refs[index] = next++;
        } else refs[index] = row.value <= value ? row.ref : keys.entity({ type, value });
      }
      from = to;
    }
    db.insertMany('INSERT INTO entities (id, type, key, value)', 4, made);
    return { refs, firstNew };
  }
}

function known(db: Database, type: string, asked: readonly Slot[]): Map<string, { ref: number; value: string }> {
  const rows = db.all(
    'SELECT e.id, e.key, e.value FROM json_each(?2) j CROSS JOIN entities e ON e.type = ?1 AND e.key = j.value',
    type,
    JSON.stringify(asked.map(({ key }) => key)),
  );
  return new Map(rows.map((row) => [text(row, 'key'), { ref: integer(row, 'id'), value: text(row, 'value') }]));
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
