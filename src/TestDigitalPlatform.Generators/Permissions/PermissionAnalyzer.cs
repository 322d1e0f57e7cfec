using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Permissions;

/// <summary>Holds what is asked of callers to the permissions that are declared.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PermissionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.UnknownPermission, Descriptors.SamePermission, Descriptors.PermissionName,
        Descriptors.IdlePermission,
    ];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var declared = new DeclaredPermissions(start.Compilation);
            start.RegisterSymbolAction(symbol => Analyze(symbol, declared), SymbolKind.NamedType);
            start.RegisterOperationAction(call => AnalyzeCall(call, declared), OperationKind.Invocation);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, DeclaredPermissions declared)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var permission in Permission.Of(type))
            Check(context, permission, declared);
        var allowed = Allowed.Of(type);
        foreach (var one in allowed.Where(a => a.Permission is not null))
        {
            if (!declared.Contains(one.Permission!))
                context.Tell(Unknown(one.Permission!, PlaceOf(one, type), declared));
            if (LetInAnyway(one, allowed, type) is { } who)
                context.Tell(Diagnostic.Create(
                    Descriptors.IdlePermission, PlaceOf(one, type), type.Name, who, one.Permission));
        }
    }

    private static void Check(SymbolAnalysisContext context, Permission permission, DeclaredPermissions declared)
    {
        var place = permission.Constant.Locations[0];
        if (permission.Flaw is { } flaw)
            context.Tell(Diagnostic.Create(Descriptors.PermissionName, place, permission.Name, flaw));
        else if (declared.Others(permission).FirstOrDefault() is { } other)
            context.Tell(Diagnostic.Create(
                Descriptors.SamePermission, place, permission.Shown, other.Shown, permission.Name));
    }

    // caller.Has("orders.approve"): what is asked within a handler.
    private static void AnalyzeCall(OperationAnalysisContext context, DeclaredPermissions declared)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "Has" && call.TargetMethod.ContainingType.IsOurs("Caller")
            && call.Arguments.FirstOrDefault() is { Value.ConstantValue: { HasValue: true, Value: string name } } asked
            && !declared.Contains(name))
            context.Tell(Unknown(name, asked.Syntax.GetLocation(), declared));
    }

    private static Diagnostic Unknown(string name, Location place, DeclaredPermissions declared)
    {
        var nearest = declared.Nearest(name)?.Shown;
        return Diagnostic.Create(
            Descriptors.UnknownPermission, place,
            nearest is null ? null : Suggestion.Of(nearest), name,
            nearest is null ? "" : $" (did you mean {nearest}?)");
    }

    private static string? LetInAnyway(Allowed one, IReadOnlyList<Allowed> allowed, INamedTypeSymbol type)
    {
        if (type.Attribute("PublicAttribute") is not null)
            return "everyone";
        var open = allowed.Where(a => a.Permission is null).ToArray();
        if (open.Any(a => a.Roles.Count == 0))
            return "every signed-in caller";
        return one.RoleNames.FirstOrDefault(role => open.Any(a => a.RoleNames.Contains(role)));
    }

    // The argument, where it is written; the attribute or the type otherwise.
    private static Location PlaceOf(Allowed allowed, INamedTypeSymbol type)
    {
        var written = allowed.Attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
        var argument = written?.ArgumentList?.Arguments
            .FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == "Permission");
        return argument?.Expression.GetLocation() ?? written?.GetLocation() ?? type.Locations[0];
    }
}
