/** Names the report that a file of indicators belongs to, when the file itself does not. */
import { posix } from 'node:path';
import type { Origin } from '../../model/assertion.ts';
import type { EntityKey } from '../../model/entity.ts';
import type { ReaderSource } from '../reader.ts';
import { isoDate } from './structured-file.ts';

/** Names that say nothing about what is in a file. */
const GENERIC_NAME =
  /^(?:iocs?|indicators?|indicators? of compromise|list|export|data|feed|attachments?|samples?|hashes|domains|ips|network|readme|csv|full|recent)$/i;

export interface ReportOfFile {
  readonly entity: EntityKey;
  readonly origin: Origin;
}

/** The report's name: the nearest folder or file name that says something, else the collection's. */
export function reportOfFile(source: ReaderSource | undefined): ReportOfFile {
  const parts = (source?.path ?? '').split('/').reverse();
  const names = parts.map((part, index) => (index === 0 ? posix.parse(part).name : part).trim());
  const telling = names.find((name) => name !== '' && !GENERIC_NAME.test(name) && !/^\d{4}(?:-\d{2})?$/.test(name));
  const name = telling ?? source?.collection ?? 'Indicator list';
  const dated = /^(\d{4}-\d{2}-\d{2}|\d{6})[\s_-]+(.+)$/.exec(name);
  const title = dated?.[2]?.replace(/^[\s_-]+/, '') ?? name;
  const published = isoDate(dated?.[1]) ?? source?.published;
  return {
    entity: { type: 'report', value: title },
    origin: {
      name: source?.publisher ? `${source.publisher}: ${title}` : title,
      ...(source?.url ? { url: source.url } : {}),
      ...(published ? { published } : {}),
    },
  };
}
