/**
 * The ids and user names that the items of a batch have taken so far. An item claims through `ofItem()`; what it
 * claimed counts for later items only after `keep()`, so that a refused item leaves nothing behind.
 */
export class Claims {
  private readonly ids = new Set<number>();
  private readonly names = new Set<string>();

  constructor(private readonly earlier?: Claims) {}

  ofItem(): Claims {
    return new Claims(this);
  }

  /** False when it is taken; 0, an id that is still to be assigned, never is. */
  claimId(id: number): boolean {
    if (id === 0) return true;
    if (this.ids.has(id) || this.earlier?.ids.has(id)) return false;
    this.ids.add(id);
    return true;
  }

  /** False when it is taken, in whatever letter case. */
  claimName(name: string): boolean {
    const key = name.toLowerCase();
    if (this.names.has(key) || this.earlier?.names.has(key)) return false;
    this.names.add(key);
    return true;
  }

  keep(): void {
    for (const id of this.ids) this.earlier?.ids.add(id);
    for (const name of this.names) this.earlier?.names.add(name);
  }
}
