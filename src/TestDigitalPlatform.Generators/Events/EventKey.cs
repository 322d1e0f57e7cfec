using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Purity;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Events;

/// <summary>What an event's order is kept within, as far as the code tells.</summary>
internal static class EventKey
{
    private const string Subject = "Subject";
    private const string OrderingKey = "OrderingKey";

    /// <summary>Which member of <c>IEvent</c> a property is; <see langword="null"/> when it is none.</summary>
    public static string? NameOf(IPropertySymbol property)
    {
        if (property.IsStatic)
            return null;
        var name = property.ExplicitInterfaceImplementations.FirstOrDefault(p => p.ContainingType.IsOurs("IEvent"))?.Name
            ?? (property.DeclaredAccessibility == Accessibility.Public ? property.Name : "");
        return name is Subject or OrderingKey ? name : null;
    }

    /// <summary>What is wrong with it, and what comes of that.</summary>
    public static (string What, string So)? Flaw(string name, INamedTypeSymbol type, ImmutableArray<IOperation> getter)
    {
        var operations = getter.SelectMany(block => block.DescendantsAndSelf()).ToArray();
        if (operations.Any(IsUnsteady))
            return ("is different each time it is read", "its events have no order");
        // Whoever declares a key for the order has thought of it, and all events of a type may well have one.
        return name == Subject && !DeclaresKey(type) && !operations.Any(IsOfTheEvent) && operations.Any(o => o is IReturnOperation)
            ? ("is the same for all of them", "one that fails holds up all others of its type")
            : null;
    }

    /// <summary>Whether it is made of a sensitive value, revealed or not.</summary>
    public static bool IsSensitive(ImmutableArray<IOperation> getter) => getter
        .SelectMany(block => block.DescendantsAndSelf())
        .Any(operation => operation.Type is { } type && (type.PlainOf() is not null || type.IsOurs("SearchKey")));

    private static bool DeclaresKey(INamedTypeSymbol type) =>
        type.WithBases().SelectMany(b => b.GetMembers()).OfType<IPropertySymbol>().Any(p => NameOf(p) == OrderingKey);

    private static bool IsOfTheEvent(IOperation operation) =>
        operation is IInstanceReferenceOperation or IParameterReferenceOperation or IThrowOperation;

    private static bool IsUnsteady(IOperation operation) =>
        Impurity.Of(operation) is { } impurity && impurity.IsUnsteady;
}
