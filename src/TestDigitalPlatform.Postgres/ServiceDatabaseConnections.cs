namespace TestDigitalPlatform.Postgres;

/// <summary>The connection strings of a service's database. Both contain passwords: do not log them.</summary>
/// <param name="App">
/// For requests: the role <c>&lt;service&gt;_app</c>, which owns nothing, creates nothing and cannot bypass row-level
/// security.
/// </param>
/// <param name="Owner">For migrations: the role <c>&lt;service&gt;_owner</c>, which owns the database.</param>
public sealed record ServiceDatabaseConnections(string App, string Owner);
