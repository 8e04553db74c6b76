import { CreateOutbox1764000400000 } from '../migrations/1764000400000-create-outbox';
import { OutboxMessageEntity } from './outbox-message-entity';

export const messageEntities = [OutboxMessageEntity];
export const messageMigrations = [CreateOutbox1764000400000];
