/**
 * The page for frames, with the style that it shares with the whole page. Between that and the entry, so that the entry
 * does not name all the files that it needs.
 */
import './tokens.css';
import './page.css';
import './controls.css';

export async function drawEmbedded(): Promise<void> {
  // The theme of the address, or the system's: what a person chose for the whole page does not count here.
  const theme = new URLSearchParams(location.search).get('theme');
  const { dataset } = document.documentElement;
  if (theme === 'light' || theme === 'dark') dataset.theme = theme;
  else delete dataset.theme;
  await (await import('../embed/drawEmbed.tsx')).drawEmbed();
}
