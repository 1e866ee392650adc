/**
 * A button whose menu comes in a script of its own: fetched when the page is drawn, or when the button is pressed before
 * that. Pressed early, the menu opens as soon as it is there.
 */
import { type ComponentProps, type ComponentType, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { error } from '../../core/problem.ts';
import { complain } from '../actions/open.ts';
import { loadScript } from '../loadScript.ts';
import type { MenuProps } from './menus.tsx';

type Menus = typeof import('./menus.tsx');

const menus = createStore<{ readonly loaded: Menus | undefined }>()(() => ({ loaded: undefined }));
let coming: Promise<void> | undefined;

/** Fetches the menus of the bar; a press says when they are lost. */
export function fetchMenus(): Promise<void> {
  coming ??= loadScript(() => import('./menus.tsx')).then(
    (loaded) => menus.setState({ loaded }),
    (reason: unknown) => {
      coming = undefined;
      throw reason;
    },
  );
  return coming;
}

interface LazyMenuProps extends ComponentProps<'button'> {
  readonly of: (loaded: Menus) => ComponentType<MenuProps>;
}

export function LazyMenu({ of, ...button }: LazyMenuProps) {
  const loaded = useZustand(menus, (state) => state.loaded);
  const [isPressed, setPressed] = useState(false);
  const hadFocus = useRef(false);
  /** Pressed by a key: the first item has the focus, as in a menu that is there already. */
  const isByKey = useRef(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const Menu = loaded && of(loaded);
  useEffect(() => {
    if (!Menu) return;
    if (hadFocus.current) trigger.current?.focus();
    if (!isByKey.current) return;
    // Radix gives the focus to the menu itself first.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[role="menu"] [role^="menuitem"]')?.focus());
  }, [Menu]);
  if (Menu) {
    return (
      <Menu isOpenAtFirst={isPressed}>
        <button type="button" ref={trigger} {...button} />
      </Menu>
    );
  }
  const press = ({ detail }: MouseEvent) => {
    isByKey.current = detail === 0;
    setPressed(true);
    fetchMenus().catch(() => {
      setPressed(false);
      complain([error([], 'The menu could not be loaded.', 'Check the connection and press it again.')]);
    });
  };
  const noteFocus = (is: boolean) => () => {
    hadFocus.current = is;
  };
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      {...button}
      onClick={press}
      onFocus={noteFocus(true)}
      onBlur={noteFocus(false)}
    />
  );
}
