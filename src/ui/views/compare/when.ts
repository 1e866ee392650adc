/** When a run was started, as short as it is clear: "14:05" today, else "29 Nov". */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `at` and `now` in milliseconds since 1970; "–" for a run that never was. */
export function whenText(at: number, now: number): string {
  if (at === 0) return '–';
  const [then, today] = [new Date(at), new Date(now)];
  if (then.toDateString() === today.toDateString()) return clock(then);
  const year = then.getFullYear() === today.getFullYear() ? '' : ` ${then.getFullYear()}`;
  return `${then.getDate()} ${months[then.getMonth()]}${year}`;
}

/** "29 Nov 2026, 14:05". */
export function fullTimeText(at: number): string {
  if (at === 0) return '';
  const then = new Date(at);
  return `${then.getDate()} ${months[then.getMonth()]} ${then.getFullYear()}, ${clock(then)}`;
}

function clock(then: Date): string {
  return `${String(then.getHours()).padStart(2, '0')}:${String(then.getMinutes()).padStart(2, '0')}`;
}
