/** What a picture says of itself: camera, time, place, program and comments from EXIF, XMP and PNG texts. */

const NAMES: Readonly<Record<string, string>> = {
  Make: 'cameraMaker',
  Model: 'camera',
  Software: 'application',
  Artist: 'author',
  Copyright: 'copyright',
  ImageDescription: 'description',
  DateTimeOriginal: 'created',
  CreateDate: 'created',
  ModifyDate: 'modified',
  OffsetTimeOriginal: 'createdOffset',
  UserComment: 'comment',
  SerialNumber: 'cameraSerial',
  BodySerialNumber: 'cameraSerial',
  LensModel: 'lens',
  HostComputer: 'device',
  creator: 'author',
  title: 'title',
  XPTitle: 'title',
  XPAuthor: 'author',
  XPComment: 'comment',
  XPKeywords: 'keywords',
  Headline: 'title',
  Caption: 'description',
  Byline: 'author',
  Comment: 'comment',
  Author: 'author',
  Title: 'title',
  Description: 'description',
};

/** Empty where there is nothing or it is damaged: the picture itself counts. */
export async function pictureProperties(bytes: Buffer): Promise<Record<string, string>> {
  let tags: Record<string, unknown> | undefined;
  try {
    const { default: exifr } = await import('exifr');
    tags = (await exifr.parse(bytes, {
      tiff: true,
      exif: true,
      gps: true,
      xmp: true,
      iptc: true,
      ihdr: true,
      // Dates as text: EXIF knows no zone, and the library would take this machine's.
      reviveValues: false,
    })) as Record<string, unknown> | undefined;
  } catch {
    return {};
  }
  const properties: Record<string, string> = {};
  for (const [tag, value] of Object.entries(tags ?? {})) {
    const name = NAMES[tag];
    const text = textOf(value);
    if (name !== undefined && text !== '' && !(name in properties))
      properties[name] = name === 'created' || name === 'modified' ? isoTime(text) : text;
  }
  const { latitude, longitude } = tags ?? {};
  if (typeof latitude === 'number' && typeof longitude === 'number' && Number.isFinite(latitude + longitude))
    properties.location = `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;
  return properties;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('\0', '').trim();
  if (typeof value === 'number') return String(value);
  if (value instanceof Uint8Array)
    return Buffer.from(value)
      .toString('utf8')
      .replace(/^(ASCII|UNICODE)\0+/, '')
      .replaceAll('\0', '')
      .trim();
  if (value !== null && typeof value === 'object' && 'value' in value) return textOf(value.value);
  return '';
}

/** `2020:11:25 10:24:13` as `2020-11-25T10:24:13`; anything else as it is. */
const isoTime = (text: string): string => text.replace(/^(\d{4}):(\d\d):(\d\d)[ T](\d\d:\d\d:\d\d)/, '$1-$2-$3T$4');
