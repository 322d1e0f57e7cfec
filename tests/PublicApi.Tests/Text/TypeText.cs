using System.Reflection;

namespace PublicApi.Tests.Text;

/// <summary>A type as C# writes it, with what may be null.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(short)] = "short", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    /// <summary>With its namespace; for where it is declared.</summary>
    internal static string Full(Type type) =>
        $"{(type.IsNested ? Full(type.DeclaringType!) : type.Namespace)}.{Name(type)}{Parameters(type)}";

    internal static string Of(NullabilityInfo type)
    {
        var mark = SaysWhetherNull(type.Type) && (type.ReadState == NullabilityState.Nullable || type.WriteState == NullabilityState.Nullable) ? "?" : "";
        return type switch
        {
            { Type: { IsByRef: true } } => Of(type.Type.GetElementType()!) + mark,
            { ElementType: { } element } => Of(element) + "[]" + mark,
            { Type: var given } when Nullable.GetUnderlyingType(given) is { } value => Of(value) + "?",
            { GenericTypeArguments: { Length: > 0 } arguments } => $"{Outer(type.Type)}{Name(type.Type)}<{string.Join(", ", arguments.Select(Of))}>{mark}",
            _ => Of(type.Type) + (type.Type.IsValueType ? "" : mark),
        };
    }

    internal static string Of(Type type) => type switch
    {
        _ when Keywords.TryGetValue(type, out var keyword) => keyword,
        { IsGenericParameter: true } => type.Name,
        { IsArray: true } => Of(type.GetElementType()!) + "[]",
        { IsByRef: true } => Of(type.GetElementType()!),
        _ when Nullable.GetUnderlyingType(type) is { } value => Of(value) + "?",
        { IsGenericType: true } => $"{Outer(type)}{Name(type)}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>",
        _ => Outer(type) + type.Name,
    };

    internal static string Name(Type type) => type.Name.Split('`')[0];

    // Reflection says of every type parameter that it may be null, unless it is one of classes.
    private static bool SaysWhetherNull(Type type) =>
        !type.IsGenericParameter || type.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);

    private static string Outer(Type type) => type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}." : "";

    private static string Parameters(Type type) =>
        type.IsGenericTypeDefinition ? $"<{string.Join(", ", type.GetGenericArguments().Select(Parameter))}>" : "";

    private static string Parameter(Type parameter) => (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
    {
        GenericParameterAttributes.Covariant => "out ",
        GenericParameterAttributes.Contravariant => "in ",
        _ => "",
    } + parameter.Name;
}
