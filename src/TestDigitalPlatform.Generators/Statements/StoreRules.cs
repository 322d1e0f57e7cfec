using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>What a statement that a decision stores must not do.</summary>
internal static class StoreRules
{
    public static IEnumerable<Diagnostic> Check(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0) is { } statement
            && SqlTokens.Of(StatementText.Of(statement)).Any(t => t.IsWord && t.Is("returning")))
            yield return Diagnostic.Create(Descriptors.Returning, statement.Syntax.GetLocation());
    }
}
