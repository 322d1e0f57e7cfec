using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>
/// Reads the text of a statement where it is written: in the call, or in a field, property or method that it names.
/// </summary>
/// <remarks>A value becomes <see cref="SqlTokens.Value"/>, and a part that can't be read <see cref="SqlTokens.Unread"/>.</remarks>
internal static class StatementText
{
    private const int MaxDepth = 4;

    private static readonly string Value = SqlTokens.Value.ToString();

    public static string Of(IOperation? operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation or IArgumentOperation)
            operation = operation switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                _ => ((IArgumentOperation)operation).Value,
            };
        return operation switch
        {
            { ConstantValue: { HasValue: true, Value: string text } } => text,
            IInterpolatedStringHandlerCreationOperation made => OfContent(made.Content),
            IFieldReferenceOperation { Field: var field } => OfSymbol(field, 0),
            IPropertyReferenceOperation { Property: var property } => OfSymbol(property, 0),
            IInvocationOperation { TargetMethod: var method } => OfSymbol(method, 0),
            _ => SqlTokens.Unread.ToString(),
        };
    }

    /// <summary>Reads it where the call does not compile, so that nothing is known of a conversion.</summary>
    public static string Of(ExpressionSyntax expression, SemanticModel model) =>
        model.GetSymbolInfo(expression).Symbol switch
        {
            { } named and (IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }) =>
                OfSymbol(named, 0),
            _ => OfSyntax(expression, model.GetEnclosingSymbol(expression.SpanStart)!, 0),
        };

    private static string OfContent(IOperation content)
    {
        var text = new StringBuilder();
        if (content is IInterpolatedStringAdditionOperation addition)
            return OfContent(addition.Left) + OfContent(addition.Right);
        if (content is not IInterpolatedStringOperation parts)
            return SqlTokens.Unread.ToString();
        foreach (var part in parts.Parts.OfType<IInterpolatedStringAppendOperation>())
        {
            if (part.AppendCall is not IInvocationOperation { Arguments: { IsEmpty: false } given })
            {
                text.Append(SqlTokens.Unread);
                continue;
            }

            var value = given[0].Value;
            if (part.Kind == OperationKind.InterpolatedStringAppendLiteral)
                text.Append(value.ConstantValue.Value as string);
            else
                text.Append(value.Type.IsOurs("Sql") ? Of(value) : Value);
        }

        return text.ToString();
    }

    // By syntax alone: another file's model would be made anew at each keystroke.
    private static string OfSymbol(ISymbol symbol, int depth)
    {
        var declared = depth < MaxDepth ? symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() : null;
        var value = declared switch
        {
            VariableDeclaratorSyntax field when symbol is IFieldSymbol { IsReadOnly: true } => field.Initializer?.Value,
            PropertyDeclarationSyntax property => property.ExpressionBody?.Expression ?? property.Initializer?.Value,
            MethodDeclarationSyntax method => method.ExpressionBody?.Expression,
            _ => null,
        };
        return OfSyntax(value, symbol, depth);
    }

    private static string OfSyntax(ExpressionSyntax? value, ISymbol within, int depth) => value switch
    {
        LiteralExpressionSyntax literal when literal.Token.Value is string text => text,
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) =>
            OfSyntax(sum.Left, within, depth) + OfSyntax(sum.Right, within, depth),
        InterpolatedStringExpressionSyntax parts => string.Concat(
            parts.Contents.Select(part => OfPart(part, within, depth))),
        _ => SqlTokens.Unread.ToString(),
    };

    private static string OfPart(InterpolatedStringContentSyntax part, ISymbol within, int depth) => part switch
    {
        InterpolatedStringTextSyntax text => text.TextToken.ValueText,
        InterpolationSyntax { Expression: IdentifierNameSyntax name }
            when within.ContainingType.GetMembers(name.Identifier.ValueText).FirstOrDefault() is { } member =>
            IsSql(member) ? OfSymbol(member, depth + 1) : Value,
        _ => SqlTokens.Unread.ToString(),
    };

    private static bool IsSql(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type.IsOurs("Sql"),
        IPropertySymbol property => property.Type.IsOurs("Sql"),
        _ => false,
    };
}
