namespace Customers.Contracts;

/// <summary>Changes what a customer has booked.</summary>
/// <remarks>
/// Refused with <c>customers.plan_too_small</c> when the customer has more users than the new plan allows, and with
/// <c>customers.suspended</c> while it is suspended. Open requests beyond the new plan stay; there can only be no more
/// of them.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="Plan">The new plan.</param>
[Put("/customers/{customer}/plan"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record ChangePlan(CustomerId Customer, Plan Plan) : ICommand;
