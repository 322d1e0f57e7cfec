using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Binders;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Pages;

namespace TestDigitalPlatform.Generators.Diagnostics;

/// <summary>The conventions that a query or command keeps or breaks by itself.</summary>
internal static class MessageRules
{
    public static IEnumerable<Diagnostic> Check(Message message, Compilation compilation, Location location)
    {
        var name = message.Type.Name;
        if (!OperationAttributes.IsOpenTo(message.Type))
            yield return Diagnostic.Create(Descriptors.NobodyAllowed, location, name);
        if (!message.IsCommand && ItemOf(message.Answer) is { } item)
            yield return Diagnostic.Create(Descriptors.ListWithoutPages, location, name, item.Name);
        foreach (var flaw in PageFlaws(message))
            yield return Diagnostic.Create(Descriptors.PageField, location, name, flaw);

        if (OperationAttributes.Route(message.Type) is not { } route)
        {
            yield return Diagnostic.Create(Descriptors.NoRoute, location, name, message.IsCommand ? "[Post" : "[Get");
            yield break;
        }

        var method = OperationAttributes.MethodOf(route);
        if (message.IsCommand == (method == "GET"))
            yield return WrongMethod(message, method, location);
        foreach (var flaw in MessageFlaws(message, OperationAttributes.PathOf(route), compilation))
            yield return Of(flaw, name, OperationAttributes.PathOf(route), location);
    }

    private static Diagnostic WrongMethod(Message message, string method, Location location) => Diagnostic.Create(
        Descriptors.WrongMethod, location, message.Type.Name, message.IsCommand ? "command" : "query", method,
        message.IsCommand ? "[Post], [Put], [Patch] or [Delete]" : "[Get]");

    private static Diagnostic Of(MessageFlaw flaw, string name, string path, Location location) => flaw.IsRoute
        ? Diagnostic.Create(Descriptors.RouteWithoutProperty, location, path, flaw.Part, name)
        : Diagnostic.Create(Descriptors.UnboundPart, location, name, flaw.Text);

    private static List<MessageFlaw> MessageFlaws(Message message, string path, Compilation compilation)
    {
        var flaws = new List<MessageFlaw>();
        MessageModelReader.Read(message.Type, message.IsCommand, path, compilation, flaws);
        return flaws;
    }

    private static List<string> PageFlaws(Message message)
    {
        var flaws = new List<string>();
        PageModelReader.Read(message.Type, flaws);
        return flaws;
    }

    // The T of a list, unless it is a text, which is only technically a list of characters.
    private static ITypeSymbol? ItemOf(ITypeSymbol answer) => answer switch
    {
        IArrayTypeSymbol array => array.ElementType,
        { SpecialType: SpecialType.System_String } => null,
        INamedTypeSymbol list => list.AllInterfaces.Add(list)
            .FirstOrDefault(IsEnumerable)?.TypeArguments[0],
        _ => null,
    };

    private static bool IsEnumerable(INamedTypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;
}
