/** Integer keys behind the ports' ids: looked up once, kept in memory. */
import { TelltaleError } from '../../../errors.ts';
import type { Origin } from '../../../model/assertion.ts';
import { type EntityKey, entityKey } from '../../../model/entity.ts';
import type { Database } from './driver.ts';
import { integer } from './rows.ts';

/** Entities kept in memory; cleared when there are more. */
const CACHED = 100_000;
const CACHED_LAYOUTS = 10_000;

/** One name for an entity, of its type and folded key. */
export const entitySlot = (type: string, key: string): string => `${type}\0${key}`;

export class Keys {
  private readonly db: Database;
  private readonly cached = new Map<string, { ref: number; value: string }>();
  private readonly origins = new Map<string, number>();
  private lastOrigin: (Origin & { readonly id: number }) | undefined;
  private readonly layouts = new Map<string, number>();

  constructor(db: Database) {
    this.db = db;
  }

  collection(id: string): number {
    const row = this.db.get('SELECT id FROM collections WHERE key = ?', id);
    if (!row) throw new TelltaleError('not-found', `There is no collection ${id}.`);
    return integer(row, 'id');
  }

  document(id: string): number {
    const row = this.db.get('SELECT id FROM documents WHERE key = ?', id);
    if (!row) throw new TelltaleError('not-found', `There is no document ${id}.`);
    return integer(row, 'id');
  }

  findEntity(key: EntityKey): number | undefined {
    const row = this.db.get('SELECT id FROM entities WHERE type = ? AND key = ?', key.type, entityKey(key));
    return row && integer(row, 'id');
  }

  /** The entity's number, where it is at hand and no spelling is smaller than its own. */
  knownEntity(slot: string, value: string): number | undefined {
    const known = this.cached.get(slot);
    return known && known.value <= value ? known.ref : undefined;
  }

  /** The entity's number; makes it when it is new. Of several spellings the smallest stays, whatever the order of arrival. */
  entity(key: EntityKey): number {
    const folded = entityKey(key);
    const slot = entitySlot(key.type, folded);
    const known = this.knownEntity(slot, key.value);
    if (known !== undefined) return known;
    const row = this.db.get(
      `INSERT INTO entities (type, key, value) VALUES (?, ?, ?)
       ON CONFLICT (type, key) DO UPDATE SET value = min(value, excluded.value) RETURNING id, value`,
      key.type,
      folded,
      key.value,
    );
    if (!row) throw new TelltaleError('internal', 'An entity was neither made nor found.');
    if (this.cached.size >= CACHED) this.cached.clear();
    const made = { ref: integer(row, 'id'), value: String(row['value']) };
    this.cached.set(slot, made);
    return made.ref;
  }

  /** The origin's number; 0 is none. The same facts are one origin, in whatever order the source gave them. */
  origin(origin: Origin | undefined): number {
    if (!origin) return 0;
    const { name, url, published, reliability, credibility } = origin;
    const last = this.lastOrigin;
    // Rows of a feed mostly share theirs.
    if (
      last?.name === name &&
      last.url === url &&
      last.published === published &&
      last.reliability === reliability &&
      last.credibility === credibility
    )
      return last.id;
    const json = JSON.stringify({ name, url, published, reliability, credibility });
    const id = this.origins.get(json) ?? this.storedOrigin(json);
    this.lastOrigin = { ...origin, id };
    return id;
  }

  private storedOrigin(json: string): number {
    this.db.run('INSERT OR IGNORE INTO origins (json) VALUES (?)', json);
    const id = integer(this.db.get('SELECT id FROM origins WHERE json = ?', json) ?? {}, 'id');
    if (this.origins.size >= CACHED) this.origins.clear();
    this.origins.set(json, id);
    return id;
  }

  /** The number of what the rows of a table share, see `row-positions.ts`. */
  layout(json: string): number {
    const known = this.layouts.get(json);
    if (known !== undefined) return known;
    this.db.run('INSERT OR IGNORE INTO row_layouts (json) VALUES (?)', json);
    const id = integer(this.db.get('SELECT id FROM row_layouts WHERE json = ?', json) ?? {}, 'id');
    if (this.layouts.size >= CACHED_LAYOUTS) this.layouts.clear();
    this.layouts.set(json, id);
    return id;
  }

  /** After a rollback the numbers in memory may be of entities that are not there. */
  forget(): void {
    this.cached.clear();
    this.origins.clear();
    this.lastOrigin = undefined;
    this.layouts.clear();
  }
}
