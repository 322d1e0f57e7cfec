using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Configuration;

/// <summary>Holds options against their declared limits, and reports every one that is broken.</summary>
internal static class OptionsCheck
{
    /// <exception cref="PlatformException">TDP0303, with each option that is out of its limits.</exception>
    internal static void Check(string section, object options)
    {
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
            throw new PlatformException(
                "TDP0303",
                $"The configuration section '{section}' has values out of their limits: "
                + string.Join(" ", results.Select(r => r.ErrorMessage)));
    }
}
