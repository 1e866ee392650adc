/** The parameters that several layer kinds share. */
import { choice, flag, integer, number } from '../fields.ts';

export const activations = [
  { value: 'linear', label: 'none', help: 'f(x) = x' },
  { value: 'relu', label: 'ReLU', help: 'f(x) = max(0, x)' },
  { value: 'leaky-relu', label: 'leaky ReLU', help: 'f(x) = max(0.2x, x)' },
  { value: 'elu', label: 'ELU', help: 'f(x) = x if x > 0, else eˣ − 1' },
  { value: 'gelu', label: 'GELU', help: 'f(x) = x·Φ(x), Φ the normal distribution function' },
  { value: 'silu', label: 'SiLU', help: 'f(x) = x·sigmoid(x)' },
  { value: 'tanh', label: 'tanh', help: 'f(x) = tanh(x)' },
  { value: 'sigmoid', label: 'sigmoid', help: 'f(x) = 1 / (1 + e⁻ˣ)' },
  { value: 'softmax', label: 'softmax', help: 'f(x)ᵢ = e^{xᵢ} / Σⱼ e^{xⱼ}, over the last axis' },
] as const;
export type Activation = (typeof activations)[number]['value'];

/** Which values an activation gives, in words; nothing where it gives all. */
export const activationRange = {
  linear: undefined,
  relu: '0 or more',
  'leaky-relu': 'negative values five times too small',
  elu: '−1 or more',
  gelu: '−0.17 or more',
  silu: '−0.28 or more',
  tanh: '−1 to 1',
  sigmoid: '0 to 1',
  softmax: '0 to 1',
} as const satisfies Record<Activation, string | undefined>;

export const activation = choice({
  label: 'Activation',
  help: 'The function applied to every output.',
  default: 'linear',
  choices: activations,
});

export const kernel = integer({
  label: 'Kernel',
  help: 'Height and width of the window.',
  min: 1,
  max: 11,
  default: 3,
});
export const stride = integer({ label: 'Stride', help: 'Pixels between two windows.', min: 1, max: 4, default: 1 });
export const padding = choice({
  label: 'Padding',
  help: 'Same pads with zeros so that stride 1 keeps the size, the odd one at the end as in Keras; valid uses whole windows only, the default of Keras and PyTorch.',
  default: 'same',
  choices: [
    { value: 'same', label: 'same' },
    { value: 'valid', label: 'valid' },
  ],
});
export const dilation = integer({
  label: 'Dilation',
  help: 'Distance between the taps of the kernel; 2 sees twice as far with the same weights.',
  min: 1,
  max: 8,
  default: 1,
});
export const filters = integer({
  label: 'Filters',
  help: 'Number of output channels.',
  min: 1,
  max: 512,
  default: 16,
  scale: 'log',
});
export const bias = flag({ label: 'Bias', help: 'Add a trained constant to every output.', default: true });
export const trained = flag({
  label: 'Trained',
  help: 'Off, the layer is frozen: no loss, penalty or decay moves its weights. Gradients still pass through it to what is before.',
  default: true,
});
const initializerMeta = {
  label: 'Initialiser',
  help: 'Scale of the random initial weights. Auto is He for ReLU-like activations and Glorot for the others. The normal ones are not truncated, as in PyTorch; Keras cuts them at two deviations.',
  default: 'auto',
  choices: [
    { value: 'auto', label: 'auto' },
    { value: 'glorot', label: 'Glorot uniform' },
    { value: 'he', label: 'He normal' },
    { value: 'lecun', label: 'LeCun normal' },
    { value: 'zeros', label: 'zeros' },
  ],
} as const;

export const initializer = choice(initializerMeta);

/** The initialiser with what is special about the fans of a kind of kernel. */
export const initializerWith = (fans: string) =>
  choice({ ...initializerMeta, help: `${initializerMeta.help} ${fans}` });
export const l1 = number({
  label: 'L1',
  help: 'Factor of Σ|w| over the kernel, added to every update; pulls weights to zero: exactly with SGD, whose step is proximal, else only near.',
  min: 0,
  max: 1,
  default: 0,
  scale: 'log',
});
export const l2 = number({
  label: 'L2',
  help: 'Factor of Σw² over the kernel, added to every update; keeps weights small.',
  min: 0,
  max: 1,
  default: 0,
  scale: 'log',
});
