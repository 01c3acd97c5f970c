/** Makes values that look like those of the library but are nobody's: each is put together from pieces of two. */
import { getPublicSuffix } from 'tldts';
import type { EntityType } from '../../model/entity.ts';
import { sha256 } from '../../model/ids.ts';

/** Fewer values than this have no shape to imitate. */
const FEWEST_VALUES = 20;
/** Pairs that are tried for one decoy. */
const TRIES = 4;

/** Head and tail of a value, where its pieces meet. */
type Pieces = readonly [head: string, tail: string];

function piecesOf(type: EntityType, value: string): Pieces {
  const cut = (at: number): Pieces => [value.slice(0, at), value.slice(at)];
  switch (type) {
    case 'ipv4':
    case 'cve':
    case 'filename':
      return cut(Math.max(value.lastIndexOf('.'), value.lastIndexOf('-'), 0));
    case 'ip-port':
      return cut(value.lastIndexOf('.'));
    case 'domain':
      return domainPieces(value);
    case 'email': {
      const [head, tail] = domainPieces(value.slice(value.indexOf('@') + 1));
      return [value.slice(0, value.indexOf('@') + 1) + head, tail];
    }
    case 'url': {
      // The path says nothing of whose the host is.
      const host = /^([a-z][a-z0-9+.-]*:\/\/)([^/:?#]+)/i.exec(value);
      if (!host?.[1] || !host[2]) return cut(Math.floor(value.length / 2));
      const [head, tail] = /^[\d.]+$/.test(host[2])
        ? ([host[2].slice(0, host[2].lastIndexOf('.')), host[2].slice(host[2].lastIndexOf('.'))] as const)
        : domainPieces(host[2]);
      return [host[1] + head, tail];
    }
    case 'name': {
      const words = value.split(' ');
      const last = words.at(-1) ?? '';
      return words.length > 1 ? cut(value.length - last.length) : cut(Math.ceil(value.length / 2));
    }
    default:
      return cut(Math.ceil(value.length / 2));
  }
}

function domainPieces(value: string): Pieces {
  const suffix = getPublicSuffix(value, { allowPrivateDomains: true }) ?? value.slice(value.lastIndexOf('.') + 1);
  const at = Math.max(0, value.length - suffix.length);
  return [value.slice(0, at), value.slice(at)];
}

/** Numbers from 0 to `below` that follow from the seed alone. */
function pickAt(seed: string, below: number): number {
  return Number.parseInt(sha256(seed).slice(0, 12), 16) % below;
}

/**
 * So many decoys of a type, the same ones for the same values; fewer where pieces hardly differ, none where there are too
 * few values. A decoy may by chance be a value of the library: that is what it measures.
 */
export function makeDecoys(type: EntityType, values: readonly string[], count: number): readonly string[] {
  if (values.length < FEWEST_VALUES) return [];
  const decoys: string[] = [];
  for (let index = 0; index < count; index += 1) {
    for (let round = 0; round < TRIES; round += 1) {
      const one = values[pickAt(`${type} head ${index} ${round}`, values.length)] ?? '';
      const other = values[pickAt(`${type} tail ${index} ${round}`, values.length)] ?? '';
      const decoy = piecesOf(type, one)[0] + piecesOf(type, other)[1];
      // Put together from one value, it would be that value.
      if (one === other || decoy === one || decoy === other) continue;
      decoys.push(decoy);
      break;
    }
  }
  return decoys;
}
