using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TestDigitalPlatform.Generators.Code;

/// <summary>Constants, written as C#.</summary>
internal static class Literal
{
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>An argument of an attribute.</summary>
    public static string Of(TypedConstant constant) => constant switch
    {
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Array } =>
            $"new {constant.Type!.Full()} {{ {string.Join(", ", constant.Values.Select(Of))} }}",
        { Kind: TypedConstantKind.Type } => $"typeof({((ITypeSymbol)constant.Value!).Full()})",
        _ => Of(constant.Value, constant.Type!),
    };

    /// <summary>A constant of a type, such as a parameter's default.</summary>
    public static string Of(object? value, ITypeSymbol type)
    {
        if (value is null)
            return "default";
        var bare = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        if (bare.TypeKind == TypeKind.Enum)
            return OfEnum(value, bare);
        return value switch
        {
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            // By [DateTimeConstant], as other languages write it.
            DateTime time => $"new global::System.DateTime({time.Ticks}L)",
            byte or sbyte or short or ushort => $"({bare.Full()})({Primitive(value)})",
            _ => Primitive(value) + Suffix(value),
        };
    }

    private static string OfEnum(object value, ITypeSymbol type)
    {
        var member = type.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(f => f.HasConstantValue && f.ConstantValue.Equals(value));
        return member is null ? $"({type.Full()})({Primitive(value)})" : $"{type.Full()}.{member.Name.Escaped()}";
    }

    private static string Primitive(object value) =>
        SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false);

    private static string Suffix(object value) => value switch
    {
        decimal => "m",
        double => "d",
        float => "f",
        long => "L",
        ulong => "UL",
        uint => "U",
        _ => "",
    };
}
