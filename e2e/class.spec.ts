import type { Page } from 'playwright/test';
import { blankClassroom, type Classroom } from '../src/core/classroom/classroom.ts';
import { type ControlName, controlNames } from '../src/core/controlNames.ts';
import type { Experiment } from '../src/core/experiment.ts';
import { defaultExperiment } from '../src/core/presets.ts';
import { controls } from '../src/ui/controls.ts';
import { encodeClass } from '../src/ui/link/classLink.ts';
import { classPart } from '../src/ui/link/classPart.ts';
import { encodeLink } from '../src/ui/link/url.ts';
import { violationsIn } from './axe.ts';
import { dialogs, expect, fader, stepOf, test, tiny, waitForStep } from './lab.ts';

const linkOf = (classroom: Partial<Classroom>, experiment: Experiment = tiny) =>
  encodeLink(experiment) + classPart(encodeClass({ ...blankClassroom, title: 'Which loss wins?', ...classroom }));

const asking: Classroom['pages'] = [
  { title: 'Before you run it', text: 'Look at $L_1$ and $L_2$.' },
  { title: '', text: '', question: { kind: 'choice', prompt: 'Which falls first?', answers: ['colour', 'size'] } },
  { title: '', text: '', question: { kind: 'number', prompt: 'How low does it get?', answers: [] } },
];

const card = (page: Page) => page.getByRole('complementary', { name: 'Class: Which loss wins?' });
const rate = (page: Page) => page.locator('.combine [data-place="training.learningRate"]');
const note = (page: Page) => page.locator('.class-note');
const next = (page: Page) => card(page).getByRole('button', { name: /^(Next|My answers)$/ });

async function axe(page: Page, part: string): Promise<void> {
  expect(await violationsIn(page, part)).toEqual([]);
}

test('what is locked or hidden is out of reach by pointer, key, shortcut and file, until the class is left', async ({
  page,
}) => {
  const locked: ControlName[] = ['faders', 'network', 'reset'];
  await page.goto(`/${linkOf({ locked, hidden: ['learning-rate', 'presets', 'open', 'tab-curves'] })}`);
  await expect(card(page)).toBeVisible();
  await expect(page.locator('.run-button')).toHaveText(/Run/);
  expect(await stepOf(page)).toBe(0);
  await expect(rate(page)).toBeHidden();
  await expect(page.locator('.preset-button')).toBeHidden();
  await expect(page.getByRole('tab', { name: 'Gradients' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.mixer .loss-equation')).toBeVisible();

  const colour = fader(page, 'colour');
  await expect(colour).toHaveAttribute('aria-disabled', 'true');
  const before = await colour.getAttribute('aria-valuetext');
  await colour.focus();
  await page.keyboard.press('ArrowDown');
  await expect(note(page)).toHaveText("The faders: locked by the class's link.");
  await page
    .locator('.fader-root')
    .first()
    .click({ position: { x: 8, y: 60 }, force: true });
  await expect(colour).toHaveAttribute('aria-valuetext', before ?? '');

  const layers = page.locator('.react-flow__node');
  const count = await layers.count();
  await page.locator('.react-flow__node[data-id="conv-1"]').press('Delete');
  await expect(note(page)).toHaveText("The network: locked by the class's link.");
  await page.keyboard.press('Control+d');
  expect(await layers.count()).toBe(count);

  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'mine.json', { type: 'application/json' }));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, JSON.stringify(defaultExperiment));
  await expect(note(page)).toHaveText("Opening files and texts: hidden by the class's link.");

  // What is free stays free, and undo with it.
  const mute = page.getByRole('button', { name: /^Mute colour/ });
  await mute.click();
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+z');
  await expect(mute).toHaveAttribute('aria-pressed', 'false');
  await page.locator('.run-button').click();
  await waitForStep(page, 0);
  await page.locator('h1').click();
  await page.keyboard.press('r');
  await expect(note(page)).toHaveText("The button Reset: locked by the class's link.");
  await axe(page, '.mixer');

  await card(page).getByRole('button', { name: 'Open freely' }).click();
  await expect(card(page)).toBeHidden();
  await expect(rate(page)).toBeVisible();
  await expect(page.locator('.preset-title')).toHaveText('Tiny');
  await colour.press('ArrowDown');
  await expect(colour).not.toHaveAttribute('aria-valuetext', before ?? '');
  expect(page.url()).not.toContain('class=');
  await page.goBack();
  await expect(card(page)).toBeVisible();
  await expect(rate(page)).toBeHidden();
});

