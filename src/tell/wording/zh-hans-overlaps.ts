/** 重合的中文标题：由链条与结论写成，不译自英文。 */
import type { EntityKey } from '../../model/entity.ts';
import type { Overlap } from '../../model/overlap.ts';

const TYPES: Readonly<Record<string, string>> = {
  ipv4: '地址',
  ipv6: '地址',
  'ip-port': '地址',
  cidr: '网段',
  domain: '域名',
  onion: '暗网服务',
  url: '链接',
  email: '邮箱',
  md5: '文件',
  sha1: '文件',
  sha256: '文件',
  sha512: '文件',
  cve: '漏洞',
  attack: '技术编号',
  handle: '账号',
  filename: '文件名',
};

function leakWords({ type, value }: EntityKey): string {
  return type === 'name' ? `泄露内容提到“${value}”` : `泄露的${TYPES[type] ?? ''} ${value}`;
}

export function headlineZhHans({ leak, reference, hops, conclusion, rejected }: Overlap): string {
  const what = leakWords(leak);
  const { name } = reference;
  if (rejected !== undefined) return `${what}：与 ${name} 没有成立的关联`;
  const through = hops.slice(0, -1).map((hop) => hop.to.value);
  const last = hops.at(-1)?.relation ?? '';
  const target = reference.type === 'report' ? `报告《${name}》` : ` ${name}`;
  switch (conclusion) {
    case 'same-actor':
      return `两条独立线索从泄露内容指向${target}`;
    case 'organisational-link':
      return `${through[0] !== undefined && leak.type === 'name' ? `泄露内容提到 ${through[0]}` : what}，公开来源将其与${target} 相关联`;
    case 'named-in-reference':
      return leak.type === 'name' ? `泄露内容提到${target}` : `${what} 见于《${name}》`;
    case 'shared-tooling':
      if (leak.type !== 'name') return `${what} 是${target} 的已公布指标`;
      return leak.value === name ? `泄露内容提到公开的恶意软件名“${name}”` : `${what}，${name} 也使用这一工具`;
    case 'infrastructure-overlap':
      if (through.length > 0) return `${what} 经 ${through.join('、')} 通向${target}`;
      return last.startsWith('indicates') ? `${what} 是${target} 的已公布指标` : `${what} 见于${target}`;
  }
}
