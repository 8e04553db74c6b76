import type { DataSource } from 'typeorm';
import { asBookingList, type BookingList } from '../../../dtos/booking/common';
import {
  CreateCustomField,
  CustomFieldQuery,
  CustomFieldQueryResponse,
  CustomFieldSlotQuery,
  CustomFieldSlotResponse,
  DeleteCustomField,
  UpdateCustomField,
} from '../../../dtos/booking/custom-fields';
import type { ResponseError } from '../../../dtos/common';
import { entityList, inTransaction, toQueryResponse } from '../../data';
import { type Clock, Handles, HttpError } from '../../engine';
import { BookingService } from '../booking-service';
import { violatedConstraint } from '../database-errors';
import { refuse } from '../error-codes';
import { pageOfRows } from '../page-of-rows';
import { mergeChoices } from './choice-drafts';
import type { CustomFieldEntity } from './custom-field-entity';
import { CustomFieldRepository, type FieldDraft, type ValueDraft } from './custom-field-repository';
import { changedFieldDraft, draftErrors, newFieldDraft } from './field-draft';
import { columnOf, customerTable, firstFreeSlot, slotCount } from './slots';
import { toCustomField } from './to-custom-field';

const fieldColumns = {
  Id: 'field.id',
  Name: 'field.name',
  FieldId: 'field.slot',
  Table: 'field.targetTable',
  Active: 'field.active',
  Datatype: 'field.dataType',
};
const fieldList = entityList(CustomFieldQuery, { columns: fieldColumns, defaultOrder: 'FieldId', key: 'Id' });

/** Administers the custom fields of a company (domain 2, companions). */
export class CustomFieldServices extends BookingService {
  private readonly fields: CustomFieldRepository;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
    this.fields = new CustomFieldRepository(dataSource.manager);
  }

  @Handles(CreateCustomField)
  post(request: CreateCustomField): Promise<CustomFieldQueryResponse> {
    const { companyId } = this;
    return inTransaction(this.dataSource, async (tx) => {
      const fields = this.fields.in(tx);
      await fields.holdSlots(companyId);
      const draft = newFieldDraft(request, chooseSlot(request.FieldId, await fields.usedSlots(companyId)));
      const choices = mergeChoices([], request.Values ?? []);
      await refuseInvalid(fields, draft, choices.all, choices.errors);

      const id = await fields.add(companyId, draft, this.clock.now());
      await fields.saveValues(companyId, id, choices.changed);
      return answer(fields, companyId, id);
    });
  }

  @Handles(UpdateCustomField)
  put(request: UpdateCustomField): Promise<CustomFieldQueryResponse> {
    const { companyId } = this;
    return inTransaction(this.dataSource, async (tx) => {
      const fields = this.fields.in(tx);
      const stored = (await fields.lock(companyId, request.Id)) ?? notFound(request.Id);
      const draft = changedFieldDraft(request, stored);
      const choices = mergeChoices(await fields.values(companyId, [stored.id]), request.Values ?? []);
      await refuseInvalid(fields, draft, choices.all, choices.errors);

      await this.change(fields, stored, draft);
      await fields.saveValues(companyId, stored.id, choices.changed);
      return answer(fields, companyId, stored.id);
    });
  }

  @Handles(DeleteCustomField)
  delete(request: DeleteCustomField): Promise<CustomFieldQueryResponse> {
    const { companyId } = this;
    return inTransaction(this.dataSource, async (tx) => {
      const fields = this.fields.in(tx);
      const stored = (await fields.lock(companyId, request.Id)) ?? notFound(request.Id);
      // The row is held: whoever stores a value meanwhile waits, and then finds the field gone.
      const response = await answer(fields, companyId, stored.id);
      if (await fields.hasStoredValues(companyId, stored.id)) {
        await fields.change(companyId, stored.id, { active: false }, this.clock.now());
      } else {
        await fields.remove(companyId, stored.id);
      }
      return new CustomFieldQueryResponse({ ...response, Active: false });
    });
  }

  @Handles(CustomFieldQuery)
  async get(request: CustomFieldQuery): Promise<BookingList<CustomFieldQueryResponse>> {
    const { companyId } = this;
    const page = await fieldList(request, this.context)(this.fields.fields(companyId));
    const ids = page.items.map((field) => field.id);
    const values = request.IncludeCustomFieldValues ? await this.fields.values(companyId, ids) : undefined;
    const validations = await validationsById(this.fields);
    return asBookingList(toQueryResponse(page, (field) => toCustomField(field, values, validations)));
  }

  @Handles(CustomFieldSlotQuery, 'GET')
  async slots(request: CustomFieldSlotQuery): Promise<BookingList<CustomFieldSlotResponse>> {
    const used = await this.fields.usedSlots(this.companyId);
    const slots = Array.from({ length: slotCount }, (_, index) => index + 1).map(
      (slot) =>
        new CustomFieldSlotResponse({
          FieldId: slot,
          Column: columnOf(slot),
          Table: customerTable,
          Free: !used.has(slot),
        }),
    );
    const wanted = slots.filter((slot) => request.FreeSlots === undefined || slot.Free === request.FreeSlots);
    return asBookingList(pageOfRows(wanted, request));
  }

  private async change(fields: CustomFieldRepository, stored: CustomFieldEntity, draft: FieldDraft): Promise<void> {
    try {
      await fields.change(this.companyId, stored.id, draft, this.clock.now());
    } catch (error) {
      if (violatedConstraint(error) === 'uq_custom_field_slot') throw slotTaken(draft.slot, error);
      throw error;
    }
  }
}

function notFound(id: number): never {
  throw HttpError.notFound(`The company has no custom field ${id}.`);
}

function slotTaken(slot: number, cause?: unknown): HttpError {
  const message = `Slot ${slot} is used by another custom field; GET /customfields/slots lists the free ones.`;
  return refuse('CustomFieldSlotTaken', 'FieldId', message, { cause });
}

/** Absent and 0: the first free slot. */
function chooseSlot(wanted: number | undefined, used: ReadonlySet<number>): number {
  if (wanted && used.has(wanted)) throw slotTaken(wanted);
  const slot = wanted || firstFreeSlot(used);
  if (slot !== undefined) return slot;
  const message = `All ${slotCount} slots are in use; delete a custom field first.`;
  throw refuse('NoFreeCustomFieldSlot', 'FieldId', message);
}

async function refuseInvalid(
  fields: CustomFieldRepository,
  draft: FieldDraft,
  values: readonly ValueDraft[],
  valueErrors: readonly ResponseError[],
): Promise<void> {
  const validation = draft.regExId === null ? null : await fields.findValidation(draft.regExId);
  const errors = [...valueErrors, ...draftErrors(draft, values, validation)];
  if (errors.length > 0) throw HttpError.validation(errors);
}

async function validationsById(fields: CustomFieldRepository) {
  const validations = await fields.validations();
  return new Map(validations.map((validation) => [validation.id, validation]));
}

async function answer(fields: CustomFieldRepository, companyId: string, id: number): Promise<CustomFieldQueryResponse> {
  const stored = (await fields.find(companyId, id)) ?? notFound(id);
  return toCustomField(stored, await fields.values(companyId, [id]), await validationsById(fields));
}
