/** Accessibility, as axe sees it. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';

/** The rules of WCAG 2.2 up to AA. */
export const wcag = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

interface Only {
  readonly tags?: readonly string[];
  readonly rules?: readonly string[];
}

/** What axe finds in a part of the page, in words, by all of its rules or by some only. */
export async function violationsIn(page: Page, part: string, { tags, rules }: Only = {}): Promise<string[]> {
  // Half a megabyte, which stays in a page until that is left.
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  // The page has no frames: otherwise axe would open a second page to put together what it found in each.
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: 'void axe' }) }).setLegacyMode().include(part);
  axe.options({ resultTypes: ['violations'] });
  if (tags) axe.withTags([...tags]);
  if (rules) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('; ')}`);
}
