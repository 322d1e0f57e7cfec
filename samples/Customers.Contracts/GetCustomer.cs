namespace Customers.Contracts;

/// <summary>Gets a customer: its plan, its settings and how much of the plan is used.</summary>
/// <param name="Customer">
/// The customer; your own, unless you are a Platform Administrator.
/// <example>acme</example>
/// </param>
[Get("/customers/{customer}"), Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record GetCustomer(CustomerId Customer) : IQuery<CustomerDetails>;

/// <summary>A customer with everything that belongs to its account.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Name">
/// The display name.
/// <example>Acme Corporation</example>
/// </param>
/// <param name="Status">
/// The status of the customer.
/// <example>suspended</example>
/// </param>
/// <param name="SuspendedFor">
/// Why it is suspended; <see langword="null"/> while it is active.
/// <example>Three invoices are overdue.</example>
/// </param>
/// <param name="Plan">The plan. <example>standard</example></param>
/// <param name="MaxUsers">The maximum number of users of the plan. <example>100</example></param>
/// <param name="MaxOpenRequests">
/// The maximum number of open requests of the plan.
/// <example>1000</example>
/// </param>
/// <param name="Users">
/// The number of users, without deactivated users.
/// <example>10</example>
/// </param>
/// <param name="Settings">How it wants the system to behave.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Version">Grows by one with each change of the customer or its users.</param>
public sealed record CustomerDetails(
    CustomerId Id,
    string Name,
    CustomerStatus Status,
    string? SuspendedFor,
    Plan Plan,
    int MaxUsers,
    int MaxOpenRequests,
    int Users,
    CustomerSettings Settings,
    DateTimeOffset CreatedAt,
    long Version) : IVersioned;
