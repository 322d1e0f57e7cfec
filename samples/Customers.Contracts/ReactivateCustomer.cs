namespace Customers.Contracts;

/// <summary>Ends a customer's suspension.</summary>
/// <remarks>Refused with <c>customers.not_suspended</c> when there is none.</remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
[Delete("/customers/{customer}/suspension"), Allow(Role.PlatformAdministrator)]
public sealed record ReactivateCustomer(CustomerId Customer) : ICommand;
