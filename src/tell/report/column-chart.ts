/** A row of columns as inline SVG: it loads nothing, prints, and says each number. */
import { type Html, html } from './html-text.ts';
import type { ReportChart } from './report-model.ts';
import { count } from './report-words.ts';

const [WIDTH, HEIGHT, FOOT] = [900, 84, 16];
const HALF_LABEL = 20;
/** Labels that fit below the columns. */
const LABELS = 14;

export function columnChart({ title, columns }: ReportChart): Html | null {
  const most = Math.max(...columns.map((column) => column.count), 0);
  if (columns.length < 2 || most === 0) return null;
  const step = WIDTH / columns.length;
  const every = Math.ceil(columns.length / LABELS);
  return html`<h4>${title}</h4><svg class="columns" viewBox="0 0 ${WIDTH} ${HEIGHT + FOOT}" role="img" aria-label="${title}">${columns.map(
    ({ label, count: n }, at) => {
      const height = (HEIGHT * n) / most;
      return html`<rect x="${(at * step + 1).toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}" width="${Math.max(1, step - 2).toFixed(1)}" height="${height.toFixed(1)}"><title>${label}: ${count(n)}</title></rect>${at % every === 0 ? html`<text x="${Math.max(HALF_LABEL, at * step + step / 2).toFixed(1)}" y="${HEIGHT + FOOT - 3}">${label}</text>` : null}`;
    },
  )}<line x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}"/></svg>`;
}
