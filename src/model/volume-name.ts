/** Names of the volumes of a split file: `a.7z.001`, `a.part1.rar`, `a.r00`, `a.z01`, `a.tar.gz.aa`. */

export interface VolumeName {
  /** What all names of the set begin with. */
  readonly stem: string;
  /** `split`: cut at any byte, to be joined; the others are volumes that the archive's own format knows. */
  readonly kind: 'split' | 'rar' | 'old-rar' | 'zip';
  /** Whether any file may be named so: only sizes then tell that it was split. */
  readonly isPlain: boolean;
  /** The volume's place; the file that stands for the archive has the lowest. */
  readonly at: number;
  /** The lowest place of a whole set; a set of numbers may also begin at 0. */
  readonly first: 0 | 1;
  /** Name of another volume of the set. */
  nameAt(at: number): string;
}

const LETTERS = 26;
const A = 97;
const R = 114;

function numberOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - A, 0);
}

function lettersOf(number: number, width: number): string {
  const letters: string[] = [];
  for (let left = number; letters.length < width; left = Math.floor(left / LETTERS)) {
    letters.unshift(String.fromCharCode(A + (left % LETTERS)));
  }
  return letters.join('');
}

const SPLIT_ARCHIVE = /^(.+\.(?:7z|zip|tar|rar|gz|tgz|bz2|tbz2?|xz|txz|zst)\.)(\d{2,})$/i;
const NUMBERED = /^(.+\.)(\d{3,})$/;
const PART = /^(.+\.part[._-]?)(\d+)$/i;
const LETTERED = /^(.+?[._-](?:part[._-]?)?)([a-z]{2,3})$/;

/** What a name says of the file's place in a set, if anything. */
export function volumeOf(name: string): VolumeName | undefined {
  return rarVolume(name) ?? oldRarVolume(name) ?? zipVolume(name) ?? numberedVolume(name) ?? letteredVolume(name);
}

function rarVolume(name: string): VolumeName | undefined {
  const [, stem, digits, extension] = /^(.+\.part)(\d+)\.(rar|exe)$/i.exec(name) ?? [];
  if (stem === undefined || digits === undefined) return undefined;
  const nameAt = (at: number): string =>
    `${stem}${String(at).padStart(digits.length, '0')}.${extension === 'exe' ? 'rar' : extension}`;
  return { stem, kind: 'rar', isPlain: false, at: Number(digits), first: 1, nameAt };
}

function oldRarVolume(name: string): VolumeName | undefined {
  const [, stem, letter, digits] = /^(.+\.)(?:rar|([r-y])(\d\d))$/i.exec(name) ?? [];
  if (stem === undefined) return undefined;
  const at = letter ? 1 + (letter.toLowerCase().charCodeAt(0) - R) * 100 + Number(digits) : 0;
  const nameAt = (place: number): string => {
    const before = place - 1;
    return place === 0
      ? `${stem}rar`
      : `${stem}${String.fromCharCode(R + Math.floor(before / 100))}${String(before % 100).padStart(2, '0')}`;
  };
  return { stem, kind: 'old-rar', isPlain: false, at, first: 0, nameAt };
}

/** The last volume of a zip holds its list: it is named `.zip` and stands for the archive. */
function zipVolume(name: string): VolumeName | undefined {
  const [, stem, digits] = /^(.+\.)(?:zip|z(\d\d+))$/i.exec(name) ?? [];
  if (stem === undefined) return undefined;
  const nameAt = (at: number): string => (at === 0 ? `${stem}zip` : `${stem}z${String(at).padStart(2, '0')}`);
  return { stem, kind: 'zip', isPlain: false, at: digits === undefined ? 0 : Number(digits), first: 0, nameAt };
}

function numberedVolume(name: string): VolumeName | undefined {
  const archive = SPLIT_ARCHIVE.exec(name);
  const [, stem, digits] = archive ?? NUMBERED.exec(name) ?? PART.exec(name) ?? [];
  if (stem === undefined || digits === undefined) return undefined;
  const nameAt = (at: number): string => stem + String(at).padStart(digits.length, '0');
  return { stem, kind: 'split', isPlain: archive === null, at: Number(digits), first: 1, nameAt };
}

function letteredVolume(name: string): VolumeName | undefined {
  const [, stem, letters] = LETTERED.exec(name) ?? [];
  if (stem === undefined || letters === undefined) return undefined;
  const nameAt = (at: number): string => stem + lettersOf(at, letters.length);
  return { stem, kind: 'split', isPlain: true, at: numberOf(letters), first: 0, nameAt };
}
