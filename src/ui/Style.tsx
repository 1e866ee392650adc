/**
 * Rules that come with a script fetched after first sight. The page adopts them while something draws them: its policy
 * lets no element bring rules of its own, and a style sheet cannot be lost where its script is there.
 */
import { useInsertionEffect } from 'react';

const adopted = new Map<string, { readonly sheet: CSSStyleSheet; uses: number }>();

/** Adopts rules, once however often they are asked for; what it returns lets go of them. */
export function adoptStyle(rules: string): () => void {
  const known = adopted.get(rules);
  const style = known ?? { sheet: new CSSStyleSheet(), uses: 0 };
  if (!known) {
    style.sheet.replaceSync(rules);
    document.adoptedStyleSheets.push(style.sheet);
    adopted.set(rules, style);
  }
  style.uses += 1;
  return () => {
    style.uses -= 1;
    if (style.uses > 0) return;
    adopted.delete(rules);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== style.sheet);
  };
}

/** The rules hold as long as it is drawn, from the first frame. */
export function Style({ children }: { readonly children: string }) {
  useInsertionEffect(() => adoptStyle(children), [children]);
  return null;
}
