using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

/// <summary>One attribute of a contract, ready for the values of one type.</summary>
/// <remarks>
/// The framework's ranges convert a value to the type of their bounds, and its lengths count UTF-16: 10.4 would lie
/// within 1 to 10, three billion would be a failure, and an emoji two characters. Ours look at the value as it is.
/// </remarks>
internal sealed class ValueRule
{
    // The framework lets a pattern run for two seconds, on each value of a list.
    private const int MostMilliseconds = 100;

    private readonly Func<object, bool>? isKept;

    private ValueRule(ValidationAttribute attribute, Func<object, bool>? isKept) =>
        (Attribute, this.isKept) = (attribute, isKept);

    internal ValidationAttribute Attribute { get; }

    /// <param name="attribute">The attribute.</param>
    /// <param name="type">The type of the member; for a list, of its items or of the whole.</param>
    /// <exception cref="InvalidOperationException">The attribute's bounds are none of that type.</exception>
    internal static ValueRule Of(ValidationAttribute attribute, Type type)
    {
        var bare = SensitiveTypes.InnerOf(type) ?? Nullable.GetUnderlyingType(type) ?? type;
        Func<object, bool>? isKept = attribute switch
        {
            RangeAttribute range when IsOf<RangeAttribute>(range) => EachOf(RangeRule.For(range, ItemOf(bare))),
            AllowedValuesAttribute allowed when IsOf<AllowedValuesAttribute>(allowed) =>
                EachOf(ListedRule.For(allowed.Values, ItemOf(bare))),
            DeniedValuesAttribute denied when IsOf<DeniedValuesAttribute>(denied) =>
                Not(ListedRule.For(denied.Values, ItemOf(bare))),
            _ when LengthRule.Of(attribute) is { } length && IsOwn(attribute) => length.IsKept,
            _ => null,
        };
        if (attribute is RegularExpressionAttribute expression)
            expression.MatchTimeoutInMilliseconds = Math.Min(expression.MatchTimeoutInMilliseconds, MostMilliseconds);
        return new ValueRule(attribute, isKept);
    }

    internal static ValueRule[] Of(ValidationAttribute[] attributes, Type type) =>
        Array.ConvertAll(attributes, a => Of(a, type));

    /// <summary>Whether a value keeps to it. A null that the contract allows breaks nothing but <c>[Required]</c>.</summary>
    internal bool IsKept(object? value)
    {
        value = SensitiveTypes.PlainOf(value);
        if (value is null)
            return Attribute is not RequiredAttribute;
        try
        {
            return isKept?.Invoke(value) ?? Attribute.IsValid(value);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text made to keep the pattern busy does not fit it.
            return false;
        }
    }

    /// <summary>What is wrong with a value that is a part of something; <see langword="null"/> when nothing is.</summary>
    internal Phrase? Broken(object? value, ValidationContext whole)
    {
        value = SensitiveTypes.PlainOf(value);
        // A team's own rule may say that something is needed.
        if (isKept is not null || IsOwn(Attribute))
            return IsKept(value) ? (Phrase?)null : Message(whole.DisplayName, value);
        try
        {
            return Attribute.GetValidationResult(value, whole) is { } result
                ? Worded(result.ErrorMessage, whole.DisplayName)
                : (Phrase?)null;
        }
        catch (RegexMatchTimeoutException)
        {
            return Message(whole.DisplayName, value);
        }
    }

    internal Phrase Message(string name, object? value) =>
        RuleText.Of(Attribute, name, SensitiveTypes.PlainOf(value)) ?? Attribute.FormatErrorMessage(name);

    private static Phrase Worded(string? message, string name)
    {
        if (message is not null)
            return message;
        return $"'{name}' is not valid.";
    }

    internal string CodeOf(object? value) => CodeOfPlain(SensitiveTypes.PlainOf(value));

    private string CodeOfPlain(object? value) => Attribute switch
    {
        RequiredAttribute => "required",
        RangeAttribute => "out_of_range",
        RegularExpressionAttribute or DataTypeAttribute or Base64StringAttribute => "invalid_format",
        AllowedValuesAttribute or DeniedValuesAttribute => "not_allowed",
        _ => LengthRule.Of(Attribute)?.CodeOf(value) ?? "invalid",
    };

    // A rule that a team derives and gives a test of its own keeps that.
    private static bool IsOf<T>(ValidationAttribute attribute)
        where T : ValidationAttribute =>
        attribute.GetType() == typeof(T)
        || attribute.GetType().GetMethod(nameof(ValidationAttribute.IsValid), [typeof(object)])?.DeclaringType
            == typeof(T);

    // Of the framework itself, and looking at nothing but the value.
    private static bool IsOwn(ValidationAttribute attribute) =>
        attribute.GetType().Namespace == typeof(ValidationAttribute).Namespace
        && attribute is not (CompareAttribute or CustomValidationAttribute);

    private static Type ItemOf(Type type) => ItemTypes.Of(type) is { } item
        ? Nullable.GetUnderlyingType(item) ?? item
        : type;

    // What is said about a single value holds for each that a list carries.
    private static Func<object, bool>? EachOf(Func<object, bool>? isKept) => isKept is null
        ? null
        : value => ItemTypes.ItemsOf(value) is { } items
            ? items.Cast<object?>().All(item => item is null || isKept(item))
            : isKept(value);

    private static Func<object, bool>? Not(Func<object, bool>? isListed) => isListed is null
        ? null
        : EachOf(value => !isListed(value));
}
