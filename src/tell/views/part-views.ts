/** What a document holds, level by level, with what became of each part. */
import type { z } from 'zod';
import type { LedgerEntry } from '../../model/ledger.ts';
import type { Store } from '../../ports/store.ts';
import type { documentPartsSchema } from '../http/schemas.ts';
import { documentOf } from './document-views.ts';

type Parts = z.infer<typeof documentPartsSchema>;

/** Parts of one level that are named. */
const MOST = 500;

/** Files inside it as the ledger has them, then what it refers to elsewhere. Rejects with `not-found`. */
export async function partsOf(store: Store, id: string): Promise<Parts> {
  const document = await documentOf(store, id);
  const { entries, total } = await store.ledger.inside(document.collection, document.paths[0] ?? '', MOST);
  const inside: Parts['parts'] = [];
  for (const entry of entries) inside.push({ ...about(entry), ...(await held(store, entry.document)) });
  const named = new Set(inside.map((part) => part.document));
  const parts: Parts['parts'] = [];
  // Pages have a view of their own, and what hangs on a message stands beside it. Of what the limit left out, the links
  // say nothing new.
  const links =
    total > entries.length
      ? []
      : (await store.documents.links(id)).from.filter(
          (link) => link.relation !== 'page' && link.passage === undefined && !named.has(link.to),
        );
  /** Of what could not be read a link stays, and no document. */
  let gone = 0;
  for (const { to } of links.slice(0, MOST)) {
    const [path] = (await store.documents.get(to))?.paths ?? [];
    if (path === undefined) gone += 1;
    else parts.push({ path, outcome: 'read', ...(await held(store, to)) });
  }
  // The path of a document that was found twice has no parts of its own in the ledger: its links have them.
  return { parts: [...inside, ...parts], total: total + links.length - gone };
}

function about({ path, outcome, code, message }: LedgerEntry) {
  return { path, outcome, ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}

async function held(store: Store, id: string | undefined) {
  const document = id === undefined ? undefined : await store.documents.get(id);
  if (!document) return { holds: false };
  const { from } = await store.documents.links(document.id);
  const isContainer = document.kind === 'archive' || Number(document.properties['attachments'] ?? 0) > 0;
  return {
    document: document.id,
    kind: document.kind,
    ...(document.title === undefined ? {} : { title: document.title }),
    holds: isContainer || from.some((link) => link.relation !== 'page' && link.passage === undefined),
  };
}
