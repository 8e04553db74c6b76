import type { batchBody, UpdateBody } from './bodies';
import type { OperationName } from './fields';

/** What the operations do once their message is read and checked: the same for every peer. */
export const work: Readonly<Record<OperationName, (request: never) => object>> = {
  Echo: ({ Name }: { Name: string }) => ({ Result: `Hello, ${Name}!` }),
  UpdateCustomer: updateCustomer,
  BatchRegisterCustomers: ({ customers }: ReturnType<typeof batchBody>) =>
    customers.map((customer, index) => ({ customer, index })),
};

const at = '2024-01-02T03:04:05Z';

function updateCustomer(request: UpdateBody) {
  const { CustomFields = [], AccessKeys = [] } = request;
  return {
    Id: request.Id,
    Firstname: request.Firstname,
    Lastname: request.Lastname,
    Email: request.Email,
    Phone: request.Phone,
    ImageUrl: `https://img.example.org/c/${request.Id}.png`,
    CustomFields: CustomFields.map((field) => ({
      Id: field.Id,
      Name: `Field ${field.Id}`,
      Description: 'For how many persons is this booking?',
      Width: 20,
      DataType: 'TextBox',
      DefaultValue: '3',
      IsMandatory: false,
      MandatoryErrorMessage: 'required',
      MaxLength: 200,
      MultipleLineText: false,
      RegEx: '',
      RegExErrorMessage: '',
      Values: [{ Value: field.Value }],
    })),
    CustomFieldValues: CustomFields.map((field) => ({
      Id: field.Id,
      Column: `Text${field.Id}`,
      Name: `Field ${field.Id}`,
      Description: 'd',
      Value: field.Value,
      DataType: 'TextBox',
    })),
    Comments: [
      {
        Id: 1,
        CustomerId: request.Id,
        Comments: 'Called twice, prefers mornings.',
        Updated: at,
        Created: at,
        ImageUrl: '',
      },
    ],
    AccessKeys: AccessKeys.map((key) => ({
      CompanyId: key.CompanyId,
      AccessKeyTypeId: key.AccessKeyTypeId,
      Value: key.Value,
      CustomerId: key.CustomerId,
      Description: key.Description,
      Id: key.Id,
    })),
    Updated: at,
    Created: at,
    SubscribedToNewsletter: request.SubscribedToNewsletter ?? false,
    InvoiceAddress: request.InvoiceAddress,
  };
}
