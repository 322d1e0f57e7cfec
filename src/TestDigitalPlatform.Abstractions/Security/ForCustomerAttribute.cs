namespace TestDigitalPlatform;

/// <summary>
/// Says that a query or command is for one customer: a caller who belongs to none is refused with 403
/// <c>customer_required</c> before anything is fetched or decided.
/// </summary>
/// <remarks>
/// It goes without saying where <see cref="AllowAttribute"/> names customers' roles alone. Write it where roles of the
/// platform, or everybody who is signed in, may use an operation that needs a customer nevertheless.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ForCustomerAttribute : Attribute;
