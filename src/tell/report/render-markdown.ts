/** The report as Markdown, for notes and wikis. */
import { defang } from '../defang.ts';
import { overlapNotes } from '../overlap-notes.ts';
import { EDGE_HEADS, type ReportView } from './graph-view-sections.ts';
import type { ReportWords } from './report-language.ts';
import type { ReportModel, ReportOverlap, ReportPattern } from './report-model.ts';
import { arrow, CONCLUSIONS, count, factors, LEDGER_PARTS, method, place, product } from './report-words.ts';

export function renderMarkdown(model: ReportModel): string {
  const { say } = model.words;
  return `${[
    `# ${text(model.title)}`,
    model.words.made(model.made, model.version),
    `## ${say('Key points')}`,
    ...(model.keyPoints.length === 0
      ? ['No overlap with public reporting was found.']
      : [model.keyPoints.map((point, at) => `${at + 1}. ${text(point.text)} ${refs(point.evidence)}`).join('\n')]),
    `## ${say('What the dump is')}`,
    table(
      ['Collection', 'Role', ...LEDGER_PARTS, 'messages'],
      model.status.collections.map((each) => [
        each.name,
        each.role,
        ...LEDGER_PARTS.map((part) => count(each[part])),
        count(each.messages),
      ]),
    ),
    `Kinds: ${model.facets.kinds.map(({ kind, documents }) => `${kind} ${count(documents)}`).join(', ')}. Languages: ${model.facets.languages.map(({ language, passages }) => `${language} ${count(passages)}`).join(', ')}.`,
    `## ${say('Overlaps with public reporting')}`,
    ...model.overlaps.flatMap((each) => overlap(each, say)),
    ...(model.further.length === 0
      ? []
      : [
          `### ${say('Further overlaps')}`,
          table(
            [say('From'), say('To'), say('Likelihood'), say('Score')],
            model.further.map((each) => [
              defang(each.leak.type, each.leak.value),
              each.reference.name,
              say(each.likelihood),
              each.score.toFixed(2),
            ]),
          ),
          ...(model.furtherTotal > model.further.length
            ? [model.words.more(model.furtherTotal - model.further.length)]
            : []),
        ]),
    ...(model.rejected.length === 0
      ? []
      : [
          `### ${say('Looked at and rejected')}`,
          table(
            ['From', 'To', 'Why not'],
            model.rejected.map((each) => [
              defang(each.leak.type, each.leak.value),
              each.reference.name,
              each.rejected ?? '',
            ]),
          ),
        ]),
    ...model.patterns.flatMap((pattern) => patternSection(pattern, model.words)),
    ...(model.marked.length === 0
      ? []
      : [
          `## ${say('What the analysts marked')}`,
          table(
            ['Document', 'Star', 'Tags', 'Notes', 'SHA-256'],
            model.marked.map((each) => [
              each.path,
              each.starred ? 'starred' : '',
              each.tags.join(', '),
              each.notes.map(({ text, author, time }) => `${text} (${author}, ${time.slice(0, 10)})`).join('; '),
              each.sha256,
            ]),
          ),
        ]),
    ...(model.views.length === 0 ? [] : [`## ${say('Graph views')}`, ...model.views.flatMap(graphView)]),
    `## ${say('What it mentions')}`,
    ...model.entities.map(
      (group) =>
        `**${group.type}** (${count(group.total)}): ${group.entries.map((entry) => `${code(entry.value)} ${count(entry.mentions)}`).join(', ')}${group.total > group.entries.length ? ', …' : ''}`,
    ),
    `## ${say('Who talks')}`,
    table(
      ['Handle', 'sent', 'received', 'first', 'last'],
      model.people.participants
        .slice(0, 20)
        .map((each) => [each.handle, count(each.sent), count(each.received), each.first ?? '', each.last ?? '']),
    ),
    `## ${say('What could not be read')}`,
    model.status.failures.length === 0
      ? 'Every file was read.'
      : table(
          ['Path', 'Why', 'Code'],
          model.status.failures.map((failure) => [failure.path, failure.message, failure.code]),
        ),
    `## ${say('How it was translated')}`,
    model.translations.length === 0
      ? 'Nothing was translated.'
      : table(
          ['Engine', 'Kind', 'From', 'Passages'],
          model.translations.map((each) => [
            each.engine,
            each.kind === 'gloss' ? 'dictionary gloss, not a translation' : each.kind,
            each.from,
            count(each.passages),
          ]),
        ),
    `## ${say('Public sources')}`,
    table(
      ['Source', 'Published', 'Reliability', 'Overlaps'],
      model.sources.map((source) => [
        source.url ? `${source.name} <${source.url}>` : source.name,
        source.published ?? '',
        source.reliability ?? '',
        count(source.overlaps),
      ]),
    ),
    `## ${say('Method')}`,
    ...method(model),
    `## ${say('Evidence')}`,
    ...model.evidence.map(
      (entry) =>
        `**${entry.label}** ${text(place(entry))}, sha256 ${code(entry.sha256)}\n\n> ${text(entry.context.before)}**${text(entry.context.quote)}**${text(entry.context.after)}${entry.translation ? `\n>\n> (${entry.translation.kind}, ${entry.translation.engine}) ${text(entry.translation.text)}` : ''}`,
    ),
  ].join('\n\n')}\n`;
}

function overlap(each: ReportOverlap, say: (english: string) => string): string[] {
  return [
    `### ${each.rank}. ${text(each.title)}`,
    `${say(each.likelihood)} (${each.score.toFixed(2)}), ${say('Confidence')}: ${say(each.confidence)}. ${say(CONCLUSIONS[each.conclusion].title)}: ${say(CONCLUSIONS[each.conclusion].bound)}${each.verdict ? ` Analyst: ${each.verdict}.` : ''}`,
    each.hops
      .map(
        (hop, at) =>
          `${at + 1}. ${code(defang(hop.from.type, hop.from.value))} ${arrow(hop.relation)} ${code(defang(hop.to.type, hop.to.value))}: ${product(hop.weight).toFixed(2)} = ${factors(hop.weight)}${at === each.weakest ? ', the weakest' : ''} ${refs(hop.evidence)}`,
      )
      .join('\n'),
    ...overlapNotes(each).map(text),
    ...(each.without.length === 0
      ? []
      : [
          each.without
            .map(
              ({ source, likelihood, score }) =>
                `Without ${text(source)} it falls to ${likelihood} (${score.toFixed(2)}).`,
            )
            .join(' '),
        ]),
  ];
}

