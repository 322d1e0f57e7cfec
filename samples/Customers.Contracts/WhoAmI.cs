namespace Customers.Contracts;

/// <summary>Returns the caller and on whose behalf they act.</summary>
[Get("/me"), Allow]
public sealed record WhoAmI : IQuery<Identity>;

/// <summary>Who calls.</summary>
/// <param name="User">Whose rights are used. <example>acme-user-1</example></param>
/// <param name="Role">What that user is. <example>customerUser</example></param>
/// <param name="Customer">The user's customer; <see langword="null"/> for the platform's own people.</param>
/// <param name="CustomerName">The customer's name for people. <example>Acme Corporation</example></param>
/// <param name="DisplayName">
/// The user's display name; <see langword="null"/> if the user is not a customer's user.
/// <example>Grace Garcia</example>
/// </param>
/// <param name="Email">The user's email address. <example>grace@acme.example</example></param>
/// <param name="Actor">
/// The actual user, when someone acts on the user's behalf.
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
