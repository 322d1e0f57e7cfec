namespace Customers.Contracts;

/// <summary>Creates a customer and invites its first administrator.</summary>
/// <remarks>Refused with <c>customers.already_exists</c> when the id is taken; ids are never given twice.</remarks>
/// <param name="Id">The customer's short name, which never changes. <example>acme</example></param>
/// <param name="Name">The customer's name for people. <example>Acme Corporation</example></param>
/// <param name="Plan">The plan.</param>
/// <param name="AdministratorEmail">
/// The email address of the first administrator.
/// <example>ada@acme.example</example>
/// </param>
/// <param name="AdministratorName">The first administrator's name for people. <example>Ada Archer</example></param>
[Post("/customers"), Allow(Role.PlatformAdministrator)]
public sealed record CreateCustomer(
    CustomerId Id,
    [Required, Length(1, 100)] string Name,
    Plan Plan,
    [EmailAddress, Length(3, 254)] string AdministratorEmail,
    [Required, Length(1, 100)] string AdministratorName) : ICommand<CustomerReceipt>;

/// <summary>Confirms that a customer was created.</summary>
/// <param name="Id">The new customer.</param>
/// <param name="Administrator">Its first administrator. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
public sealed record CustomerReceipt(CustomerId Id, UserId Administrator);
