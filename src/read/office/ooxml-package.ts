/** What the parts of a docx, xlsx or pptx say of each other: relationships, properties, and the files inside. */
import { posix } from 'node:path';
import type { ReadSink } from '../reader.ts';
import { elements, textOf } from './xml.ts';
import type { ZipParts } from './zip-parts.ts';

export interface Relationship {
  readonly id: string;
  /** Last segment of the type's URI: `worksheet`, `comments`, `hyperlink`. */
  readonly type: string;
  /** Name of the part, or the address when external. */
  readonly target: string;
  readonly external: boolean;
}

/** The relationships of a part; of the package itself for ''. Empty when there are none. */
export async function relationships(parts: ZipParts, part: string): Promise<Relationship[]> {
  const folder = posix.dirname(part);
  const root = await parts.optionalTree(
    part === '' ? '_rels/.rels' : posix.join(folder, '_rels', `${posix.basename(part)}.rels`),
  );
  return elements(root, 'Relationship').map(({ attributes }) => {
    const target = attributes.Target ?? '';
    const external = attributes.TargetMode === 'External';
    return {
      id: attributes.Id ?? '',
      type: posix.basename(attributes.Type ?? ''),
      target: external
        ? target
        : target.startsWith('/')
          ? target.slice(1)
          : posix.join(part === '' ? '' : folder, target),
      external,
    };
  });
}

/** Part of the package's first relationship of a type, `officeDocument`; undefined when there is none. */
export async function mainPart(parts: ZipParts): Promise<string | undefined> {
  return (await relationships(parts, '')).find((relation) => relation.type === 'officeDocument')?.target;
}

const CORE_NAMES: Readonly<Record<string, string>> = {
  creator: 'author',
  lastModifiedBy: 'lastEditor',
  created: 'created',
  modified: 'modified',
  lastPrinted: 'printed',
  title: 'title',
  subject: 'subject',
  description: 'description',
  keywords: 'keywords',
  category: 'category',
  contentStatus: 'status',
  revision: 'revision',
  language: 'language',
};
const APP_NAMES: Readonly<Record<string, string>> = {
  Application: 'application',
  AppVersion: 'applicationVersion',
  Company: 'company',
  Manager: 'manager',
  Template: 'template',
  TotalTime: 'editingMinutes',
  HyperlinkBase: 'hyperlinkBase',
};

/** Author, last editor, dates, company and the user's own properties, by the names that Telltale uses. */
export async function packageProperties(parts: ZipParts): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const take = (name: string | undefined, value: string): void => {
    if (name !== undefined && value.trim() !== '') found[name] = value.trim();
  };
  for (const relation of await relationships(parts, '')) {
    if (relation.external || !parts.has(relation.target)) continue;
    if (relation.type === 'core-properties') {
      for (const element of elements(await parts.tree(relation.target)))
        take(CORE_NAMES[element.name], textOf(element));
    } else if (relation.type === 'extended-properties') {
      for (const element of elements(await parts.tree(relation.target))) take(APP_NAMES[element.name], textOf(element));
    } else if (relation.type === 'custom-properties') {
      for (const element of elements(await parts.tree(relation.target)))
        take(element.attributes.name && `custom:${element.attributes.name}`, textOf(element));
    }
  }
  return found;
}

/** Parts that are the format's own: everything else is a file that somebody put in. */
const OWN_PARTS =
  /\.(rels|xml|vml|odttf|fntdata|psmdcp)$|(^|\/)(printerSettings|vbaProject|vbaData)[^/]*\.bin$|^xl\/.*(?<!embeddings\/[^/]*)\.bin$|^mimetype$/i;

/** Gives each file inside the package as a child: pictures, embedded documents, imported chunks. */
export async function embeddedFiles(parts: ZipParts, sink: ReadSink, scratch: string): Promise<number> {
  let position = 0;
  for (const name of parts.names) {
    if (OWN_PARTS.test(name) || parts.size(name) === 0) continue;
    position++;
    try {
      const path = await parts.extract(name, scratch);
      await sink.child({ name: name.replaceAll('..', '_'), path, relation: 'attachment', position });
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      await sink.lostChild({ name, size: parts.size(name), code, message });
    }
  }
  return position;
}
