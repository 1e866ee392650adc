import { describe, expect, test } from 'vitest';
import { type BackendReport, isSoftwareAdapter, rankBackends, wasmMissed } from './backends.ts';

const report = (name: BackendReport['name'], more: Partial<BackendReport> = {}): BackendReport => ({
  name,
  available: true,
  software: false,
  why: '',
  ...more,
});
const names = (reports: readonly BackendReport[]) => rankBackends(reports).map((ranked) => ranked.name);

describe('rankBackends', () => {
  test('puts a real GPU first and the plain cpu last', () => {
    expect(names([report('cpu'), report('wasm'), report('webgl'), report('webgpu')])).toEqual([
      'webgpu',
      'webgl',
      'wasm',
      'cpu',
    ]);
  });

  test('puts emulated GPUs behind wasm', () => {
    const software = { software: true };
    expect(names([report('webgpu', software), report('webgl', software), report('wasm'), report('cpu')])).toEqual([
      'wasm',
      'webgl',
      'webgpu',
      'cpu',
    ]);
  });

  test('prefers a real WebGL to an emulated WebGPU', () => {
    expect(names([report('webgpu', { software: true }), report('webgl'), report('wasm')])).toEqual([
      'webgl',
      'wasm',
      'webgpu',
    ]);
  });

  test('leaves out what is missing', () => {
    expect(names([report('webgpu', { available: false }), report('wasm')])).toEqual(['wasm']);
  });

  test('believes measured times among the backends that were timed', () => {
    const reports = [report('webgpu', { stepMs: 30 }), report('webgl'), report('wasm', { stepMs: 12 }), report('cpu')];
    expect(names(reports)).toEqual(['wasm', 'webgl', 'webgpu', 'cpu']);
  });
});

test('software adapters are known by name', () => {
  expect(isSoftwareAdapter('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (LLVM 10.0.0)), SwiftShader driver)')).toBe(
    true,
  );
  expect(isSoftwareAdapter('llvmpipe (LLVM 15.0.7, 256 bits)')).toBe(true);
  expect(isSoftwareAdapter(null, 'Microsoft Basic Render Driver')).toBe(true);
  expect(isSoftwareAdapter('ANGLE (Intel, Intel(R) UHD Graphics 620 Direct3D11)', undefined, '')).toBe(false);
});

describe('wasmMissed', () => {
  const why = 'WebAssembly could not start.';
  const surveyed = [report('webgpu'), report('webgl', { software: true }), report('wasm'), report('cpu')];
  const failed = [report('wasm', { available: false, why })];
  const choice = (name: BackendReport['name'], alternatives: readonly BackendReport[]) => ({
    name,
    reason: '',
    alternatives,
  });

  test('says what trains in the place of WebAssembly that did not load', () => {
    expect(wasmMissed(surveyed, choice('cpu', failed))).toBe(
      'WebAssembly could not start. Plain JavaScript trains in its place, many times slower.',
    );
    expect(wasmMissed(surveyed, choice('webgl', failed))).toContain('WebGL trains in its place');
  });

  test('says nothing of a machine without WebAssembly, of one that works, and beside a real GPU', () => {
    expect(wasmMissed([...failed, report('cpu')], choice('cpu', failed))).toBeUndefined();
    expect(wasmMissed(surveyed, choice('cpu', [report('wasm')]))).toBeUndefined();
    expect(wasmMissed(surveyed, choice('wasm', [report('cpu')]))).toBeUndefined();
    expect(wasmMissed(surveyed, choice('webgpu', failed))).toBeUndefined();
  });
});
