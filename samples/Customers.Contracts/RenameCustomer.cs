namespace Customers.Contracts;

/// <summary>Changes a customer's name for people; its id stays.</summary>
/// <remarks>Refused with <c>customers.suspended</c> while the customer is suspended.</remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="Name">The new name. <example>Acme International</example></param>
[Put("/customers/{customer}/name"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record RenameCustomer(
    CustomerId Customer,
    [Required, Length(1, 100)] string Name) : ICommand;
