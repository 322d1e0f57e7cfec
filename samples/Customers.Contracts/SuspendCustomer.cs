namespace Customers.Contracts;

/// <summary>Suspends a customer: it can't change anything until it is reactivated.</summary>
/// <remarks>Refused with <c>customers.suspended</c> when it is suspended already.</remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="Reason">
/// The reason, which the customer can read.
/// <example>Three invoices are overdue.</example>
/// </param>
[Put("/customers/{customer}/suspension"), Allow(Role.PlatformAdministrator)]
public sealed record SuspendCustomer(
    CustomerId Customer,
    [Required, Length(1, 1_000)] string Reason) : ICommand;
