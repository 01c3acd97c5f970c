/** A thing as an argument: `TYPE:VALUE`, such as `ipv4:192.0.2.1` or `intrusion-set:APT41`. */
import { TelltaleError } from '../errors.ts';
import type { EntityKey, EntityType } from '../model/entity.ts';

/** Throws `usage`. */
export function entityKeyOf(argument: string): EntityKey {
  const colon = argument.indexOf(':');
  const [type, value] = [argument.slice(0, colon), argument.slice(colon + 1).trim()];
  if (colon <= 0 || value === '') {
    throw new TelltaleError('usage', `«${argument}»: TYPE:VALUE is wanted, such as ipv4:192.0.2.1 or handle:ann.`);
  }
  return { type: type as EntityType, value };
}
