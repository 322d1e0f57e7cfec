using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>One external call with its handler.</summary>
/// <param name="Handler">The handler's type.</param>
/// <param name="Call">The call's type.</param>
/// <param name="Answer">The answer's type.</param>
/// <param name="Dependencies">What the handler's constructor is given, as C#.</param>
internal sealed record CallModel(string Handler, string Call, string Answer, Sequence<string> Dependencies)
{
    private const string Definition = "global::TestDigitalPlatform.Generated.ExternalCallDefinition";

    /// <summary>The calls that a class makes, for its first part only.</summary>
    public static Sequence<CallModel> Of(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var handler = (INamedTypeSymbol?)context.SemanticModel.GetDeclaredSymbol(context.Node, cancellationToken);
        return handler is null
            || handler.DeclaringSyntaxReferences.First(HandlerInterface.HasBases).GetSyntax(cancellationToken) != context.Node
            || InterfacesOf(handler).FirstOrDefault() is null
            || Injection.Read(handler, context.SemanticModel.Compilation, out _) is not { } dependencies
            ? Array.Empty<CallModel>().ToSequence()
            : InterfacesOf(handler)
                .Select(i => new CallModel(
                    handler.Full(), i.TypeArguments[0].Full(), i.TypeArguments[1].FullAnnotated(), dependencies))
                .ToSequence();
    }

    /// <summary>The handler interfaces of a class.</summary>
    public static IEnumerable<INamedTypeSymbol> InterfacesOf(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false }
            ? type.AllInterfaces.Where(i => i.TypeArguments.Length == 2 && i.IsOurs("IExternalCallHandler"))
            : [];

    /// <summary>Writes the list of the external calls of a service.</summary>
    public static string Write(IReadOnlyList<CallModel> calls)
    {
        var source = new CodeText()
            .Line("namespace TestDigitalPlatform;")
            .Line()
            .Open("internal static partial class GeneratedPlatform")
            .Summary("The external calls of this service")
            .OpenHidden("internal static class ExternalCalls")
            .Line($"internal static global::System.Collections.Generic.IReadOnlyList<{Definition}> All {{ get; }} =")
            .Line("[")
            .Indent();
        foreach (var call in calls)
            source.Line(
                $"{Definition}.Of<{call.Handler}, {call.Call}, {call.Answer}>(static services => new {call.Handler}({string.Join(", ", call.Dependencies)})),");
        return source.Outdent().Line("];").Close().Close().ToString();
    }
}
