using System.Reflection;

namespace TestDigitalPlatform.Settings;

/// <summary>One group of settings that the service has.</summary>
/// <param name="Name">What it is stored as.</param>
/// <param name="Type">The record.</param>
/// <param name="Default">The record's defaults.</param>
internal sealed record SettingsGroup(string Name, Type Type, object Default)
{
    /// <summary>The group that a handler answers for and changes; <see langword="null"/> when it is no handler of
    /// settings.</summary>
    /// <exception cref="PlatformException">TDP0362: the record has no name that it can be stored as.</exception>
    internal static SettingsGroup? Of(Type handler)
    {
        for (var type = handler; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(SettingsHandler<,,>))
                return Of(type.GenericTypeArguments[2], NameOf(type.GenericTypeArguments[2]));
        }

        return null;
    }

    internal static string NameOf(Type type) =>
        type.GetCustomAttribute<SettingsAttribute>() is { } declared && CustomerId.TryParse(declared.Name, null, out _)
            ? declared.Name
            : throw new PlatformException("TDP0362", $"The settings '{type.Name}' have no name that they can be stored as. "
                + "Give the record [Settings(\"…\")], with 2 to 63 lower-case letters, digits and single hyphens.");

    private static SettingsGroup Of(Type group, string name) => new(name, group, Activator.CreateInstance(group)!);
}