test('what a stranger writes is text: no element, no script, no address of its own', async ({ page }) => {
  const text = [
    '<img src=x onerror="window.pwned=1"> <script>window.pwned=1</script> <iframe src="https://example.org"></iframe>',
    '[one](javascript:window.pwned=1) [two](data:text/html,<script>1</script>) [three](vbscript:1) [four](/etc)',
    '[friendly.example](https://user:pass@evil.example/path) ![picture](https://evil.example/a.png)',
    '$\\href{javascript:window.pwned=1}{x} \\htmlId{root}{y} \\includegraphics{https://evil.example/a.png}$',
    `$\\def\\a{\\a\\a}\\a$ $\\rule{9999em}{9999em}\\kern-9999em x$ $${'{'.repeat(900)}${'}'.repeat(900)}$`,
    `${'> '.repeat(300)}deep ${'*'.repeat(200)}`,
    '$\\unknown é ☃ % 1$ [term](term:__proto__) [lesson](lesson:constructor)',
  ].join('\n\n');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`/${linkOf({ title: 'Which loss wins?', pages: [{ title: '<b>x</b>', text }] })}`);
  const body = card(page).locator('.class-page');
  await expect(body.getByRole('heading', { name: '<b>x</b>' })).toBeVisible();
  await expect(body).toContainText('<script>window.pwned=1</script>');
  await expect(body.locator('img, script, iframe, object, embed, form, style, [onerror], #root')).toHaveCount(0);
  const links = await body
    .locator('a')
    .evaluateAll((all) =>
      all.map((one) => [
        one.textContent,
        one.getAttribute('href'),
        one.getAttribute('rel'),
        one.getAttribute('target'),
      ]),
    );
  expect(links).toEqual([
    [
      'friendly.example (evil.example) ↗ (opens elsewhere)',
      'https://user:pass@evil.example/path',
      'noopener noreferrer',
      '_blank',
    ],
  ]);
  await body.getByRole('button', { name: 'term', exact: true }).click();
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(asked.filter((url) => url.includes('evil.example'))).toEqual([]);
  // It stays in its box.
  const [inner, outer] = [await body.boundingBox(), await card(page).boundingBox()];
  expect(inner?.width ?? 0).toBeLessThanOrEqual(outer?.width ?? 0);
});

