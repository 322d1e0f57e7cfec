namespace TestDigitalPlatform.Identity;

/// <summary>Lists the registered applications. The first registered comes first.</summary>
[Get("/clients"), Allow(Role.PlatformAdministrator)]
[Sortable("createdAt")]
public sealed record ListClients : PageQuery<ClientSummary>;

/// <summary>An application as lists show it.</summary>
/// <param name="Id">The <c>client_id</c>. <example>acme-erp</example></param>
/// <param name="DisplayName">The name that people see. <example>Acme ERP</example></param>
/// <param name="IsConfidential">Whether it authenticates itself.</param>
/// <param name="Secrets">How many secrets are valid: 2 during a rotation.</param>
/// <param name="CreatedAt">When it was registered.</param>
public sealed record ClientSummary(
    string Id, string DisplayName, bool IsConfidential, int Secrets, DateTimeOffset CreatedAt);
