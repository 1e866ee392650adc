/** Files that are dropped onto the page, wherever that is: they are opened as those of the dialog Open are. */
import type { Problem } from '../../core/problem.ts';
import { openDialog } from '../actions/look.ts';
import { complain } from '../actions/open.ts';
import { bringFile } from '../link/bring.ts';
import { adoptStyle } from '../Style.tsx';
import style from './fileDrop.css?inline';

/** Takes the files that are dropped from now on, and says so while they are over the page. */
export function takeDroppedFiles({ document }: Pick<Window, 'document'>): void {
  const sign = document.createElement('div');
  sign.className = 'file-drop';
  const text = document.createElement('p');
  text.textContent = 'Drop it to open it: an experiment, or runs.';
  sign.append(text);
  adoptStyle(style);

  const onDrag = (event: DragEvent) => {
    if (!isTaken(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    if (!sign.isConnected) document.body.append(sign);
  };
  document.addEventListener('dragenter', onDrag);
  document.addEventListener('dragover', onDrag);
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    // Between two elements of the page it is not left.
    if (relatedTarget === null) sign.remove();
  });
  document.addEventListener('drop', (event) => {
    sign.remove();
    if (!isTaken(event)) return;
    event.preventDefault();
    void open([...(event.dataTransfer?.files ?? [])]);
  });
}

/** Files but those that a field for files takes itself. */
function isTaken({ dataTransfer, target }: DragEvent): boolean {
  if (!dataTransfer?.types.includes('Files')) return false;
  return !(target instanceof Element && target.closest('input[type="file"]'));
}

/** One after the other; what is wrong with them is said on the page. */
async function open(files: readonly File[]): Promise<void> {
  openDialog(null);
  const problems: Problem[] = [];
  for (const file of files) {
    const found = await bringFile(file);
    problems.push(...found.map((problem) => ({ ...problem, message: `${file.name}: ${problem.message}` })));
  }
  complain(problems);
}
