using System.Collections;
using System.ComponentModel.DataAnnotations;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

/// <summary>What is said about a broken rule of the framework, unless the contract says it in words of its own.</summary>
internal static class RuleText
{
    // These have a text of their own from the start, so that it does not tell whether a contract gave them one.
    private static readonly Dictionary<Type, string?> Usual = new ValidationAttribute[]
    {
        new EmailAddressAttribute(), new UrlAttribute(), new PhoneAttribute(), new CreditCardAttribute(),
        new Base64StringAttribute(), new AllowedValuesAttribute(), new DeniedValuesAttribute(),
    }.ToDictionary(attribute => attribute.GetType(), attribute => attribute.ErrorMessage);

    /// <returns><see langword="null"/> where the attribute has words of its own.</returns>
    internal static Phrase? Of(ValidationAttribute attribute, string name, object? value)
    {
        if (attribute.ErrorMessageResourceName is not null
            || attribute.ErrorMessage != Usual.GetValueOrDefault(attribute.GetType()))
            return null;
        return attribute switch
        {
            RequiredAttribute => Say($"'{name}' is required."),
            RangeAttribute range => OfRange(range, name),
            RegularExpressionAttribute pattern => Say($"'{name}' does not match the pattern {pattern.Pattern}."),
            AllowedValuesAttribute allowed => Say($"'{name}' must be one of: {string.Join(", ", allowed.Values)}."),
            DeniedValuesAttribute denied => Say($"'{name}' must not be one of: {string.Join(", ", denied.Values)}."),
            EmailAddressAttribute => Say($"'{name}' is not an e-mail address."),
            UrlAttribute => Say($"'{name}' is not an http, https or ftp address."),
            PhoneAttribute => Say($"'{name}' is not a telephone number."),
            CreditCardAttribute => Say($"'{name}' is not a card number."),
            Base64StringAttribute => Say($"'{name}' is not base64."),
            _ => LengthRule.Of(attribute) is { } length ? OfLength(length, name, value) : (Phrase?)null,
        };
    }

    private static Phrase OfRange(RangeAttribute range, string name)
    {
        var (least, most) = (Bound.TextOf(range.Minimum), Bound.TextOf(range.Maximum));
        return (range.MinimumIsExclusive, range.MaximumIsExclusive) switch
        {
            (false, false) => Say($"'{name}' must be from {least} to {most}."),
            (true, false) => Say($"'{name}' must be more than {least} and at most {most}."),
            (false, true) => Say($"'{name}' must be at least {least} and less than {most}."),
            _ => Say($"'{name}' must be more than {least} and less than {most}."),
        };
    }

    private static Phrase OfLength(LengthRule rule, string name, object? value) =>
        (value is byte[], value is IEnumerable and not string, rule.Least, rule.Most) switch
        {
            (true, _, 0, var most) => Say($"'{name}' must have at most {most} bytes."),
            (true, _, var least, int.MaxValue) => Say($"'{name}' must have at least {least} bytes."),
            (true, _, var least, var most) => Say($"'{name}' must have {least} to {most} bytes."),
            (_, true, 0, var most) => Say($"'{name}' must have at most {most} entries."),
            (_, true, var least, int.MaxValue) => Say($"'{name}' must have at least {least} entries."),
            (_, true, var least, var most) => Say($"'{name}' must have {least} to {most} entries."),
            (_, _, 0, var most) => Say($"'{name}' must have at most {most} characters."),
            (_, _, var least, int.MaxValue) => Say($"'{name}' must have at least {least} characters."),
            (_, _, var least, var most) => Say($"'{name}' must have {least} to {most} characters."),
        };

    // A switch of texts is a text; its values have to be kept apart before.
    private static Phrase Say(Phrase phrase) => phrase;
}
