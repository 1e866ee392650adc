/** The tabs of the panel below the network; their ids stand in links. */
export const tabs = [
  { id: 'curves', label: 'Curves', isChart: true },
  { id: 'gradients', label: 'Gradients', isChart: true },
  { id: 'predictions', label: 'Predictions', isChart: false },
  { id: 'layer', label: 'Layer', isChart: false },
  { id: 'step', label: 'Step', isChart: false },
  { id: 'runs', label: 'Compare', isChart: false },
  { id: 'study', label: 'Study', isChart: false },
  { id: 'plane', label: 'Plane', isChart: false },
] as const;
