using Customers.Contracts.Events;

namespace Requests;

/// <summary>Customers as this service knows them: a read model, kept from the events of the service Customers.</summary>
[Projection("customer")]
internal sealed class CustomerDirectory :
    IEventHandler<CustomerCreated>, IEventHandler<CustomerSuspended>, IEventHandler<CustomerReactivated>
{
    public static Decision<Nothing> Decide(CustomerCreated @event, EventContext context) =>
        Decision.Accept().Change(Know(@event.Customer, suspended: false));

    public static Decision<Nothing> Decide(CustomerSuspended @event, EventContext context) =>
        Decision.Accept().Change(Know(@event.Customer, suspended: true));

    public static Decision<Nothing> Decide(CustomerReactivated @event, EventContext context) =>
        Decision.Accept().Change(Know(@event.Customer, suspended: false));

    private static Sql Know(CustomerId customer, bool suspended) =>
        $"""
        insert into customer (customer_id, suspended) values ({customer}, {suspended})
        on conflict (customer_id) do update set suspended = excluded.suspended
        """;
}
