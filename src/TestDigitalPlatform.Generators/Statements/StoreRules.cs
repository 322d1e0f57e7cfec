using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>What a statement that a decision stores must not do.</summary>
internal static class StoreRules
{
    public static IEnumerable<Diagnostic> Check(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0) is not { } statement)
            yield break;
        var text = StatementText.Of(statement);
        if (SqlTokens.Of(text).Any(t => t.IsWord && t.Is("returning")))
            yield return Diagnostic.Create(Descriptors.Returning, statement.Syntax.GetLocation());
        if (call.TargetMethod.Name == "Store" && FormRules.CheckStored(text) is { } flaw)
            yield return Diagnostic.Create(Descriptors.StatementForm, statement.Syntax.GetLocation(), flaw);
    }
}
