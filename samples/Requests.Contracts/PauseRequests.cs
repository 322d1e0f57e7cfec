namespace Requests.Contracts;

/// <summary>Pauses the open requests of a customer: nobody can start work on them or escalate them.</summary>
/// <remarks>The service sends it when a customer is suspended. What is paused already stays as it is.</remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
[Post("/customers/{customer}/request-pause"), Allow(Role.PlatformAdministrator)]
public sealed record PauseRequests(CustomerId Customer) : ICommand;
