/** The scriptable contract as a page, made from its schemas: `docs/contract.md` is this text, and a test keeps it so. */
import { z } from 'zod';
import { CONTRACT } from './schemas.ts';

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly additionalProperties?: JsonSchema | boolean;
}

const COMMANDS: Readonly<Record<keyof typeof CONTRACT, string>> = {
  scan: 'telltale scan --jsonl',
  status: 'telltale status --json',
  mentions: 'telltale mentions --json',
  people: 'telltale people --json',
  search: 'telltale search QUERY --json',
  overlaps: 'telltale overlaps --json',
};

export function contractMarkdown(): string {
  const parts = (Object.keys(CONTRACT) as (keyof typeof CONTRACT)[]).map((name) => {
    const schema = z.toJSONSchema(CONTRACT[name], { unrepresentable: 'any' }) as JsonSchema;
    const described = schema.description ?? schema.items?.description ?? '';
    return `## \`${COMMANDS[name]}\`\n\n${described}\n\n\`\`\`ts\n${shape(schema, '')}\n\`\`\``;
  });
  return `# The scriptable contract

What other programs may rely on. Fields may be added; a change or removal is a major version. Results go to stdout,
progress and messages to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with failures in the ledger (only
with \`--strict\`), 130 interrupted (state kept). Errors carry a stable code in brackets; \`src/errors.ts\` lists them.

The workbench's own API is described at \`/api\` of a running \`telltale serve\` (OpenAPI 3.1).

${parts.join('\n\n')}
`;
}

/** A schema as TypeScript would write it. */
function shape(schema: JsonSchema, indent: string): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((each) => shape(each, indent)).join(' | ');
  if (schema.type === 'array') {
    const item = shape(schema.items ?? {}, indent);
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
  }
  if (schema.properties) {
    const inner = `${indent}  `;
    const lines = Object.entries(schema.properties).map(([name, each]) => {
      const optional = schema.required?.includes(name) ? '' : '?';
      return `${inner}${name}${optional}: ${shape(each, inner)};`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  if (typeof schema.additionalProperties === 'object')
    return `Record<string, ${shape(schema.additionalProperties, indent)}>`;
  return schema.type === 'integer' ? 'number' : String(schema.type ?? 'unknown');
}
