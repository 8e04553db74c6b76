import { Dto, Prop, ReturnsVoid } from '../../../dtos';
import { Handles, Service } from '../../../src/engine';

/** A message that is worked on until the test says that it is enough. */
@ReturnsVoid()
@Dto()
export class Wait {
  static readonly waiting = new Map<string, () => void>();
  static end(id: string): void {
    Wait.waiting.get(id)?.();
    Wait.waiting.delete(id);
  }

  @Prop('string') id?: string;
  constructor(init?: Partial<Wait>) {
    Object.assign(this, init);
  }
  createResponse(): void {}
}

export class WaitService extends Service {
  @Handles(Wait)
  any({ id = '' }: Wait): Promise<void> {
    return new Promise((resolve) => Wait.waiting.set(id, resolve));
  }
}
