using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Hosting.Binding.Validation;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>One member of an object.</summary>
/// <param name="Name">As JSON has it.</param>
/// <param name="Value">What it may be.</param>
/// <param name="IsRequired">Whether it must be sent: the rule that messages themselves have.</param>
internal sealed record MemberShape(string Name, ItemShape Value, bool IsRequired)
{
    internal byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>Whether JSON has it at all.</summary>
    internal static bool IsMember(JsonPropertyInfo property) =>
        !property.IsExtensionData && (property.Get is not null || property.Set is not null);

    internal static MemberShape Of(JsonPropertyInfo property)
    {
        var rules = RulesOf(property);
        var nullability = NullabilityOf(property);
        var shape = property.CustomConverter is null
            ? ValueShape.Of(property.PropertyType, nullability, rules.Any(r => r.BoundsLength()))
            : AnyShape.Instance;
        return new MemberShape(
            property.Name, new ItemShape(shape, ItemShape.MayBeNull(property.PropertyType, nullability)),
            IsRequiredOf(property, rules));
    }

    /// <summary>What the contract's attributes demand: a record's mostly stand at its constructor's parameters.</summary>
    internal static ValidationAttribute[] RulesOf(JsonPropertyInfo property) =>
        [.. RulesOf(property.AttributeProvider), .. RulesOf(property.AssociatedParameter?.AttributeProvider)];

    // What is only computed may be sent, as an answer that is sent back holds it; it is not needed.
    private static bool IsRequiredOf(JsonPropertyInfo property, ValidationAttribute[] rules) =>
        property.IsRequired
        || property.AssociatedParameter is { HasDefaultValue: false }
        || (property.Set is not null && rules.Any(r => r is RequiredAttribute));

    private static IEnumerable<ValidationAttribute> RulesOf(ICustomAttributeProvider? member) =>
        member?.GetCustomAttributes(typeof(ValidationAttribute), true).Cast<ValidationAttribute>() ?? [];

    // Its own context each time: it is not safe for several threads, and shapes are made once.
    private static NullabilityInfo? NullabilityOf(JsonPropertyInfo property) => property.AttributeProvider switch
    {
        PropertyInfo declared => new NullabilityInfoContext().Create(declared),
        FieldInfo declared => new NullabilityInfoContext().Create(declared),
        _ => null,
    };
}
