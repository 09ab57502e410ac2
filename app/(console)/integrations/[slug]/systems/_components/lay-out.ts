export type Box = { id: string; x: number; y: number };
export type Link = { from: string; to: string };

export const BOX = { width: 176, height: 56, gapX: 112, gapY: 28, pad: 16 };

/** Columns by how far a system is from where data starts; rings are cut at the first step back. */
export function layOut(
  ids: readonly string[],
  links: readonly Link[],
): { boxes: Box[]; width: number; height: number } {
  const rank = new Map<string, number>();
  const open = new Set<string>();
  const place = (id: string): number => {
    const known = rank.get(id);
    if (known !== undefined) return known;
    if (open.has(id)) return -1;
    open.add(id);
    const before = links.filter((link) => link.to === id && link.from !== id).map((link) => place(link.from));
    open.delete(id);
    const own = Math.max(-1, ...before) + 1;
    rank.set(id, own);
    return own;
  };
  for (const id of ids) place(id);
  const columns: string[][] = [];
  for (const id of ids) {
    const column = rank.get(id) ?? 0;
    columns[column] = [...(columns[column] ?? []), id];
  }
  const filled = columns.filter((column) => column !== undefined);
  const tallest = Math.max(1, ...filled.map((column) => column.length));
  const { width, height, gapX, gapY, pad } = BOX;
  const whole = tallest * height + (tallest - 1) * gapY;
  const boxes = filled.flatMap((column, at) => {
    const own = column.length * height + (column.length - 1) * gapY;
    return column.map((id, row) => ({
      id,
      x: pad + at * (width + gapX),
      y: pad + (whole - own) / 2 + row * (height + gapY),
    }));
  });
  return {
    boxes,
    width: 2 * pad + Math.max(1, filled.length) * width + Math.max(0, filled.length - 1) * gapX,
    height: 2 * pad + whole,
  };
}
