/** Documents of older editions: they are kept, and stand aside where nobody asks for them. */
import type { Database } from './driver.ts';

/** A case without any pays nothing for leaving them out. */
export function hasSuperseded(db: Database): boolean {
  return db.get('SELECT 1 FROM documents WHERE withdrawn IS NOT NULL LIMIT 1') !== undefined;
}
