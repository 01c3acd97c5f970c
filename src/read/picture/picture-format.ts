/** Tells a picture's format and size from its first bytes, before anything is decoded. */

export interface PictureFormat {
  readonly mediaType: string;
  /** Pixels; undefined where the head does not say. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Undefined when the bytes are no picture that is known. */
export function pictureFormat(head: Uint8Array): PictureFormat | undefined {
  const view = Buffer.from(head.buffer, head.byteOffset, head.length);
  const latin = (from: number, to: number): string => view.toString('latin1', from, to);
  if (latin(0, 8) === '\x89PNG\r\n\x1a\n')
    return {
      mediaType: 'image/png',
      ...(view.length >= 24 ? { size: { width: view.readUInt32BE(16), height: view.readUInt32BE(20) } } : {}),
    };
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) {
    const size = jpegSize(view);
    return { mediaType: 'image/jpeg', ...(size ? { size } : {}) };
  }
  if (/^GIF8[79]a/.test(latin(0, 6)) && view.length >= 10)
    return { mediaType: 'image/gif', size: { width: view.readUInt16LE(6), height: view.readUInt16LE(8) } };
  if (latin(0, 4) === 'RIFF' && latin(8, 12) === 'WEBP') return { mediaType: 'image/webp', ...webpSize(view) };
  if (latin(0, 2) === 'BM' && view.length >= 26 && [12, 40, 52, 56, 64, 108, 124].includes(view.readUInt32LE(14)))
    return {
      mediaType: 'image/bmp',
      size: { width: Math.abs(view.readInt32LE(18)), height: Math.abs(view.readInt32LE(22)) },
    };
  if (/^(II\*\0|MM\0\*)/.test(latin(0, 4))) return { mediaType: 'image/tiff' };
  const brand = latin(4, 12);
  if (/^ftyp(heic|heix|hevc|mif1|msf1)/.test(brand)) return { mediaType: 'image/heic' };
  if (/^ftypavi[fs]/.test(brand)) return { mediaType: 'image/avif' };
  return undefined;
}

function jpegSize(view: Buffer): { width: number; height: number } | undefined {
  for (let at = 2; at + 9 < view.length; ) {
    if (view[at] !== 0xff) return undefined;
    const marker = view[at + 1] ?? 0;
    // Frame headers, but not the tables that share their range.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) };
    at += 2 + (marker === 0xff ? -1 : view.readUInt16BE(at + 2));
  }
  return undefined;
}

function webpSize(view: Buffer): { size?: { width: number; height: number } } {
  const chunk = view.toString('latin1', 12, 16);
  if (view.length < 30) return {};
  if (chunk === 'VP8X') return { size: { width: 1 + view.readUIntLE(24, 3), height: 1 + view.readUIntLE(27, 3) } };
  if (chunk === 'VP8 ')
    return { size: { width: view.readUInt16LE(26) & 0x3fff, height: view.readUInt16LE(28) & 0x3fff } };
  if (chunk === 'VP8L') {
    const bits = view.readUInt32LE(21);
    return { size: { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) } };
  }
  return {};
}
