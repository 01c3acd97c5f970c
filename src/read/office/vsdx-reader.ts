/** Reads Visio drawings (vsdx): the text of the shapes of each page, and comments. */
import type { Reader } from '../reader.ts';
import { macroPassages } from './macro-source.ts';
import { officeFlavour } from './office-flavour.ts';
import { embeddedFiles, packageProperties } from './ooxml-package.ts';
import { propertyPassages } from './properties.ts';
import { descendants, textOf } from './xml.ts';
import { openZipParts } from './zip-parts.ts';

export const vsdxReader: Reader = {
  name: 'visio',
  version: 1,
  accepts: (probe) => officeFlavour(probe) === 'vsdx',
  async read(input, sink) {
    const parts = await openZipParts(input.path, input.limits);
    try {
      const properties = await packageProperties(parts);
      await propertyPassages(properties, sink);
      const drawn = parts.names.filter((name) => /^visio\/(pages\/page|masters\/master|comments)\d*\.xml$/i.test(name));
      for (const name of drawn) {
        const number = /\d+/.exec(name)?.[0] ?? '';
        const what = /comments/i.test(name) ? 'comment' : /master/i.test(name) ? `master ${number}` : `page ${number}`;
        const root = await parts.tree(name);
        for (const shape of descendants(root, what === 'comment' ? 'CommentEntry' : 'Text')) {
          const text = textOf(shape).trim();
          if (text !== '') await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part: what } });
        }
      }
      await macroPassages(parts, sink);
      await embeddedFiles(parts, sink, input.scratch);
      return {
        kind: 'text',
        mediaType: 'application/vnd.ms-visio.drawing',
        ...(properties.title === undefined ? {} : { title: properties.title }),
        properties,
      };
    } finally {
      parts.close();
    }
  },
};
