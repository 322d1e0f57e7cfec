namespace TestDigitalPlatform;

/// <summary>A group of settings as an administrator sees it.</summary>
/// <param name="Values">What is in force.</param>
/// <param name="Own">The members, as JSON names them, that are the caller's customer's own, or the platform's; all others
/// are inherited.</param>
/// <param name="Version">Grows by one with each change of the own ones or of those that may be inherited; 0 before the
/// first.</param>
/// <typeparam name="TSettings">The group.</typeparam>
public sealed record SettingsView<TSettings>(TSettings Values, IReadOnlyList<string> Own, long Version) : IVersioned
    where TSettings : class, new();
