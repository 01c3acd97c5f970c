/** Dates of the model as STIX timestamps. */

/** `2019`, `2019-09`, `2019-09-24` or a time; one without a zone is taken as UTC. Undefined where it is none of them. */
export function stixTime(date: string): string | undefined {
  const [, year, month = '01', day = '01', rest = ''] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(T.+)?$/.exec(date) ?? [];
  if (!year) return undefined;
  const time = rest === '' ? 'T00:00:00Z' : /(?:Z|[+-]\d\d:?\d\d)$/.test(rest) ? rest : `${rest}Z`;
  const parsed = new Date(`${year}-${month}-${day}${time}`);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
}
