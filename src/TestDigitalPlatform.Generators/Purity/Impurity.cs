using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Purity;

/// <summary>Something that a pure function must not do.</summary>
/// <param name="Rule">Which rule forbids it.</param>
/// <param name="What">What is done, in the words of that rule's message.</param>
internal sealed record Impurity(DiagnosticDescriptor Rule, string What)
{
    /// <summary><see langword="null"/> for an operation that a pure function may do.</summary>
    public static Impurity? Of(IOperation operation) => operation switch
    {
        IInvocationOperation call => Called(call.TargetMethod) ?? SharedState.Changed(call),
        IPropertyReferenceOperation read =>
            Used(read.Property.ContainingType, read.Property.Name, "reads") ?? SharedState.Used(read.Property, read),
        IFieldReferenceOperation field => SharedState.Used(field.Field, field),
        IObjectCreationOperation { Type: { } made } => Made(made),
        IAwaitOperation => new Impurity(Descriptors.Effect, "waits for something"),
        ILockOperation => new Impurity(Descriptors.Effect, "waits for a lock"),
        IThrowOperation { Exception: { } thrown } => Thrown(thrown),
        _ => null,
    };

    /// <summary>Whether a method with such a parameter is a part of a decision or an answer.</summary>
    public static bool IsContext(ITypeSymbol type) =>
        type.IsOurs("CommandContext") || type.IsOurs("QueryContext") || type.IsOurs("EventContext")
        || type.IsOurs("ProcessContext");

    /// <summary>Whether the same code gives another value the next time.</summary>
    public bool IsUnsteady => Rule.Id == Descriptors.Clock.Id || Rule.Id == Descriptors.Chance.Id;

    /// <param name="root">The method that has to be pure.</param>
    /// <param name="method">The method in which it stands: the same, or one that it calls.</param>
    /// <param name="at">Where.</param>
    public Diagnostic Tell(IMethodSymbol root, IMethodSymbol method, Location at)
    {
        var name = SymbolEqualityComparer.Default.Equals(root, method)
            ? method.Name
            : $"{method.Name}, which {root.Name} calls,".TrimEnd(',');
        var isQuery = root.Parameters.Any(p => p.Type.IsOurs("QueryContext"));
        return Rule.Id switch
        {
            "TDP1018" => Diagnostic.Create(
                Rule, at, Suggestion.Of(ContextOf(root) + ".Now"), name, What, ContextOf(root) + ".Now"),
            "TDP1019" => Diagnostic.Create(Rule, at, Suggestion.Of(ContextOf(root)), name, What),
            "TDP1039" or "TDP1048" => Diagnostic.Create(
                Rule, at, name, What,
                isQuery ? "the answer, and refuse in Fetch" : "Decision.Refuse(…) with the refusal"),
            _ => Diagnostic.Create(Rule, at, name, What),
        };
    }

    private static string ContextOf(IMethodSymbol root) =>
        root.Parameters.First(p => IsContext(p.Type)).Name;

    private static Impurity? Called(IMethodSymbol method) =>
        method.ContainingType.IsOurs("Db") || method.ContainingType.IsOurs("DbBatch")
            ? new Impurity(Descriptors.Effect, "reads from the database")
            : Used(method.ContainingType, method.Name, "calls");

    private static Impurity? Used(INamedTypeSymbol type, string member, string verb)
    {
        var (name, shown) = (KnownTypes.NameOf(type), $"{type.Name}.{member}");
        if (KnownTypes.IsClock(name, member))
            return new Impurity(Descriptors.Clock, shown);
        if (KnownTypes.IsChance(name, member))
            return new Impurity(Descriptors.Chance, shown);
        return KnownTypes.IsOutside(type, member) ? new Impurity(Descriptors.Effect, $"{verb} {shown}") : null;
    }

    private static Impurity? Made(ITypeSymbol type)
    {
        if (KnownTypes.IsChance(KnownTypes.NameOf(type), ".ctor"))
            return new Impurity(Descriptors.Chance, $"a {type.Name}");
        return KnownTypes.IsOutside(type, ".ctor") ? new Impurity(Descriptors.Effect, $"makes a {type.Name}") : null;
    }

    private static Impurity? Thrown(IOperation thrown)
    {
        while (thrown is IConversionOperation conversion)
            thrown = conversion.Operand;
        if (thrown.Type is not { TypeKind: not TypeKind.Error } type)
            return null;
        if (type.IsOurs("RefusedException") || type.IsOurs("InvalidInputException"))
            return new Impurity(Descriptors.ThrownRefusal, type.Name);
        return KnownTypes.IsGuard(type) ? null : new Impurity(Descriptors.Thrown, type.Name);
    }
}
