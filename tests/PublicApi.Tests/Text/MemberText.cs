using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicApi.Tests.Text;

/// <summary>A member as C# declares it.</summary>
internal static class MemberText
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Null for what others can't see, and for what the compiler adds by itself.</summary>
    internal static string? Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsSeen(constructor) && !constructor.IsStatic =>
            $"{AttributeText.Of(constructor)}{Access(constructor)}{TypeText.Name(constructor.DeclaringType!)}{Signature(constructor)}",
        MethodInfo method when IsSeen(method) && !IsAccessor(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute)) =>
            $"{AttributeText.Of(method)}{Access(method)}{Kind(method)}{TypeText.Of(Nullability.Create(method.ReturnParameter))} {Name(method)}{Signature(method)}"
            + DeclarationText.Constraints(method.GetGenericArguments()),
        PropertyInfo property => Property(property),
        FieldInfo field when IsSeen(field) => Field(field),
        EventInfo { AddMethod: { } add } @event when IsSeen(add) => $"{Access(add)}{Kind(add)}event {TypeText.Of(Nullability.Create(@event))} {@event.Name}",
        _ => null,
    };

    /// <summary>What a delegate takes and gives.</summary>
    internal static string Call(MethodInfo invoke) => $"{Signature(invoke)} => {TypeText.Of(Nullability.Create(invoke.ReturnParameter))}";

    private static string Signature(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(Parameter))})";

    private static string? Property(PropertyInfo property)
    {
        var accessors = new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsSeen).ToArray();
        // A record's, for its own equality.
        if (accessors.Length == 0 || property.Name == "EqualityContract")
            return null;

        var words = accessors.Select(accessor =>
            (accessor == property.GetMethod ? "get" : IsInit(accessor) ? "init" : "set") is var word && accessor.IsFamily && accessors.Any(a => a.IsPublic)
                ? $"protected {word};"
                : $"{word};");
        var index = property.GetIndexParameters();
        return $"{AttributeText.Of(property)}{Access(accessors.FirstOrDefault(a => a.IsPublic) ?? accessors[0])}{Kind(accessors[0])}"
            + (property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "")
            + $"{TypeText.Of(Nullability.Create(property))} {(index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name)}"
            + $" {{ {string.Join(' ', words)} }}";
    }

    private static string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : field.IsStatic ? field.IsInitOnly ? "static readonly " : "static " : field.IsInitOnly ? "readonly " : "";
        var value = field.IsLiteral ? $" = {Value(field.GetRawConstantValue())}" : "";
        return $"{AttributeText.Of(field)}{(field.IsPublic ? "public " : "protected ")}{kind}{TypeText.Of(Nullability.Create(field))} {field.Name}{value}";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var passed =
            parameter.IsOut ? "out "
            : parameter.IsDefined(typeof(IsReadOnlyAttribute)) ? "in "
            : parameter.ParameterType.IsByRef ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : parameter.Position == 0 && parameter.Member.IsDefined(typeof(ExtensionAttribute)) ? "this "
            : "";
        var otherwise = parameter.HasDefaultValue ? $" = {Default(parameter)}" : "";
        return $"{passed}{TypeText.Of(Nullability.Create(parameter))} {parameter.Name}{otherwise}";
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        var value when parameter.ParameterType.IsEnum => $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, value!)}",
        var value => Value(value),
    };

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(MethodInfo method) =>
        method.IsGenericMethod ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Of))}>" : method.Name;

    private static string Access(MethodBase method) =>
        method.DeclaringType!.IsInterface ? "" : method.IsPublic ? "public " : "protected ";

    private static string Kind(MethodInfo method) => (method.IsStatic ? "static " : "") + method switch
    {
        { IsAbstract: true } when method.DeclaringType!.IsInterface => method.IsStatic ? "abstract " : "",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } when !method.DeclaringType!.IsSealed => "virtual ",
        _ => "",
    };

    private static bool IsSeen(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsSeen(FieldInfo field) =>
        (field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed))
        && !field.IsSpecialName;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
