namespace TestDigitalPlatform.Calls;

/// <summary>All settings in force for one customer, or for nobody in particular.</summary>
/// <param name="groups">The groups by their types.</param>
/// <param name="isWhole">Whether there are no others; in a test of a rule, the others have their defaults.</param>
internal sealed class SettingsValues(IReadOnlyDictionary<Type, object> groups, bool isWhole = true)
{
    /// <summary>Those of a service that has none.</summary>
    internal static readonly SettingsValues None = new(new Dictionary<Type, object>());

    /// <summary>Those of a test of a rule.</summary>
    internal static readonly SettingsValues Defaults = new(new Dictionary<Type, object>(), isWhole: false);

    /// <exception cref="InvalidOperationException">The service has no such group.</exception>
    internal TSettings Get<TSettings>()
        where TSettings : class, new()
    {
        if (groups.TryGetValue(typeof(TSettings), out var group))
            return (TSettings)group;
        return isWhole
            ? throw new InvalidOperationException(
                $"This service has no settings '{typeof(TSettings).Name}'. Derive a class from SettingsHandler for them.")
            : new TSettings();
    }

    internal SettingsValues With<TSettings>(TSettings settings)
        where TSettings : class, new() =>
        new(new Dictionary<Type, object>(groups) { [typeof(TSettings)] = settings }, isWhole);
}
