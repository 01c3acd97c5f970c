/** Properties, macros and inner files of OpenDocument packages. */
import type { ReadSink } from '../reader.ts';
import { descendants, elements, textOf, type XmlElement } from './xml.ts';
import type { ZipParts } from './zip-parts.ts';

const NAMES: Readonly<Record<string, string>> = {
  'initial-creator': 'author',
  creator: 'lastEditor',
  'creation-date': 'created',
  date: 'modified',
  'printed-by': 'printedBy',
  'print-date': 'printed',
  title: 'title',
  subject: 'subject',
  description: 'description',
  keyword: 'keywords',
  generator: 'application',
  'editing-cycles': 'revision',
};

export async function odfProperties(parts: ZipParts): Promise<Record<string, string>> {
  return propertiesOf(elements(await parts.optionalTree('meta.xml'), 'meta')[0]);
}

/** Of the element `office:meta`. */
export function propertiesOf(meta: XmlElement | undefined): Record<string, string> {
  const found: Record<string, string> = {};
  for (const element of elements(meta)) {
    const custom = element.name === 'user-defined' ? element.attributes.name : undefined;
    const name = custom === undefined ? NAMES[element.name] : `custom:${custom}`;
    const text = textOf(element).trim();
    if (name === undefined || text === '') continue;
    found[name] = found[name] === undefined ? text : `${found[name]}, ${text}`;
  }
  return found;
}

const OWN_PARTS = /^(mimetype|META-INF\/|Configurations2\/|layout-cache)|\.(rdf|xml)$|\/$/i;

/** Macros as code; pictures and embedded objects as children. */
export async function embeddedOdfFiles(parts: ZipParts, sink: ReadSink, scratch: string): Promise<void> {
  let position = 0;
  for (const name of parts.names) {
    if (/^Basic\/.*\.xml$/i.test(name) && !/script-l[bc]\.xml$/i.test(name)) {
      const source = textOf(
        descendants({ name: '', attributes: {}, children: [await parts.tree(name)] }, 'module')[0],
      ).trim();
      if (source !== '')
        await sink.passage({
          role: 'code',
          text: source,
          position: { kind: 'part', part: `macro ${name.slice(6, -4)}` },
        });
    } else if (/^Object[^/]*\/content\.xml$/i.test(name)) {
      for (const paragraph of descendants(await parts.tree(name), 'p')) {
        const text = textOf(paragraph).trim();
        if (text !== '') await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part: 'object' } });
      }
    } else if (!OWN_PARTS.test(name) && parts.size(name) > 0 && !/^ObjectReplacements\//.test(name)) {
      const path = await parts.extract(name, scratch);
      await sink.child({ name: name.replaceAll('..', '_'), path, relation: 'attachment', position: ++position });
    }
  }
}
