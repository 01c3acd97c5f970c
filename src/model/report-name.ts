/** Names the report that a file of a reference is, from the file's path, where the file's reader does not: one name, whoever asks. */
import type { Origin } from './assertion.ts';
import type { EntityKey } from './entity.ts';
import { dateInPath } from './written-date.ts';

/** Names that say nothing about what is in a file. */
const GENERIC_NAME =
  /^(?:iocs?|rules?|openioc|stix|assorted|indicators?|indicators? of compromise|list|export|data|feed|attachments?|samples?|hashes|domains|ips|network|readme|csv|full|recent|index|report|page|main|article|post|untitled|document|download|[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4})$/i;
const DATED = /^(\d{4}-\d{2}-\d{2}|\d{6})[\s_-]+(.+)$/;

/** The file and what is known of the collection that it belongs to. */
interface ReportFile {
  readonly path?: string | undefined;
  /** Name of the collection. */
  readonly collection?: string | undefined;
  readonly publisher?: string | undefined;
  readonly url?: string | undefined;
  /** ISO date of the whole collection. */
  readonly published?: string | undefined;
  /** ISO date that the report itself states: it stands before what its path and its collection say. */
  readonly stated?: string | undefined;
}

export interface ReportOfFile {
  readonly entity: EntityKey;
  readonly origin: Origin;
}

/** The nearest folder or file name that says something, else the collection's; a date in the path is the day of publication. */
export function reportOfFile(file: ReportFile | undefined): ReportOfFile {
  const { path = '', collection, publisher, url, published, stated } = file ?? {};
  const parts = path.split('/').reverse();
  const names = parts.map((part, index) => (index === 0 ? part.replace(/(?<=.)\.[^.]*$/, '') : part).trim());
  const telling = names.find((name) => name !== '' && !GENERIC_NAME.test(name) && !/^\d{4}(?:-\d{2})?$/.test(name));
  const name = telling ?? collection ?? 'Indicator list';
  const [, , rest] = DATED.exec(name) ?? [];
  const title = rest?.replace(/^[\s_-]+/, '') ?? name;
  const day = stated ?? dateInPath(path) ?? published;
  return {
    entity: { type: 'report', value: title },
    origin: {
      name: publisher ? `${publisher}: ${title}` : title,
      // One page can offer many reports: each is an origin of its own.
      ...(url ? { url: `${url}#${title}` } : {}),
      ...(day ? { published: day } : {}),
    },
  };
}
