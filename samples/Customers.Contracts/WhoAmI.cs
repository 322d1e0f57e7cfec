namespace Customers.Contracts;

/// <summary>Tells who the caller is, and on whose behalf.</summary>
[Get("/me"), Allow]
public sealed record WhoAmI : IQuery<Identity>;

/// <summary>Who calls.</summary>
/// <param name="User">Whose rights are used. <example>acme-user-1</example></param>
/// <param name="Role">What that user is. <example>customerUser</example></param>
/// <param name="Customer">The user's customer; <see langword="null"/> for the platform's own people.</param>
/// <param name="CustomerName">The customer's name for people. <example>Acme Corporation</example></param>
/// <param name="DisplayName">
/// The user's name for people; <see langword="null"/> when the user is no user of a customer.
/// <example>Grace Garcia</example>
/// </param>
/// <param name="Email">Where mail reaches the user. <example>grace@acme.example</example></param>
/// <param name="Actor">
/// Who really acts, when somebody acts on the user's behalf.
/// <example>platform-admin-1</example>
/// </param>
public sealed record Identity(
    UserId User,
    Role Role,
    CustomerId? Customer,
    string? CustomerName,
    string? DisplayName,
    string? Email,
    UserId? Actor);
