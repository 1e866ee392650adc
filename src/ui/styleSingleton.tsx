/**
 * In place of the package `react-style-singleton`, by which an open dialog or menu keeps the page from scrolling: that
 * one writes `<style>` elements, which the page's policy refuses.
 */
import { Style } from './Style.tsx';

/** Makes a component whose rules hold as long as it is drawn. */
export function styleSingleton() {
  return StyleWhileDrawn;
}

function StyleWhileDrawn({ styles }: { readonly styles: string }) {
  return <Style>{styles}</Style>;
}
