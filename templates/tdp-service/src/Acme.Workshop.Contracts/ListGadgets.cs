namespace Acme.Workshop.Contracts;

/// <summary>Lists gadgets, newest first.</summary>
[Get("/gadgets"), Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
[Sortable("createdAt", "title", Default = "-createdAt")]
public sealed record ListGadgets : PageQuery<GadgetSummary>
{
    /// <summary>Only those in one of these states.</summary>
    [Filter] public Filter<GadgetStatus> Status { get; init; }

    /// <summary>Only those created within these instants.</summary>
    [Filter(Operators.Range)] public Filter<DateTimeOffset> CreatedAt { get; init; }

    /// <summary>Only those with such a title.</summary>
    [Filter(Operators.Contains | Operators.StartsWith)] public Filter<string> Title { get; init; }
}

/// <summary>A gadget as lists show it.</summary>
/// <param name="Id">The gadget.</param>
/// <param name="Title">What it is called, in a few words. <example>For the spring campaign</example></param>
/// <param name="Status">The status. <example>open</example></param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record GadgetSummary(GadgetId Id, string Title, GadgetStatus Status, DateTimeOffset CreatedAt);
