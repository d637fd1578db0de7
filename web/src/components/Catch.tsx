import { Component, type ReactNode } from "react";

interface Props {
  /** What stands there when the children have failed. */
  instead: ReactNode;
  children: ReactNode;
}

/** Catches what its children throw while rendering: a mistake, or code that could not be fetched. */
export class Catch extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
