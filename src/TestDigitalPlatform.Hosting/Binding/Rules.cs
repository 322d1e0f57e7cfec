using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>Holds values against a contract's attributes, and gives each broken one a stable code.</summary>
internal static class Rules
{
    internal static bool Check(RequestBinding binding, string name, object? value, ValidationAttribute[] rules)
    {
        var kept = true;
        foreach (var rule in rules)
        {
            if (IsKept(rule, value))
                continue;
            kept = false;
            binding.Add(name, CodeOf(rule, value), rule.FormatErrorMessage(name));
        }

        return kept;
    }

    /// <summary>The same for rules that may look at what the value is a part of.</summary>
    internal static bool CheckWithin(
        RequestBinding binding, string name, object? value, ValidationAttribute[] rules, ValidationContext whole)
    {
        var kept = true;
        foreach (var rule in rules)
        {
            if (Broken(rule, value, whole) is not { } message)
                continue;
            kept = false;
            binding.Add(name, CodeOf(rule, value), message);
        }

        return kept;
    }

    private static string CodeOf(ValidationAttribute rule, object? value) => rule switch
    {
        RequiredAttribute => "required",
        LengthAttribute length => CodeOfLength(value, length.MinimumLength),
        StringLengthAttribute length => CodeOfLength(value, length.MinimumLength),
        MinLengthAttribute => CodeOfLength(value, int.MaxValue),
        MaxLengthAttribute => CodeOfLength(value, 0),
        RangeAttribute => "out_of_range",
        RegularExpressionAttribute or DataTypeAttribute or Base64StringAttribute => "invalid_format",
        AllowedValuesAttribute or DeniedValuesAttribute => "not_allowed",
        _ => "invalid",
    };

    private static bool IsKept(ValidationAttribute rule, object? value)
    {
        try
        {
            return rule.IsValid(value);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text made to keep the pattern busy does not fit it.
            return false;
        }
    }

    private static string? Broken(ValidationAttribute rule, object? value, ValidationContext whole)
    {
        try
        {
            return rule.GetValidationResult(value, whole) is { } result
                ? result.ErrorMessage ?? $"'{whole.DisplayName}' is not valid."
                : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return rule.FormatErrorMessage(whole.DisplayName);
        }
    }

    private static string CodeOfLength(object? value, int minimum) => value switch
    {
        string text => text.Length < minimum ? "too_short" : "too_long",
        ICollection items => items.Count < minimum ? "too_few" : "too_many",
        _ => "invalid",
    };
}
