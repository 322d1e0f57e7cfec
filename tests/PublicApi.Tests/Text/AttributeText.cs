using System.Reflection;

namespace PublicApi.Tests.Text;

/// <summary>The attributes that callers notice: they change what compiles, what is shown, or what goes over the wire.</summary>
internal static class AttributeText
{
    private static readonly HashSet<string> Noticed =
    [
        "ObsoleteAttribute", "FlagsAttribute", "AttributeUsageAttribute", "EditorBrowsableAttribute", "ExperimentalAttribute",
        "JsonConverterAttribute", "JsonPropertyNameAttribute", "JsonIgnoreAttribute", "RangeAttribute", "RequiredAttribute", "FactAttribute",
    ];

    internal static string Of(MemberInfo member) => string.Concat(member.GetCustomAttributesData()
        .Where(attribute => Noticed.Contains(attribute.AttributeType.Name) && !IsForOldCompilers(attribute))
        .Select(attribute => $"[{attribute.AttributeType.Name[..^"Attribute".Length]}{Arguments(attribute)}] ")
        .Order(StringComparer.Ordinal));

    // The compiler's own, on constructors of types with required members.
    private static bool IsForOldCompilers(CustomAttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string text }, ..] && text.EndsWith("not supported in this version of your compiler.", StringComparison.Ordinal);

    private static string Arguments(CustomAttributeData attribute)
    {
        var given = attribute.ConstructorArguments.Select(Value)
            // Where it stands in our sources is no part of it.
            .Concat(attribute.AttributeType.Name == "FactAttribute" ? [] : attribute.NamedArguments.Select(named => $"{named.MemberName} = {Value(named.TypedValue)}"))
            .ToArray();
        return given.Length == 0 || attribute.AttributeType.Name == "FactAttribute" ? "" : $"({string.Join(", ", given)})";
    }

    private static string Value(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        null => "null",
        Type type => $"typeof({TypeText.Of(type)})",
        string text => $"\"{text}\"",
        var number when argument.ArgumentType.IsEnum => $"{Enum.ToObject(argument.ArgumentType, number)}",
        var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
