namespace Requests.Contracts;

/// <summary>Continues the work on the requests of a customer that were paused.</summary>
/// <remarks>The service sends it when a customer is reactivated.</remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
[Post("/customers/{customer}/request-resumption"), Allow(Role.PlatformAdministrator)]
public sealed record ResumeRequests(CustomerId Customer) : ICommand;
