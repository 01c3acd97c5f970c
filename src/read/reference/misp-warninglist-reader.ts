/** Reads a MISP warninglist: values that are common, shared or benign. Its entries go to the library, not into the text. */
import { TelltaleError } from '../../errors.ts';
import type { WarninglistMatching } from '../../model/warninglist.ts';
import { shape } from '../on-demand.ts';
import type { Reader } from '../reader.ts';
import { headText, structuredJson } from './structured-file.ts';

const warninglist = shape((z) =>
  z.looseObject({
    name: z.string(),
    description: z.string().default(''),
    version: z.union([z.string(), z.number()]).transform(String).default(''),
    category: z.string().default('false-positive'),
    type: z.enum(['cidr', 'hostname', 'string', 'substring', 'regex']),
    matching_attributes: z.array(z.string()).default([]),
    list: z.array(z.union([z.string(), z.number()]).transform(String)),
  }),
);

export const mispWarninglistReader: Reader = {
  name: 'misp-warninglist',
  version: 2,
  accepts(probe) {
    const head = headText(probe);
    if (head === undefined || !/^\s*\{/.test(head)) return false;
    // Most lists put their entries before the name, so that the head may hold nothing but entries.
    return /"list"\s*:\s*\[/.test(head) && !/"(?:objects|values|Event)"\s*:/.test(head);
  },
  async read(input, sink) {
    const raw = await structuredJson(input);
    const parsed = warninglist().safeParse(raw);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const message = `Not a MISP warninglist: ${issue?.path.join('.')}: ${issue?.message}`;
      throw new TelltaleError(hasMatching(raw) ? 'broken-bundle' : 'unsupported-format', message);
    }
    const { name, description, version, category, type, matching_attributes: attributes, list } = parsed.data;
    const matching: WarninglistMatching = type;
    await sink.warninglist({ name, description, version, category, matching, attributes, entries: list });
    await sink.passage({
      role: 'record',
      text: `Warninglist: ${name}\n${description}\n${list.length} entries, matched as ${matching}, version ${version}`,
      position: { kind: 'record', pointer: '/name' },
    });
    return {
      kind: 'record-set',
      mediaType: 'application/vnd.misp.warninglist+json',
      title: `Warninglist: ${name}`,
      properties: { entries: String(list.length), version },
    };
  },
};

/** Whether the file says of itself that it is a warninglist. */
function hasMatching(raw: unknown): boolean {
  const type = (raw as { type?: unknown } | null)?.type;
  return ['cidr', 'hostname', 'string', 'substring', 'regex'].includes(String(type));
}