function graphView({ name, about, author, updated, things, groups, notes, edges, total }: ReportView): string[] {
  return [
    `### ${text(name)}`,
    `${text(author)}, ${updated}; ${count(things)} things, ${count(total)} relations`,
    ...(about === '' ? [] : [text(about)]),
    ...groups.map((group) => `**${text(group.name)}**: ${group.things.map(text).join(', ')}`),
    ...notes.map((each) => `**${text(each.thing)}**: ${text(each.note)}`),
    ...(edges.length === 0 ? [] : [table(EDGE_HEADS, edges)]),
  ];
}

function patternSection({ title, findings, tables }: ReportPattern, words: ReportWords): string[] {
  return [
    `## ${title}`,
    ...findings.map((finding) => `${text(finding.text)} ${refs(finding.evidence)}`),
    ...tables.flatMap(({ title: head, columns, rows, total }) => [
      `### ${head}`,
      table(
        [...columns.map((column) => column.title), words.say('Evidence')],
        rows.map(({ cells, evidence }) => [...cells, evidence.join(' ')]),
      ),
      ...(total > rows.length ? [words.more(total - rows.length)] : []),
    ]),
  ];
}

const refs = (labels: readonly string[]): string => labels.map((label) => `[${label}]`).join(' ');
const code = (value: string): string => `\`${value.replaceAll('`', "'").replace(/\s+/g, ' ')}\``;

/** Leaked text may hold markup of its own: it is shown, not obeyed. */
function text(raw: string): string {
  return raw.replace(/\s*\n\s*/g, ' ').replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => text(cell)).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
