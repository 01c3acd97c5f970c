/** The glyph of a document's kind. */
import type { IconName } from './icon.tsx';

const ICONS: Readonly<Record<string, IconName>> = {
  chat: 'chat',
  table: 'table',
  'page-document': 'pdf',
  picture: 'image',
  mail: 'mail',
  archive: 'archive',
  database: 'database',
  'record-set': 'list',
};

export function iconOfDocument(kind: string): IconName {
  return ICONS[kind] ?? 'doc';
}
