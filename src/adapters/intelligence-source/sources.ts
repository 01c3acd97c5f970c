/** The catalogue of public intelligence, in the order in which `telltale library list` shows it. Add a source here. */
import type { IntelligenceSource } from '../../ports/intelligence-source.ts';
import type { Fetch } from './download.ts';
import { createFileSource, type FileSourceDescription } from './file-source.ts';

const MB = 1024 * 1024;

/** A repository as GitHub packs it; the archive is read like any other. */
function repository(name: string, branch: string): FileSourceDescription['files'] {
  return [
    {
      name: `${name.split('/').at(-1) ?? name}.zip`,
      url: `https://codeload.github.com/${name}/zip/refs/heads/${branch}`,
    },
  ];
}

function attack(domain: string, title: string, size: number): FileSourceDescription {
  return {
    name: `attack-${domain}`,
    title: `ATT&CK ${title}: groups, software, techniques and who uses what`,
    publisher: 'MITRE',
    licence: 'ATT&CK terms of use (reproduce the copyright notice)',
    url: 'https://attack.mitre.org/',
    reliability: 'A',
    tlp: 'clear',
    size: size * MB,
    files: [
      {
        name: `${domain}-attack.json`,
        url: `https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/${domain}-attack/${domain}-attack.json`,
      },
    ],
  };
}

function abuseCh(name: string, title: string, site: string, path: string, size: number): FileSourceDescription {
  return {
    name,
    title,
    publisher: 'abuse.ch',
    licence: 'CC0',
    url: `https://${site}/`,
    reliability: 'B',
    tlp: 'clear',
    size: size * MB,
    files: [{ name: `${name}.csv`, url: `https://${site}${path}` }],
  };
}

const DESCRIPTIONS: readonly FileSourceDescription[] = [
  attack('enterprise', 'Enterprise', 45),
  attack('mobile', 'Mobile', 5),
  attack('ics', 'ICS', 4),
  {
    name: 'misp-galaxy',
    title: 'MISP galaxies: threat actors, malware, tools and their other names',
    publisher: 'MISP Project',
    licence: 'CC0 or BSD-2-Clause',
    url: 'https://github.com/MISP/misp-galaxy',
    reliability: 'B',
    tlp: 'clear',
    size: 30 * MB,
    files: repository('MISP/misp-galaxy', 'main'),
  },
  {
    name: 'misp-warninglists',
    title: 'MISP warninglists: values that are common, shared or benign',
    publisher: 'MISP Project',
    licence: 'CC0',
    url: 'https://github.com/MISP/misp-warninglists',
    reliability: 'B',
    tlp: 'clear',
    size: 30 * MB,
    files: repository('MISP/misp-warninglists', 'main'),
  },
  {
    name: 'cisa-kev',
    title: 'Known exploited vulnerabilities',
    publisher: 'CISA',
    licence: 'public domain (CC0)',
    url: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
    reliability: 'A',
    tlp: 'clear',
    size: 2 * MB,
    files: [
      {
        name: 'known_exploited_vulnerabilities.csv',
        url: 'https://www.cisa.gov/sites/default/files/csv/known_exploited_vulnerabilities.csv',
      },
    ],
  },
  abuseCh('threatfox', 'ThreatFox: recent indicators of malware', 'threatfox.abuse.ch', '/export/csv/recent/', 2),
  abuseCh('urlhaus', 'URLhaus: recent links to malware', 'urlhaus.abuse.ch', '/downloads/csv_recent/', 3),
  abuseCh('feodo', 'Feodo Tracker: botnet servers', 'feodotracker.abuse.ch', '/downloads/ipblocklist.csv', 1),
  abuseCh('malwarebazaar', 'MalwareBazaar: recent samples', 'bazaar.abuse.ch', '/export/csv/recent/', 1),
  {
    name: 'citizen-lab',
    title: 'Indicators of Citizen Lab reports',
    publisher: 'Citizen Lab',
    licence: 'CC BY-SA 2.5 CA',
    url: 'https://github.com/citizenlab/malware-indicators',
    reliability: 'A',
    tlp: 'clear',
    size: 3 * MB,
    files: repository('citizenlab/malware-indicators', 'master'),
  },
  {
    name: 'eset',
    title: 'Indicators of ESET reports',
    publisher: 'ESET',
    licence: 'BSD-2-Clause',
    url: 'https://github.com/eset/malware-ioc',
    reliability: 'B',
    tlp: 'clear',
    size: 4 * MB,
    files: repository('eset/malware-ioc', 'master'),
  },
  {
    name: 'unit42',
    title: 'STIX reports of Unit 42',
    publisher: 'Palo Alto Networks Unit 42',
    licence: 'MIT',
    url: 'https://github.com/pan-unit42/iocs',
    reliability: 'B',
    tlp: 'clear',
    size: 30 * MB,
    files: repository('pan-unit42/iocs', 'master'),
  },
  {
    name: 'volexity',
    title: 'Indicators of Volexity reports',
    publisher: 'Volexity',
    licence: 'BSD-2-Clause',
    url: 'https://github.com/volexity/threat-intel',
    reliability: 'B',
    tlp: 'clear',
    size: 20 * MB,
    files: repository('volexity/threat-intel', 'main'),
  },
];

/** All sources that can be added by name. TAXII collections and MISP feeds are made of an address the user names. */
export function intelligenceSources(fetchUrl: Fetch = fetch): readonly IntelligenceSource[] {
  return DESCRIPTIONS.map((description) => createFileSource(description, fetchUrl));
}
