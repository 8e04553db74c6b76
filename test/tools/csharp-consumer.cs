// What a client writes with the generated classes: the answer's type comes from the request.
using System;
using System.Collections.Generic;
using BokaMera.API.ServiceModel.Dtos;
using BokaMera.API.ServiceModel.Enums;
using PwC.TaxFiling.ServiceModel;
using ServiceStack;

public static class Consumer
{
    static T Send<T>(IReturn<T> request) { return default(T); }
    static void Send(IReturnVoid request) {}

    public static void Use()
    {
        CustomerQueryResponse customer = Send(new UpdateCustomer
        {
            Id = Guid.NewGuid(),
            CompanyId = null,
            SubscribedToNewsletter = true,
            CustomFields = new List<AddCustomField> { new AddCustomField { Id = 1, Value = "x" } },
        });
        DateTime created = customer.Created;
        List<CustomerQueryResponse> rows = Send(new CustomerQuery { Search = "x", Take = 5 }).Results;
        ICompany company = new CreateResourceTimeException
        {
            From = new DateTime(2030, 1, 7),
            DaysOfWeek = new[] { 1, 2 },
            CollidingBookingOptions = CollidingBookingOptions.AddAndCancelCollidingBookings,
            Force = true,
        };
        IHasUserName account = new Account { UserName = "anna", RefId = 1 };
        var registered = Send(new BatchRegisterCustomers
        {
            Customers = new List<Customer> { new Customer { Name = "A", Type = CustomerType.Network } },
        });
        long index = registered[0].Index;
    }
}
