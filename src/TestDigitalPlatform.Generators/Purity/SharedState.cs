using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Purity;

/// <summary>State that belongs to the process and not to the call.</summary>
internal static class SharedState
{
    private static readonly HashSet<string> Changes = new(StringComparer.Ordinal)
    {
        "Add", "AddOrUpdate", "AddRange", "Append", "Clear", "Dequeue", "Enqueue", "GetOrAdd", "Insert", "Pop", "Push",
        "Remove", "RemoveAll", "RemoveAt", "Set", "SetValue", "Sort", "TryAdd", "TryDequeue", "TryRemove", "TryTake",
        "TryUpdate", "UnionWith",
    };

    /// <summary>A static field or property of the team's that can be set.</summary>
    public static Impurity? Used(ISymbol member, IOperation use) => member switch
    {
        { IsStatic: true } when !member.Locations[0].IsInSource => null,
        IFieldSymbol { IsStatic: true, IsReadOnly: false, IsConst: false } => Of(member),
        IPropertySymbol { IsStatic: true, SetMethod: { IsInitOnly: false } } => Of(member),
        _ => use is IPropertyReferenceOperation { Instance: { } holder } && IsWritten(use) ? Held(holder) : null,
    };

    /// <summary>A call that changes what a static field holds.</summary>
    public static Impurity? Changed(IInvocationOperation call) =>
        call.Instance is { } holder && Changes.Contains(call.TargetMethod.Name)
        && call.TargetMethod.ContainingNamespace.ToDisplayString() is var space
        && space.StartsWith("System.Collections", StringComparison.Ordinal)
        && !space.EndsWith("Immutable", StringComparison.Ordinal)
            ? Held(holder)
            : null;

    private static Impurity? Held(IOperation holder) => holder switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } => Of(field),
        IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } property } => Of(property),
        _ => null,
    };

    private static bool IsWritten(IOperation use) =>
        use.Parent is IAssignmentOperation assignment && assignment.Target == use
        || use.Parent is IIncrementOrDecrementOperation;

    private static Impurity Of(ISymbol member) => new(Descriptors.SharedState, member.Name);
}
