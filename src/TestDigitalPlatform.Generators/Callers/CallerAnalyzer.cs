using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Callers;

/// <summary>Finds handlers that rely on a caller or a customer which a call of their message may lack.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MissingCaller];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.PropertyReference);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var read = (IPropertyReferenceOperation)context.Operation;
        var (property, owner) = (read.Property, read.Property.ContainingType);
        if (property.Name is not ("Customer" or "User")
            || !(owner.IsOurs("CommandContext") || owner.IsOurs("QueryContext") || owner.IsOurs("Db"))
            || context.ContainingSymbol.ContainingType is not { } handler
            || !HandlerInterface.Of(handler).Any())
            return;
        // A class that handles several messages may read it for one of them alone.
        var messages = HandlerInterface.Of(handler).Select(h => h.Message).ToArray();
        if (messages.Length == 1 && Lack(messages[0], property.Name) is var (why, how))
            context.Tell(Diagnostic.Create(
                Descriptors.MissingCaller, read.Syntax.GetLocation(), handler.Name, property.Name, why, how));
    }

    private static (string Why, string How)? Lack(ITypeSymbol message, string property)
    {
        if (message.Attribute("PublicAttribute") is not null)
            return property == "User" || message.Attribute("ForCustomerAttribute") is null
                ? ($"'{message.Name}' is public and nobody may be signed in", $"use 'Caller?.{property}'")
                : null;
        return property == "Customer" && !CallerRules.NeedsCustomer(message)
            ? ($"'{message.Name}' allows callers who belong to no customer",
                $"add [ForCustomer] to '{message.Name}', or use 'Caller?.Customer'")
            : null;
    }
}
