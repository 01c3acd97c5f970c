/** Reads OpenDocument files (odt, ods, odp, odg): paragraphs, tables and sheets, slides, notes, comments, changes. */
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { OdfBody } from './odf-body.ts';
import { embeddedOdfFiles, odfProperties } from './odf-package.ts';
import { unlockedParts } from './odf-password.ts';
import { officeFlavour } from './office-flavour.ts';
import { propertyPassages } from './properties.ts';
import { openZipParts, withDamage } from './zip-parts.ts';

export const odfReader: Reader = {
  name: 'opendocument',
  version: 4,
  accepts: (probe) => officeFlavour(probe) === 'odf',
  async read(input, sink) {
    const stored = await openZipParts(input.path, input.limits);
    let parts = stored;
    try {
      parts = await unlockedParts(stored, input);
      if (!parts.has('content.xml')) throw new TelltaleError('broken-file', 'The file has no content.');
      const mediaType = parts.has('mimetype')
        ? (await parts.text('mimetype')).trim()
        : 'application/vnd.oasis.opendocument.text';
      const properties = await odfProperties(parts);
      await propertyPassages(properties, sink);
      const body = new OdfBody('body', sink);
      const faults = await parts.events('content.xml', body, () => body.give());
      if (parts.has('styles.xml')) {
        // Only headers and footers of the page styles are text there.
        const edges = new OdfBody('header', sink, true);
        await parts.events('styles.xml', edges, () => edges.give());
      }
      await embeddedOdfFiles(parts, sink, input.scratch);
      return withDamage(parts, {
        kind: mediaType.includes('spreadsheet') ? 'table' : 'text',
        mediaType,
        ...(properties.title === undefined ? {} : { title: properties.title }),
        properties,
        ...(faults === 0 ? {} : { warnings: [`The file is damaged; ${faults} faults were passed over.`] }),
      });
    } finally {
      if (parts !== stored) parts.close();
      stored.close();
    }
  },
};
