using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>Holds the statements of a decision against what the decision says about them.</summary>
internal static class RowChangeRules
{
    private const string Removed =
        "'.{0}' does not say what the statement does to rows: use .Insert, .Change (must change a row) or .ChangeAny";

    public static IEnumerable<Diagnostic> Check(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0) is not { } statement)
            yield break;
        var text = StatementText.Of(statement);
        var shape = SqlShape.Of(text);
        if (shape.Tokens.Exists(t => t.IsWord && t.Is("returning")))
            yield return Diagnostic.Create(Descriptors.Returning, statement.Syntax.GetLocation());
        else if (RowChangeForm.FlawOf(call.TargetMethod.Name, shape) is { } flaw)
            yield return Diagnostic.Create(
                Descriptors.RowChange, statement.Syntax.GetLocation(),
                Suggestion.Of(string.Join(" ", RowChangeForm.Fitting(shape))), flaw);
    }

    /// <summary>Tells those who come from a version where a statement's text decided what it was.</summary>
    public static Diagnostic? CheckRemoved(IOperation operation) =>
        operation is
        {
            SemanticModel: { } model,
            Syntax: InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax
                {
                    Name: { Identifier.ValueText: "Store" or "StoreAny" } name,
                } member,
            },
        }
        && model.GetTypeInfo(member.Expression).Type.IsOurs("Decision")
            ? Diagnostic.Create(Descriptors.RowChange, name.GetLocation(), string.Format(
                System.Globalization.CultureInfo.InvariantCulture, Removed, name.Identifier.ValueText))
            : null;
}
