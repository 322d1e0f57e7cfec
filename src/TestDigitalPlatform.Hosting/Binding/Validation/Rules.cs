using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

/// <summary>Holds values against a contract's attributes, and gives each broken one a stable code.</summary>
internal static class Rules
{
    internal static bool Check(RequestBinding binding, string name, object? value, ValueRule[] rules)
    {
        var kept = true;
        foreach (var rule in rules)
        {
            if (rule.IsKept(value))
                continue;
            kept = false;
            binding.Add(name, rule.CodeOf(value), rule.Message(name, value));
        }

        return kept;
    }

    /// <summary>The same for rules that may look at what the value is a part of.</summary>
    internal static bool CheckWithin(
        RequestBinding binding, string name, object? value, ValueRule[] rules, ValidationContext whole)
    {
        var kept = true;
        foreach (var rule in rules)
        {
            if (rule.Broken(value, whole) is not { } message)
                continue;
            kept = false;
            binding.Add(name, rule.CodeOf(value), message);
        }

        return kept;
    }
}