test('predictions are kept over a reload, say whether they came before the run, and are copied and saved', async ({
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/${linkOf({ pages: asking })}`);
  await next(page).click();
  await card(page).getByLabel('size').check();
  await expect(card(page)).toContainText('answered before the first run');
  await page.locator('.run-button').click();
  await waitForStep(page, 0);
  await next(page).click();
  await card(page).getByLabel('Your answer, a number').fill('0.2x');
  await expect(card(page)).toContainText('This is not a number yet');
  await card(page).getByLabel('Your answer, a number').fill('0.25');
  await expect(card(page)).toContainText('answered after the first run');
  await next(page).click();
  await card(page).getByLabel('Your name, if you like').fill('Ada');
  await axe(page, '.lesson-card');
  await page.reload();
  await expect(card(page)).toBeVisible();
  for (let i = 0; i < 3; i++) await next(page).click();
  await expect(card(page).getByLabel('Your name, if you like')).toHaveValue('Ada');
  await card(page).getByRole('button', { name: 'Copy my answers' }).click();
  await expect(card(page).getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(
    /^Which loss wins\?\nAda\n\n1\. Which falls first\?\nsize\n\(\S+ \S+ UTC, before the first run\)\n\n2\. How low does it get\?\n0\.25\n\(\S+ \S+ UTC, after the first run\)\n\nhttp\S+&class=\S+\n$/,
  );
  const download = page.waitForEvent('download');
  await card(page).getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('which-loss-wins-ada.csv');
});

test('a hidden control hides no number of another one', async ({ page }) => {
  const owners: Readonly<Record<string, readonly ControlName[]>> = {
    '.mixer .loss-equation': ['equation'],
    '.verdict': ['verdict'],
    '.channel .meters-value': ['desk'],
    '.dataset .samples': ['dataset'],
    '.react-flow__node': ['network'],
    '.charts-content': ['charts'],
    '.status-text': [],
    '.lesson-card': [],
  };
  await page.goto(`/${encodeLink(tiny)}`);
  await waitForStep(page, 0);
  for (const number of Object.keys(owners).filter((one) => one !== '.lesson-card'))
    await expect(page.locator(number).first()).toBeVisible();
  const classes = controlNames.map((name) => {
    const { selector, hides = selector } = controls[name];
    return { name, hides, hash: linkOf({ title: name, hidden: [name] }) };
  });
  const wrong = await page.evaluate(
    async ({ classes, owners }) => {
      const isSeen = (one: string) => [...document.querySelectorAll(one)].some((part) => part.checkVisibility());
      const found: string[] = [];
      for (const { name, hides, hash } of classes) {
        location.hash = hash;
        while (document.querySelector('.lesson-name')?.textContent !== name)
          await new Promise((resolve) => requestAnimationFrame(resolve));
        if (isSeen(hides)) found.push(`${name} is seen`);
        for (const [number, who] of Object.entries(owners))
          if (isSeen(number) === who.includes(name)) found.push(`${name}: ${number}`);
      }
      return found;
    },
    { classes, owners: owners as Record<string, string[]> },
  );
  expect(wrong).toEqual([]);
});

test('a teacher writes a class, looks at it as a student, and sends its link', async ({ page }) => {
  await page.goto(`/${encodeLink(tiny)}`);
  await waitForStep(page, 0);
  await dialogs.class(page);
  const dialog = page.getByRole('dialog', { name: 'For a class' });
  await dialog.getByLabel('Title', { exact: true }).fill('Which loss wins?');
  await dialog.getByLabel('Text, in Markdown').fill('Press **Run**.');
  await expect(dialog.getByRole('region', { name: 'As students see it' }).locator('strong')).toHaveText('Run');
  await dialog.getByLabel('Question, answered by').selectOption('choice');
  await dialog.getByLabel('What will happen?').fill('Which?');
  await dialog.getByLabel('Answers to choose from').fill('colour\nsize');
  await dialog.getByRole('button', { name: 'Add a page' }).click();
  await dialog.getByRole('button', { name: 'Move page 2 up' }).press('Enter');
  await expect(dialog.getByRole('button', { name: 'Move page 1 down' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Move page 2 up' })).toBeFocused();
  await dialog.getByRole('radio', { name: 'the verdict: hidden' }).check();
  await dialog.getByRole('radio', { name: 'the palettes: hidden' }).check();
  await expect(dialog.getByRole('radio', { name: 'the palette of heads: shown' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Preview as a student' }).click();
  await expect(card(page)).toContainText('As students see it.');
  await expect(page.locator('.verdict')).toBeHidden();
  await card(page).getByRole('button', { name: 'Back to editing' }).click();
  await expect(dialog.getByLabel('Title', { exact: true })).toHaveValue('Which loss wins?');
  await expect(page.locator('.verdict')).toBeVisible();
  const link = await dialog.getByLabel(/^Link for students/).inputValue();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(card(page)).toContainText('Press Run.');
  await expect(page.locator('.verdict')).toBeHidden();
  await expect(page.locator('.net-palette')).toBeHidden();
  await card(page).getByRole('button', { name: 'Edit this class' }).click();
  await expect(dialog.getByLabel('Title', { exact: true })).toHaveValue('Which loss wins?');
});
