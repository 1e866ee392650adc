/**
 * What stands in place of the page, or of one of its parts, that could not be loaded or drawn. The rest stays, and so do
 * the runs.
 */
import { Component, type ReactNode } from 'react';
import { Trouble } from './Trouble.tsx';

interface Props {
  /** The name of what is inside, as a sentence starts: "The mixer". */
  readonly name: string;
  readonly children: ReactNode;
  /** Puts the trouble away, where the page can do without what is inside. */
  readonly onClose?: () => void;
}

export class Boundary extends Component<Props, { readonly error?: unknown; readonly isBroken: boolean }> {
  override state = { isBroken: false, error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { isBroken: true, error };
  }

  override render() {
    const { name, children, onClose } = this.props;
    if (!this.state.isBroken) return children;
    const again = () => this.setState({ isBroken: false, error: undefined });
    const close = () => {
      onClose?.();
      again();
    };
    return <Trouble name={name} error={this.state.error} onAgain={again} {...(onClose && { onClose: close })} />;
  }
}
