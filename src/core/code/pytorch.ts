/** A desk in PyTorch: one optimizer on the total, one a loss on one batch, or one a loss in turn; TorchJD for gradients. */
import { type Desk, isPlain, type Term } from './desk.ts';
import { Draft, indented } from './draft.ts';
import type { Program } from './framework.ts';
import { pytorchLosses } from './losses/pytorch.ts';
import { isOnGradients, isTotal, type Own, rowOf, type Total } from './mixing/mixing.ts';
import { hasTrunk, pytorchGradients, trainedOf } from './mixing/pytorchGradients.ts';
import { pytorchTotals } from './mixing/pytorchTotals.ts';
import { attribute, floats, literal, times } from './names.ts';
import { notesOf } from './notes.ts';
import { pytorchOptimizer } from './optimizers.ts';
import { byAll, inTurn, loop, optimizerOf, python, unpacked } from './python.ts';
import { type Language, Script } from './script.ts';

/** What is asked of a weight that is a kernel; where layers are frozen, that it is trained. */
const isKernel = ({ hasFrozen }: Desk) => `w.ndim > 1${hasFrozen ? ' and w.requires_grad' : ''}`;

const languageOf = (desk: Desk): Language => ({
  ...python,
  losses: pytorchLosses,
  outputs: (names) => [unpacked(names, 'model(x)')],
  kernels: (name, layers) => {
    const modules = layers?.map((layer) => `model.${attribute(layer)}`) ?? ['model'];
    const [only] = modules;
    const lines =
      modules.length > 1
        ? [`    w for layer in [${modules.join(', ')}]`, `    for w in layer.parameters() if ${isKernel(desk)}`]
        : [`    w for w in ${only}.parameters() if ${isKernel(desk)}`];
    return [`${name} = [  # no biases`, ...lines, ']'];
  },
  sumOver: (kind, kernels) => `sum(w.${kind === 'l1' ? 'abs' : 'square'}().sum() for w in ${kernels})`,
});

export function pytorch(desk: Desk): Program {
  const draft = new Draft();
  const asksFeatures = asksForFeatures(desk);
  const language = languageOf(desk);
  const script = new Script(desk, draft, asksFeatures ? { ...language, outputs: fromFeatures } : language);
  draft.import('import torch');
  draft.note(...notesOf(desk, 'pytorch'));
  script.declareCourses();
  const training = desk.experiment.schedule.kind === 'joint' ? joint(script) : separate(script);
  const head = asksFeatures
    ? ['# model.trunk(x) is what the losses share; model.heads() gives', `# ${script.outputsText}.`]
    : [`# model(x) gives ${script.outputsText}; batches give x and the targets.`];
  return { code: draft.text(head, training), notes: draft.notes };
}

/** The strategy is told what the losses share. */
function asksForFeatures(desk: Desk): boolean {
  const { schedule, strategy } = desk.experiment;
  return schedule.kind === 'joint' && isOnGradients(strategy) && hasTrunk(desk);
}

function fromFeatures(names: readonly (string | undefined)[]): string[] {
  return ['features = model.trunk(x)', unpacked(names, 'model.heads(features)')];
}

function joint(script: Script): string[] {
  const { desk, draft } = script;
  const { strategy, training, optimizer } = desk.experiment;
  const made = pytorchOptimizer(optimizer, literal(training.learningRate), 'model.parameters()');
  draft.setup('optimizer', `optimizer = ${made}`);
  const total = isTotal(strategy) ? rowOf(pytorchTotals, strategy, script.asked()) : undefined;
  const body = total ? onTotal(script, total) : isPlain(desk) ? onSum(script) : onGradients(script);
  return loop(script, [...rates(script, 'optimizer', '1'), ...body, ...shrink(script, 'optimizer')]);
}

function onSum(script: Script): string[] {
  return [
    ...script.forward(),
    `loss = ${[...script.summands(), ...script.penalties()].join(' + ')}`,
    'optimizer.zero_grad()',
    'loss.backward()',
    'optimizer.step()',
  ];
}

function onTotal(script: Script, { own, lines, after = [], readsVector, looksAgain }: Total): string[] {
  const { desk, draft } = script;
  if (own) declare(draft, own);
  const stacked = `torch.stack([${script.asked().terms.join(', ')}])`;
  const look = [...script.outputs(desk.weighed), ...script.values(desk.weighed), `return ${stacked}`];
  const penalties = script.penalties();
  return [
    ...(looksAgain
      ? ['def losses_of():', ...indented(look), '', 'losses = losses_of()']
      : [...script.forward(), ...(readsVector ? [`losses = ${stacked}`] : [])]),
    ...(looksAgain ? [...script.outputs(desk.added), ...script.penaltyValues()] : []),
    ...lines,
    ...(penalties.length > 0 ? [`loss = loss + ${penalties.join(' + ')}`] : []),
    'optimizer.zero_grad()',
    ...(own ? ['weight_optimizer.zero_grad()'] : []),
    'loss.backward()',
    'optimizer.step()',
    ...(own ? ['weight_optimizer.step()'] : []),
    ...after,
  ];
}

