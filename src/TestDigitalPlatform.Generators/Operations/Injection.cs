using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>What a handler's constructor takes from the container, by the same rules as the container's own.</summary>
internal static class Injection
{
    private const string Container = "global::Microsoft.Extensions.DependencyInjection.";
    private const string Attributes = "Microsoft.Extensions.DependencyInjection";

    /// <returns>
    /// The constructor's arguments, as C# that takes them from <c>services</c>; <see langword="null"/> with a
    /// <paramref name="flaw"/> when generated code can't construct the handler.
    /// </returns>
    public static Sequence<string>? Read(INamedTypeSymbol handler, Compilation compilation, out string? flaw)
    {
        var constructors = handler.InstanceConstructors
            .Where(c => compilation.IsSymbolAccessibleWithin(c, compilation.Assembly)).ToArray();
        var marked = constructors.Where(c => Has(c, "ActivatorUtilitiesConstructorAttribute")).ToArray();
        var longest = constructors.GroupBy(c => c.Parameters.Length).OrderByDescending(same => same.Key).FirstOrDefault();
        var chosen = marked.Length > 0 ? marked : longest?.ToArray() ?? [];
        flaw = Flaw(handler, compilation) ?? (chosen.Length > 0 ? Flaw(chosen) : "it has no accessible constructor");
        return flaw is null ? chosen[0].Parameters.Select(Argument).ToSequence() : null;
    }

    private static string? Flaw(INamedTypeSymbol handler, Compilation compilation)
    {
        if (handler.IsGenericType || handler.ContainingType?.IsGenericType == true)
            return "it has type parameters";
        return handler.IsSeenIn(compilation) ? null : "it is not accessible outside its file or type";
    }

    private static string? Flaw(IMethodSymbol[] constructors)
    {
        if (constructors.Length > 1)
            return "it has several constructors with the same number of parameters";
        var constructor = constructors[0];
        if (!Has(constructor, "SetsRequiredMembersAttribute", "System.Diagnostics.CodeAnalysis")
            && constructor.ContainingType.WithBases().SelectMany(b => b.GetMembers()).FirstOrDefault(IsRequired) is { } member)
            return $"its member '{member.Name}' is required";
        return constructor.Parameters.FirstOrDefault(IsNoService) is { } parameter
            ? $"its constructor parameter '{parameter.Name}' can't come from the service container"
            : null;
    }

    private static bool IsRequired(ISymbol member) =>
        member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private static bool IsNoService(IParameterSymbol parameter) =>
        parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter)
        || parameter.IsParams || parameter.Type.IsRefLikeType
        || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer;

    private static string Argument(IParameterSymbol parameter, int number)
    {
        var type = parameter.Type.Full();
        var key = Key(parameter);
        if (!parameter.HasExplicitDefaultValue)
            return key is null
                ? $"{Container}ServiceProviderServiceExtensions.GetRequiredService<{type}>(services)"
                : $"{Container}ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService<{type}>(services, {key})";
        var found = key is null
            ? $"services.GetService(typeof({type}))"
            : $"(({Container}IKeyedServiceProvider)services).GetKeyedService(typeof({type}), {key})";
        var otherwise = parameter.ExplicitDefaultValue is { } value ? Literal.Of(value, parameter.Type) : "default!";
        var bare = (parameter.Type.NullableOf() ?? parameter.Type).Full();
        return $"{found} is {bare} service{number} ? service{number} : {otherwise}";
    }

    // A key that is not named is the one of whoever asks, and a handler is asked for without one.
    private static string? Key(IParameterSymbol parameter) =>
        parameter.GetAttributes().FirstOrDefault(a => Is(a, "FromKeyedServicesAttribute", Attributes))
            is { ConstructorArguments: { Length: 1 } given } && !given[0].IsNull
                ? Literal.Of(given[0])
                : null;

    private static bool Has(IMethodSymbol constructor, string attribute, string space = Attributes) =>
        constructor.GetAttributes().Any(a => Is(a, attribute, space));

    private static bool Is(AttributeData attribute, string name, string space) =>
        attribute.AttributeClass is { } type && type.Name == name && type.ContainingNamespace.Plain() == space;
}
