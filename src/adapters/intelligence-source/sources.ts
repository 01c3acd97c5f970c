/** The catalogue of public intelligence, in the order in which `telltale library list` shows it. Add a source here. */
import { TelltaleError } from '../../errors.ts';
import type { IntelligenceSource } from '../../ports/intelligence-source.ts';
import type { Fetch } from './download.ts';
import { createFileSource, type FileSourceDescription } from './file-source.ts';
import { createMispFeedSource } from './misp-feed-source.ts';
import { createMispInstanceSource } from './misp-instance-source.ts';
import { createTaxiiSource } from './taxii-source.ts';

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

const OPEN_SANCTIONS = 'https://data.opensanctions.org/datasets/latest/sanctions/targets.simple.csv';
/** abuse.ch gives its exports to those who have a key, which is free. */
const ABUSE_CH_KEY = { variable: 'TELLTALE_ABUSECH_KEY', from: 'https://auth.abuse.ch/' };

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
    renewed: 'twice a year',
    files: [
      {
        name: `${domain}-attack.json`,
        url: `https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/${domain}-attack/${domain}-attack.json`,
      },
    ],
  };
}

/** `path` with `{key}` is one for those who have a key. */
function abuseCh(
  name: string,
  title: string,
  site: string,
  file: { readonly url: string; readonly extension: 'csv' | 'json'; readonly size: number; readonly renewed: string },
): FileSourceDescription {
  return {
    name,
    title,
    publisher: 'abuse.ch',
    licence: 'CC0',
    url: `https://${site}/`,
    reliability: 'B',
    tlp: 'clear',
    size: file.size * MB,
    renewed: file.renewed,
    ...(file.url.includes('{key}') ? { needs: ABUSE_CH_KEY } : {}),
    files: [{ name: `${name}.${file.extension}`, url: file.url }],
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
    renewed: 'weekly',
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
    renewed: 'weekly',
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
    renewed: 'on working days',
    files: [
      {
        name: 'known_exploited_vulnerabilities.json',
        url: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
      },
    ],
  },
  abuseCh('threatfox', 'ThreatFox: recent indicators of malware', 'threatfox.abuse.ch', {
    url: 'https://threatfox-api.abuse.ch/files/exports/recent.csv?auth-key={key}',
    extension: 'csv',
    size: 2,
    renewed: 'every five minutes',
  }),
  abuseCh('urlhaus', 'URLhaus: recent links to malware', 'urlhaus.abuse.ch', {
    url: 'https://urlhaus-api.abuse.ch/files/exports/recent.csv?auth-key={key}',
    extension: 'csv',
    size: 3,
    renewed: 'every five minutes',
  }),
  abuseCh('feodo', 'Feodo Tracker: botnet servers', 'feodotracker.abuse.ch', {
    url: 'https://feodotracker.abuse.ch/downloads/ipblocklist.json',
    extension: 'json',
    size: 1,
    renewed: 'every five minutes',
  }),
  abuseCh('malwarebazaar', 'MalwareBazaar: recent samples', 'bazaar.abuse.ch', {
    url: 'https://mb-api.abuse.ch/files/exports/recent.csv?auth-key={key}',
    extension: 'csv',
    size: 1,
    renewed: 'hourly',
  }),
  {
    name: 'citizen-lab',
    title: 'Indicators of Citizen Lab reports',
    publisher: 'Citizen Lab',
    licence: 'CC BY-SA 2.5 CA',
    url: 'https://github.com/citizenlab/malware-indicators',
    reliability: 'A',
    tlp: 'clear',
    size: 3 * MB,
    renewed: 'with a report',
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
    renewed: 'with a report',
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
    renewed: 'with a report',
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
    renewed: 'with a report',
    files: repository('volexity/threat-intel', 'main'),
  },
  {
    name: 'opensanctions',
    title: 'OpenSanctions: sanctioned people and organisations, with their other names',
    publisher: 'OpenSanctions',
    licence: 'CC BY-NC 4.0 (commercial use needs a licence)',
    url: 'https://www.opensanctions.org/',
    reliability: 'B',
    tlp: 'clear',
    size: 40 * MB,
    renewed: 'daily',
    files: [{ name: 'targets.simple.csv', url: OPEN_SANCTIONS }],
  },
];

/** All sources that can be added by name. */
export function intelligenceSources(
  fetchUrl: Fetch = fetch,
  secret: (variable: string) => string | undefined = (variable) => process.env[variable],
): readonly IntelligenceSource[] {
  return DESCRIPTIONS.map((description) => createFileSource(description, fetchUrl, secret));
}

/** How an address is written that is more than a file: what stands before the colon, and what it means. */
export const ADDRESS_KINDS = [
  { kind: 'taxii', title: 'a TAXII 2.1 collection', example: 'taxii:https://server/api-root/collections/ID/' },
  { kind: 'misp-feed', title: 'a MISP feed', example: 'misp-feed:https://server/feed/' },
  { kind: 'misp', title: 'a MISP instance', example: 'misp:https://misp.example.org' },
] as const;

/** Secrets of servers that the user names: one variable for all of them. */
export const SERVER_KEY = 'TELLTALE_LIBRARY_KEY';

/**
 * The source that an address stands for: `https://…` is one file, `taxii:https://…`, `misp-feed:https://…` and
 * `misp:https://…` what they say. Undefined when the text is no address. Throws `usage` for one that is wrong, and
 * `key-missing` for a MISP instance without a key.
 */
export function sourceOfAddress(
  address: string,
  fetchUrl: Fetch = fetch,
  secret: (variable: string) => string | undefined = (variable) => process.env[variable],
): IntelligenceSource | undefined {
  const [, kind = 'file', link = ''] = /^(?:(taxii|misp-feed|misp):)?(https?:\/\/.+)$/i.exec(address) ?? [];
  if (link === '') return undefined;
  if (!URL.canParse(link)) throw new TelltaleError('usage', `${link} is not an address.`);
  const url = new URL(link);
  const key = secret(SERVER_KEY);
  const about = {
    name: nameOf(url),
    title: link,
    publisher: url.hostname,
    licence: 'as its publisher says',
    url: link,
    reliability: 'F',
    tlp: kind === 'file' ? 'clear' : 'amber',
  } as const;
  switch (kind.toLowerCase()) {
    case 'taxii':
      return createTaxiiSource({ ...about, collection: link, ...(key ? { authorization: key } : {}) }, fetchUrl);
    case 'misp-feed':
      return createMispFeedSource(
        { ...about, feed: link, ...(key ? { headers: { authorization: key } } : {}) },
        fetchUrl,
      );
    case 'misp':
      if (!key) throw new TelltaleError('key-missing', `A MISP instance wants a key: put it into ${SERVER_KEY}.`);
      return createMispInstanceSource({ ...about, instance: link, authorization: key }, fetchUrl);
    default: {
      const file = decodeURIComponent(url.pathname.split('/').at(-1) ?? '').replace(/[^\w.-]+/g, '_') || 'download';
      return createFileSource(
        { ...about, size: 0, renewed: 'unknown', files: [{ name: file, url: link }] },
        fetchUrl,
        secret,
      );
    }
  }
}

/** A name that is a folder's, too: host and path in small letters and hyphens. */
function nameOf(url: URL): string {
  return `${url.hostname}${url.port ? `-${url.port}` : ''}${url.pathname}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
