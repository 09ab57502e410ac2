const plain = new Intl.NumberFormat("en");

/** 22934 → "22,934". */
export function sayCount(count: number | bigint): string {
  return plain.format(count);
}

/** "1 event", "22,934 events": the count with its word. */
export function sayMany(count: number, one: string, many = `${one}s`): string {
  return `${plain.format(count)} ${count === 1 ? one : many}`;
}

const sizes = ["B", "kB", "MB", "GB", "TB"] as const;

export function sayBytes(bytes: number): string {
  let value = bytes;
  let at = 0;
  while (value >= 1_000 && at < sizes.length - 1) {
    value /= 1_000;
    at += 1;
  }
  return `${at === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${sizes[at]}`;
}
