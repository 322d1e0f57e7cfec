using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

/// <summary>How long a text or a list may be: a text in code points, bytes in bytes, all else in entries.</summary>
internal readonly record struct LengthRule(int Least, int Most)
{
    /// <summary>What an attribute says about lengths; <see langword="null"/> when it says nothing.</summary>
    internal static LengthRule? Of(ValidationAttribute attribute) => attribute switch
    {
        LengthAttribute length => new(length.MinimumLength, length.MaximumLength),
        StringLengthAttribute length => new(length.MinimumLength, length.MaximumLength),
        MinLengthAttribute least => new(least.Length, int.MaxValue),
        // -1 is the most that there can be.
        MaxLengthAttribute most => new(0, most.Length < 0 ? int.MaxValue : most.Length),
        _ => null,
    };

    internal bool IsKept(object value) => LengthOf(value) is { } length && length >= Least && length <= Most;

    internal string CodeOf(object? value) => (value, LengthOf(value)) switch
    {
        (_, null) => "invalid",
        (string or byte[] or Uri, { } length) => length < Least ? "too_short" : "too_long",
        (_, { } count) => count < Least ? "too_few" : "too_many",
    };

    private static int? LengthOf(object? value) => value switch
    {
        string text => Text.LengthOf(text),
        Uri address => Text.LengthOf(address.OriginalString),
        IEnumerable items => ItemTypes.Count(items),
        _ => null,
    };
}

/// <summary>What is asked of attributes before there is a value.</summary>
internal static class LengthRules
{
    /// <summary>Whether a rule says how long a value may be at most, in place of the platform's bound.</summary>
    internal static bool BoundsLength(this ValidationAttribute attribute) =>
        attribute is LengthAttribute or StringLengthAttribute or MaxLengthAttribute;
}
