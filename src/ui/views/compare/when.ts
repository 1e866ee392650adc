/** When a run was started, and how long it trained. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As short as it is clear: "14:05" today, else "29 Nov". `at` and `now` in milliseconds since 1970; "–" for a run that never was. */
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

/** Seconds of training: "8.4 s", "3 min 20 s", "1 h 05 min"; "–" where they are not known. */
export function durationText(seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

function clock(then: Date): string {
  return `${String(then.getHours()).padStart(2, '0')}:${String(then.getMinutes()).padStart(2, '0')}`;
}
