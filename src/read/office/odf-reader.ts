/** Reads OpenDocument files (odt, ods, odp, odg): paragraphs, tables and sheets, slides, notes, comments, changes. */
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { OdfBody } from './odf-body.ts';
import { embeddedOdfFiles, odfProperties } from './odf-package.ts';
import { officeFlavour } from './office-flavour.ts';
import { propertyPassages } from './properties.ts';
import { openZipParts } from './zip-parts.ts';

export const odfReader: Reader = {
  name: 'opendocument',
  version: 2,
  accepts: (probe) => officeFlavour(probe) === 'odf',
  async read(input, sink) {
    const parts = await openZipParts(input.path, input.limits);
    try {
      if (!parts.has('content.xml')) throw new TelltaleError('broken-file', 'The file has no content.');
      const manifest = parts.has('META-INF/manifest.xml') ? await parts.text('META-INF/manifest.xml') : '';
      if (manifest.includes('encryption-data'))
        throw new TelltaleError('encrypted', 'OpenDocument files with a password cannot be opened.');
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
      return {
        kind: mediaType.includes('spreadsheet') ? 'table' : 'text',
        mediaType,
        ...(properties.title === undefined ? {} : { title: properties.title }),
        properties,
        ...(faults === 0 ? {} : { warnings: [`The file is damaged; ${faults} faults were passed over.`] }),
      };
    } finally {
      parts.close();
    }
  },
};
