namespace TestDigitalPlatform.Maintenance;

/// <summary>Gives a customer a new key, which sensitive values are encrypted with from then on.</summary>
/// <remarks>
/// It is made within seconds, and every node uses it within half a minute more. Values that were stored before are still
/// read with their own key.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
[Post("/platform/customers/{customer}/key-rotations"), Allow(Role.PlatformAdministrator)]
public sealed record RotateCustomerKey(CustomerId Customer) : ICommand;
