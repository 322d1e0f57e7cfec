using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace TestDigitalPlatform.Configuration;

/// <summary>Holds options against their declared limits, and reports every one that is broken.</summary>
internal static class OptionsCheck
{
    // A RangeAttribute of times reads its limits at its first use, and fails when two threads use it first.
    private static readonly Lock Attributes = new();

    /// <summary>Reads options from their section.</summary>
    /// <exception cref="PlatformException">TDP0303: a value can't be read as the option's type.</exception>
    internal static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        Bind(configuration, section, options);
        return options;
    }

    /// <summary>Sets options to what their section says.</summary>
    /// <exception cref="PlatformException">TDP0303: a value can't be read as the option's type.</exception>
    internal static void Bind(IConfiguration configuration, string section, object options)
    {
        try
        {
            configuration.GetSection(section).Bind(options);
        }
        catch (InvalidOperationException e)
        {
            // The binder's message names the setting and the type.
            throw new PlatformException(
                "TDP0303", $"The configuration section '{section}' has a value that can't be read: {e.Message}", e);
        }
    }

    /// <exception cref="PlatformException">TDP0303, with each option that is out of its limits.</exception>
    internal static void Check(string section, object options)
    {
        if (Broken(options) is { Count: > 0 } broken)
            throw new PlatformException("TDP0303", Told(section, broken));
    }

    /// <summary>What is wrong with each option that is out of its limits.</summary>
    internal static IReadOnlyList<string> Broken(object options)
    {
        var results = new List<ValidationResult>();
        lock (Attributes)
            Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage ?? "A value can't be used.")];
    }

    internal static string Told(string section, IReadOnlyList<string> broken) =>
        $"The configuration section '{section}' has values outside their limits: {string.Join(" ", broken)}";
}
