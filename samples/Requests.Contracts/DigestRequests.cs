namespace Requests.Contracts;

/// <summary>Publishes what has happened to the customer's requests since a time, as the webhook <c>requests.digested</c>.</summary>
/// <remarks>The service sends it each morning. Nothing is published when nothing has happened and no request is open.</remarks>
/// <param name="Since">From when on, in UTC. <example>2026-03-02T06:00:00Z</example></param>
[Post("/request-digests"), Allow(Role.CustomerAdministrator)]
public sealed record DigestRequests(DateTimeOffset Since) : ICommand;
