/**
 * The oldest browsers that have all that the page needs: `:has()` (Firefox 121), `URL.canParse` (Chrome 120, Safari 17),
 * and before these WebAssembly with SIMD, adopted style sheets and the arrays of ES2023. The build lowers scripts and
 * styles to what they read.
 */
export const oldest = { Chrome: 120, Edge: 120, Firefox: 121, Safari: 17 };

/** "Chrome 120, Edge 120, Firefox 121, Safari 17". */
export const oldestNames = Object.entries(oldest)
  .map(([name, version]) => `${name} ${version}`)
  .join(', ');

/** Runs by its text alone in the head: in a browser that is older the page says so. */
export function sayOld(names: string): void {
  if ('canParse' in URL && CSS.supports('selector(:has(a))')) return;
  addEventListener('DOMContentLoaded', () => {
    const box = document.createElement('p');
    box.className = 'banner wrong';
    box.setAttribute('role', 'alert');
    box.textContent = `Loss Mixer needs ${names}, or a newer version of one of them. In this browser it may not start.`;
    document.body.prepend(box);
  });
}
