namespace Acme.Workshop.Contracts;

/// <summary>Gets a gadget.</summary>
/// <param name="Gadget">The gadget.</param>
[Get("/gadgets/{gadget}"), Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record GetGadget(GadgetId Gadget) : IQuery<GadgetDetails>;

/// <summary>A gadget with everything that is known of it.</summary>
/// <param name="Id">The gadget.</param>
/// <param name="Title">What it is called, in a few words. <example>For the spring campaign</example></param>
/// <param name="Status">The status. <example>closed</example></param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ClosedBecause">
/// Why it was closed; <see langword="null"/> while it is open.
/// <example>Everything was delivered.</example>
/// </param>
/// <param name="Version">Grows by one with each change. <example>2</example></param>
public sealed record GadgetDetails(
    GadgetId Id,
    string Title,
    GadgetStatus Status,
    DateTimeOffset CreatedAt,
    string? ClosedBecause,
    long Version) : IVersioned;
