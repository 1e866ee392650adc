/** Times of studies in words. */
import { counted } from '../../../core/words.ts';

/** "8 s", "12 min", "3 h 20 min", "2 days". */
export function timeText(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`;
  return counted(Math.round(minutes / 60 / 24), 'day');
}
