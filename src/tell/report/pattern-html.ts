/** A pattern as a section of the HTML report. */
import { type Html, html } from './html-text.ts';
import type { ReportPattern, ReportTable } from './report-model.ts';
import { count } from './report-words.ts';

const links = (labels: readonly string[]): Html[] => labels.map((label) => html` <a href="#${label}">${label}</a>`);

export function patternSection({ name, title, findings, tables }: ReportPattern): Html {
  return html`<h2 id="pattern-${name}">${title}</h2>
${findings.map(({ text, evidence }) => html`<p>${text}<span class="small">${links(evidence)}</span></p>`)}
${tables.map(tableOf)}`;
}

function tableOf({ title, columns, rows, total }: ReportTable): Html {
  return html`<h4>${title}</h4><table><thead><tr>${columns.map(
    (column) => html`<th class="${column.isNumber ? 'n' : ''}">${column.title}</th>`,
  )}<th>evidence</th></tr></thead><tbody>${rows.map(
    ({ cells, evidence }) =>
      html`<tr>${cells.map((cell, at) => html`<td class="${columns[at]?.isNumber ? 'n' : ''}" dir="auto">${cell}</td>`)}<td class="small">${links(evidence)}</td></tr>`,
  )}</tbody></table>${total > rows.length ? html`<p class="small">and ${count(total - rows.length)} more in the case</p>` : null}`;
}
