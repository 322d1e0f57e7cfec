namespace Customers.Contracts;

/// <summary>Lists all customers, by name.</summary>
[Get("/customers"), Allow(Role.PlatformAdministrator)]
[Sortable("name", "createdAt")]
public sealed record ListCustomers : PageQuery<CustomerSummary>
{
    /// <summary>Only customers in one of these states.</summary>
    [Filter] public Filter<CustomerStatus> Status { get; init; }

    /// <summary>Only customers with one of these plans.</summary>
    [Filter] public Filter<Plan> Plan { get; init; }

    /// <summary>Only customers with such a name.</summary>
    [Filter(Operators.Contains | Operators.StartsWith)] public Filter<string> Name { get; init; }
}

/// <summary>A customer as lists show it.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Name">
/// The display name.
/// <example>Acme Corporation</example>
/// </param>
/// <param name="Status">The status of the customer.</param>
/// <param name="Plan">The plan. <example>standard</example></param>
/// <param name="Users">
/// The number of users, without deactivated users.
/// <example>10</example>
/// </param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record CustomerSummary(
    CustomerId Id, string Name, CustomerStatus Status, Plan Plan, int Users, DateTimeOffset CreatedAt);
