/** Made-up chat text in Chinese and English with indicators in it: the same on every machine, for benchmarks. */

const CHINESE =
  '今天 明天 客户 项目 服务器 邮箱 合同 公安厅 数据 系统 平台 远程 控制 报告 密码 工资 出差 会议 领导 付款 发票 测试 目标 网络 安全 设备 手机 电脑 账号 文件 邮件 部门 公司 技术 人员 情况 问题 时间 需要 可以 没有 已经 我们 他们 这个 那个 怎么 多少 什么 现在'.split(
    ' ',
  );
const ENGLISH =
  'the of and server report access remote contract customer system data malware infrastructure network phone target payment meeting password account mail project office price test platform security device today tomorrow need have this that with from about public bureau'.split(
    ' ',
  );

/** A small generator with a fixed seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Texts of some 20 to 200 characters; words near the front of the lists are the commoner ones. */
export function mixedText(count: number): string[] {
  const random = seeded(7);
  const pick = (words: readonly string[]): string => words[Math.floor(random() ** 1.6 * words.length)] ?? '';
  return Array.from({ length: count }, (_, at) => {
    const words = 8 + Math.floor(random() * 30);
    const chinese = random() < 0.6;
    let text = '';
    for (let word = 0; word < words; word += 1) {
      if (chinese) text += pick(CHINESE) + (random() < 0.15 ? '，' : '') + rare(random);
      else text += `${pick(ENGLISH)}${random() < 0.1 ? '. ' : ' '}`;
    }
    if (random() < 0.1) text += ` ${[10, at % 256, (at >> 8) % 256, at % 200].join('.')}`;
    if (random() < 0.002) text += ' 74[.]120[.]172[.]10 mailnotes[.]online';
    return text;
  });
}

/** Now and then any of the common Han characters, so that the vocabulary is as wide as in real text. */
function rare(random: () => number): string {
  return random() < 0.5 ? String.fromCharCode(0x4e00 + Math.floor(random() ** 2 * 4000)) : '';
}
