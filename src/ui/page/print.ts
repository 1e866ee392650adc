/**
 * The page on paper: its style, and the scale of the network, of which a part may be out of sight on the screen. Nothing is
 * measured anew for a sheet.
 */
import { adoptStyle } from '../Style.tsx';
import style from './print.css?inline';

/** Pixels between the margins of A4 or Letter on its side; around the network for the frame of what is shared. */
const sheetWidth = 960;
const margin = 28;
/** The largest scale: a network of two layers need not fill the sheet. */
const largest = 1.1;

/** Makes the page ready for paper, and sets what `print.css` reads whenever a sheet is about to be made. */
export function preparePrinting(window: Window, document: Document): void {
  adoptStyle(style);
  window.addEventListener('beforeprint', () => {
    const viewport = document.querySelector('.react-flow__viewport');
    if (!viewport) return;
    const origin = viewport.getBoundingClientRect();
    const zoom = new DOMMatrix(getComputedStyle(viewport).transform).a;
    const boxes = [...viewport.querySelectorAll('.react-flow__node')].map((node) => node.getBoundingClientRect());
    if (boxes.length === 0 || zoom === 0) return;
    const left = (Math.min(...boxes.map((box) => box.left)) - origin.left) / zoom - margin;
    const top = (Math.min(...boxes.map((box) => box.top)) - origin.top) / zoom - margin;
    const width = (Math.max(...boxes.map((box) => box.right)) - origin.left) / zoom + margin - left;
    const height = (Math.max(...boxes.map((box) => box.bottom)) - origin.top) / zoom + margin - top;
    const scale = Math.min(largest, sheetWidth / width);
    const { style } = document.documentElement;
    style.setProperty('--print-network', `translate(${-left * scale}px, ${-top * scale}px) scale(${scale})`);
    style.setProperty('--print-network-height', String(height * scale));
  });
}
