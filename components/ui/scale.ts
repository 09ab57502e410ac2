/** A round top for an axis and its grid lines, from 0 up. */
export function scaleOf(highest: number, lines = 3): { top: number; ticks: number[] } {
  if (highest <= 0) return { top: lines, ticks: Array.from({ length: lines + 1 }, (_, at) => at) };
  const rough = highest / lines;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 1.5, 2, 3, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? 10 * power;
  const whole = Number.isInteger(highest) && step < 1 ? 1 : step;
  return { top: whole * lines, ticks: Array.from({ length: lines + 1 }, (_, at) => at * whole) };
}
