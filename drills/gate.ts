/** Holds answers back until it is told to let them go, so that a drill can count what is in the air. */
export class Gate {
  private held: (() => void)[] = [];
  private shut = false;
  /** The most that it ever held at once. */
  most = 0;

  get waiting(): number {
    return this.held.length;
  }

  async pass(): Promise<void> {
    if (!this.shut) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.held.push(resolve);
    this.most = Math.max(this.most, this.held.length);
    await promise;
  }

  close(): void {
    this.shut = true;
  }

  /** Those that wait go; whoever comes next waits again. */
  letGo(): void {
    for (const go of this.held.splice(0)) go();
  }

  open(): void {
    this.shut = false;
    this.letGo();
  }
}
