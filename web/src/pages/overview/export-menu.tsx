/** What can be taken away: the report, and the case in the formats of other tools. */
import { Menu } from '@mantine/core';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { Icon } from '../../parts/icon.tsx';

const FORMATS = ['stix', 'misp', 'mentions.csv', 'overlaps.csv', 'marks.csv', 'ledger.csv', 'graphml', 'gexf'] as const;

export function ExportMenu() {
  const m = useMessages();
  const { tag } = useLanguage();
  // The report has the page's language where it knows it.
  const language = tag.toLowerCase().startsWith('zh') ? 'zh-hans' : 'en';
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className="btn">
          <Icon name="download" />
          {m.overview.export}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={`/api/report.html?language=${language}`} download>
          {m.overview.reportHtml}
        </Menu.Item>
        <Menu.Item component="a" href={`/api/report.md?language=${language}`} download>
          {m.overview.reportMd}
        </Menu.Item>
        {FORMATS.map((name) => (
          <Menu.Item key={name} component="a" href={`/api/export/${name}`} download>
            {m.overview.formats[name]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
