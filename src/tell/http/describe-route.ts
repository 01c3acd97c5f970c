/** Describes a route once: for validation, for OpenAPI, and for the handler's types. */
import { createRoute, z } from '@hono/zod-openapi';
import { errorSchema } from './schemas.ts';

const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } });

const failures = {
  default: { description: 'A code of the error table, what happened, and what to do.', content: json(errorSchema) },
} as const;

/** Names that are left out of an answer: the parameter once or several times. */
export const leftOutNames = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((names) => [names ?? []].flat().filter((name) => name.trim() !== ''))
  .openapi({ type: 'array', items: { type: 'string' }, description: 'Collections, sources, senders or things' });

/** `GET` of JSON. */
export function getRoute<Query extends z.ZodObject, Params extends z.ZodObject, Answer extends z.ZodType>(
  path: string,
  summary: string,
  shapes: { readonly query: Query; readonly params: Params; readonly answer: Answer },
) {
  return createRoute({
    method: 'get',
    path,
    summary,
    request: { query: shapes.query, params: shapes.params },
    responses: { 200: { description: summary, content: json(shapes.answer) }, ...failures },
  });
}

/** `POST` of JSON; answers 200 with JSON. */
export function postRoute<Body extends z.ZodType, Answer extends z.ZodType>(
  path: string,
  summary: string,
  shapes: { readonly body: Body; readonly answer: Answer },
) {
  return createRoute({
    method: 'post',
    path,
    summary,
    request: { body: { content: json(shapes.body), required: true } },
    responses: { 200: { description: summary, content: json(shapes.answer) }, ...failures },
  });
}

/** A change at an address with parameters; what it takes besides them is added by whoever calls. */
export function writeRoute<
  Method extends 'post' | 'put' | 'delete',
  Path extends string,
  Params extends z.ZodObject,
  Answer extends z.ZodType,
>(method: Method, path: Path, summary: string, shapes: { readonly params: Params; readonly answer: Answer }) {
  return {
    method,
    path,
    summary,
    request: { params: shapes.params },
    responses: { 200: { description: summary, content: json(shapes.answer) }, ...failures },
  } as const;
}

export const nothing = z.object({});

/** `limit` and `cursor` of a paged listing. */
export const paging = (limit: number, most = 1000) => ({
  limit: z.coerce.number().int().min(1).max(most).default(limit),
  cursor: z
    .string()
    .optional()
    .transform((cursor) => cursor || undefined),
});

/** A query value that may be empty. */
export const optionalText = z
  .string()
  .optional()
  .transform((text) => text || undefined);

export const role = z
  .enum(['leak', 'reference', ''])
  .optional()
  .transform((value) => value || undefined);
