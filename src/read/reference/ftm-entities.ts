/** Entities of FollowTheMoney, one JSON object a line. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { TelltaleError } from '../../errors.ts';

export interface FtmEntity {
  readonly id: string;
  readonly schema: string;
  /** Empty where there is none. */
  readonly caption: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly datasets: unknown;
  readonly first: unknown;
  readonly last: unknown;
}

/** Line by line. Throws `broken-bundle` with the line's number. `wants` is asked of a line before it is parsed. */
export async function* ftmEntities(
  { path }: { readonly path: string },
  wants: (line: string) => boolean = () => true,
): AsyncGenerator<FtmEntity> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '' || !wants(line)) continue;
    let entity: Record<string, unknown>;
    try {
      entity = JSON.parse(line) as Record<string, unknown>;
    } catch (cause) {
      throw new TelltaleError('broken-bundle', `Line ${number} is not JSON: ${(cause as Error).message}`, { cause });
    }
    const { caption, properties } = entity;
    yield {
      id: String(entity['id'] ?? ''),
      schema: String(entity['schema'] ?? ''),
      caption: typeof caption === 'string' ? caption : '',
      properties: typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : {},
      datasets: entity['datasets'],
      first: entity['first_seen'],
      last: entity['last_seen'],
    };
  }
}

/** The texts of a property; values that are entities themselves are none. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
