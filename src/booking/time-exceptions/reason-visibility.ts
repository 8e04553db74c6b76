/** Who reads a time exception. */
export interface Viewer {
  /** Has one of the administrator roles; `…-read` counts for reading (decisions D45). */
  readonly isReader: boolean;
  /** The resources of the company that are the caller's own; none: a customer. */
  readonly resourceIds: readonly number[];
}

/**
 * Whether the internal reason may be shown (domain 3.12).
 *
 * Customers are told the public reason only. Staff, who are the resources of the company, read each other's reasons
 * unless one is private; it is then for the resources that it belongs to.
 */
export function mayReadReason(
  viewer: Viewer,
  exception: { readonly private: boolean; readonly resourceIds: readonly number[] },
): boolean {
  if (viewer.isReader) return true;
  const isConnected = exception.resourceIds.some((id) => viewer.resourceIds.includes(id));
  return isConnected || (viewer.resourceIds.length > 0 && !exception.private);
}
