/** The network, flowing from the image through the layers to heads, losses and the mixer. */
import '@xyflow/react/dist/base.css';
import './network.css';
import { ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useRef } from 'react';
import { useStore } from '../store.ts';
import { nodeTypes } from './nodes.tsx';
import { edgeTypes } from './TensorEdge.tsx';
import { useFlow } from './useFlow.ts';
import { useFraming } from './useFraming.ts';

export function NetworkCanvas() {
  return (
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  );
}

function Canvas() {
  const experiment = useStore((state) => state.experiment);
  const { nodes, edges, layout } = useFlow(experiment);
  const box = useRef<HTMLElement>(null);
  useFraming(box, layout);
  return (
    <section className="net" ref={box} aria-label="Network">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        minZoom={0.3}
        maxZoom={1.6}
        nodesFocusable
        disableKeyboardA11y
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        preventScrolling={false}
      />
    </section>
  );
}