function onGradients(script: Script): string[] {
  const { desk } = script;
  const asked = script.asked();
  const { lines } = rowOf(pytorchGradients(desk), desk.experiment.strategy, asked) ?? { lines: [] };
  const penalties = script.penalties();
  return [
    ...script.forward(),
    `losses = [${asked.terms.join(', ')}]`,
    'optimizer.zero_grad()',
    ...lines,
    ...(penalties.length > 0 ? [`(${penalties.join(' + ')}).backward()  # added to the gradients`] : []),
    'optimizer.step()',
  ];
}

function separate(script: Script): string[] {
  const { desk, draft } = script;
  const { optimizer, training, schedule } = desk.experiment;
  for (const { loss } of desk.weighed) {
    const rate = literal(training.learningRate * loss.rate);
    draft.setup(loss.id, `${optimizerOf(loss.id)} = ${pytorchOptimizer(optimizer, rate, 'model.parameters()')}`);
  }
  const set = desk.weighed.flatMap(({ loss }) => rates(script, optimizerOf(loss.id), literal(loss.rate)));
  const body =
    schedule.kind === 'alternating' ? inTurn(script, (i) => turnOf(script, desk.weighed[i] as Term)) : together(script);
  return loop(script, [...set, ...body]);
}

function together(script: Script): string[] {
  const { desk, draft } = script;
  draft.setup('parameters', `parameters = ${trainedOf('model', desk)}`);
  const names = desk.weighed.map(({ loss }) => optimizerOf(loss.id));
  return [
    ...script.forward(),
    '# every gradient is taken at the same parameters …',
    'gradients = [',
    '    torch.autograd.grad(loss, parameters, retain_graph=True, allow_unused=True)',
    `    for loss in [${desk.weighed.map((term) => script.withPart(term)).join(', ')}]`,
    ']',
    '# … and only then the optimizers step',
    `for optimizer, gradient in zip([${names.join(', ')}], gradients):`,
    '    for w, g in zip(parameters, gradient):',
    '        w.grad = g',
    '    optimizer.step()',
    ...shrink(script, names[0] ?? ''),
  ];
}

function turnOf(script: Script, term: Term): string[] {
  const { desk } = script;
  const optimizer = optimizerOf(term.loss.id);
  const part = script.withPart(term);
  return [
    ...script.outputs([term, ...desk.added]),
    ...script.values([term]),
    ...script.penaltyValues(),
    'model.zero_grad()',
    `${part === term.name ? part : `(${part})`}.backward()`,
    `${optimizer}.step()`,
    ...shrink(script, optimizer, desk.weighed.length),
  ];
}

/** The learning rate of this step, where it follows a course. */
function rates({ desk }: Script, optimizer: string, factor: string): string[] {
  if (!desk.hasRateCourse) return [];
  const rate = times(factor, 'learning_rate(step)');
  return [`for group in ${optimizer}.param_groups:`, `    group["lr"] = ${rate}`];
}

/** The proximal step of L1. */
function shrink(script: Script, optimizer: string, parts = 1): string[] {
  const steps = script.shrinkings();
  if (steps.length === 0) return [];
  script.draft.import('import torch.nn.functional as F');
  return [
    'with torch.no_grad():  # the proximal step of L1: exact zeros',
    `    rate = ${optimizer}.param_groups[0]["lr"]${parts > 1 ? ` / ${parts}` : ''}`,
    ...steps.flatMap(({ kernels, factors }) => [
      `    for w in ${kernels}:`,
      `        w.copy_(F.softshrink(w, rate${byAll(factors)}))`,
    ]),
  ];
}

function declare(draft: Draft, { name, initial, optimizer, learningRate, ascends }: Own): void {
  const value = typeof initial === 'number' ? floats([initial]).slice(1, -1) : floats(initial);
  const [made, epsilon] = optimizer === 'sgd' ? ['SGD', ''] : ['Adam', ', eps=1e-7'];
  draft.setup(
    'own',
    `${name} = torch.nn.Parameter(torch.tensor(${value}))`,
    `weight_optimizer = torch.optim.${made}([${name}], lr=${literal(learningRate)}${epsilon}${ascends ? ', maximize=True' : ''})`,
  );
}
