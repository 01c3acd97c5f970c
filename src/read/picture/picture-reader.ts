/** Takes pictures: their properties now, their text by OCR later. */
import { readFile } from 'node:fs/promises';
import { TelltaleError } from '../../errors.ts';
import { propertyPassages } from '../office/properties.ts';
import type { Reader } from '../reader.ts';
import { checkPictureBytes, checkPictureSize, tiffPageSizes } from './decode-picture.ts';
import { pictureFormat } from './picture-format.ts';
import { pictureProperties } from './picture-properties.ts';

/** Pictures smaller than this in either direction hold no text: icons, rulers, tracking pixels. */
const TOO_SMALL = 12;

export const pictureReader: Reader = {
  name: 'picture',
  version: 1,
  accepts: (probe) => pictureFormat(probe.head) !== undefined,
  async read(input, sink) {
    const format = pictureFormat(input.probe.head);
    if (!format) throw new TelltaleError('unsupported-format', 'Not a picture.');
    if (format.size) checkPictureSize(format.size);
    if (format.size?.width === 0 || format.size?.height === 0)
      throw new TelltaleError('broken-file', 'The picture has no pixels.');
    checkPictureBytes(input.probe.size);
    const bytes = await readFile(input.path);
    const properties = await pictureProperties(bytes);
    const sizes = format.mediaType === 'image/tiff' ? tiffPageSizes(bytes) : [format.size];
    if (sizes.length === 0) throw new TelltaleError('broken-file', 'The TIFF has no page.');
    await propertyPassages(properties, sink);
    const [first] = sizes;
    if (first) properties.pixels = `${first.width} x ${first.height}`;
    const legible = format.mediaType !== 'image/heic';
    return {
      kind: 'picture',
      mediaType: format.mediaType,
      properties,
      ...(properties.title === undefined ? {} : { title: properties.title }),
      ocrPages: legible
        ? sizes.flatMap((size, index) => (size && Math.min(size.width, size.height) < TOO_SMALL ? [] : [index + 1]))
        : [],
      ...(legible ? {} : { warnings: ['HEIC pictures cannot be decoded; only their properties were read.'] }),
    };
  },
};
