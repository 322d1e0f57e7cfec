namespace TestDigitalPlatform.Postgres;

/// <summary>How a service reaches its database. Both hold passwords: keep them out of logs.</summary>
/// <param name="App">
/// For requests: the role <c>&lt;service&gt;_app</c>, which owns nothing, makes nothing and cannot bypass row-level
/// security.
/// </param>
/// <param name="Owner">For migrations: the role <c>&lt;service&gt;_owner</c>, which owns the database.</param>
public sealed record ServiceDatabaseConnections(string App, string Owner);
