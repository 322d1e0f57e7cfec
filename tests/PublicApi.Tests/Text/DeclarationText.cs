using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicApi.Tests.Text;

/// <summary>The line that declares a type.</summary>
internal static class DeclarationText
{
    internal static string Of(Type type)
    {
        var bases = Bases(type).ToArray();
        return $"{AttributeText.Of(type)}public {Modifiers(type)}{Kind(type)} {TypeText.Full(type)}"
            + (type.IsSubclassOf(typeof(Delegate)) ? MemberText.Call(type.GetMethod("Invoke")!) : "")
            + (bases.Length > 0 ? $" : {string.Join(", ", bases)}" : "")
            + Constraints(type.GetGenericArguments());
    }

    /// <summary>What type parameters ask for.</summary>
    internal static string Constraints(IEnumerable<Type> parameters) => string.Concat(
        from parameter in parameters
        where parameter.IsGenericParameter
        let asked = Asked(parameter).ToArray()
        where asked.Length > 0
        select $" where {parameter.Name} : {string.Join(", ", asked)}");

    private static string Modifiers(Type type) => type switch
    {
        { IsInterface: true } or { IsEnum: true } => "",
        _ when type.IsSubclassOf(typeof(Delegate)) => "",
        { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : ""),
        { IsAbstract: true, IsSealed: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => "",
    };

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
        { IsValueType: true } => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is null ? "struct" : "record struct",
        _ => type.GetMethod("<Clone>$") is null ? "class" : "record",
    };

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum || type.IsSubclassOf(typeof(Delegate)))
            return [];
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var own = type.GetInterfaces().Where(i => i.IsVisible).Except(inherited).Select(TypeText.Of).Order(StringComparer.Ordinal);
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)
            ? [TypeText.Of(parent), .. own]
            : own;
    }

    private static IEnumerable<string> Asked(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            yield return "class";
        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            yield return "struct";
        foreach (var constraint in parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)))
            yield return TypeText.Of(constraint);
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            yield return "new()";
    }
}
