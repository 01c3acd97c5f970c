/** Entities that are stored together: each once, in the order of their index. */
import { type EntityKey, entityKey } from '../../../model/entity.ts';
import type { Database } from './driver.ts';
import { entitySlot, type Keys } from './keys.ts';
import { integer } from './rows.ts';

/** So many that are not at hand are asked for one by one; of more most are new, and would only push the others out of memory. */
const SMALL = 200;

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

  /** Row numbers by number within the batch; makes what is new. Empties the batch. */
  write(db: Database, keys: Keys): readonly number[] {
    const { slots } = this;
    this.slots = new Map();
    const refs = new Array<number>(slots.size);
    const unknown: string[] = [];
    for (const [name, slot] of slots) {
      const known = keys.knownEntity(name, slot.value);
      if (known === undefined) unknown.push(name);
      else refs[slot.index] = known;
    }
    const isSmall = unknown.length <= SMALL;
    let next = isSmall ? 0 : integer(db.get('SELECT coalesce(max(id), 0) + 1 AS n FROM entities') ?? {}, 'n');
    for (const name of isSmall ? unknown : unknown.sort()) {
      const { index, type, key, value } = slots.get(name) as Slot;
      if (
        !isSmall &&
        db.insert('INSERT OR IGNORE INTO entities (id, type, key, value) VALUES (?, ?, ?, ?)', next, type, key, value)
      ) {
        refs[index] = next++;
      } else refs[index] = keys.entity({ type, value });
    }
    return refs;
  }
}
