/** A pattern as a section of the HTML report. */
import { columnChart } from './column-chart.ts';
import { type Html, html } from './html-text.ts';
import type { ReportWords } from './report-language.ts';
import type { ReportPattern, ReportTable } from './report-model.ts';

/** A day, a month or a year: never broken over lines. */
const DATE = /^\d{4}(?:-\d\d){0,2}$/;

const links = (labels: readonly string[]): Html[] => labels.map((label) => html` <a href="#${label}">${label}</a>`);

export function patternSection({ name, title, findings, tables, charts }: ReportPattern, words: ReportWords): Html {
  return html`<h2 id="pattern-${name}">${title}</h2>
${findings.map(({ text, evidence }) => html`<p>${text}<span class="small">${links(evidence)}</span></p>`)}
${charts.map(columnChart)}
${tables.map((table) => tableOf(table, words))}`;
}

function tableOf({ title, columns, rows, total, bar }: ReportTable, words: ReportWords): Html {
  return html`<h4>${title}</h4><table><thead><tr>${columns.map(
    (column) => html`<th class="${column.isNumber ? 'n' : ''}">${column.title}</th>`,
  )}<th>${words.say('evidence')}</th></tr></thead><tbody>${rows.map(
    ({ cells, evidence, share }) =>
      html`<tr>${cells.map((cell, at) => html`<td class="${columns[at]?.isNumber ? 'n' : DATE.test(cell) ? 'd' : ''}" dir="auto">${cell}${at === bar && share > 0 ? html`<span class="hbar"><i style="width:${(100 * share).toFixed(1)}%"></i></span>` : null}</td>`)}<td class="small">${links(evidence)}</td></tr>`,
  )}</tbody></table>${total > rows.length ? html`<p class="small">${words.more(total - rows.length)}</p>` : null}`;
}
