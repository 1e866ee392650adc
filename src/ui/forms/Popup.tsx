/**
 * A box that floats beside a control. What places it comes in a script of its own, fetched when the page is drawn, or when
 * the first box opens before that. Where it cannot be fetched the page says so, and the box counts as closed.
 */
import { error } from '../../core/problem.ts';
import { complain } from '../actions/open.ts';
import { later, useLater } from '../useLater.ts';
import type { FloatingProps } from './Floating.tsx';

/** What places the boxes. */
export const popups = later(async () => (await import('./Floating.tsx')).Floating);

export function Popup({ isOpen, ...props }: FloatingProps & { readonly isOpen: boolean }) {
  const Floating = useLater(popups, isOpen, () => {
    props.onClose();
    complain([error([], 'The box could not be loaded.', 'Check the connection and open it again.')]);
  });
  return isOpen && Floating ? <Floating {...props} /> : null;
}
