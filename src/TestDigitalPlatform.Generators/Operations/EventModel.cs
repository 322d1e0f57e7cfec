using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Published;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>One event with one of its handlers.</summary>
/// <param name="Handler">The handler's type.</param>
/// <param name="TypeArguments">The handler interface's type arguments: the event first.</param>
/// <param name="Name">The event's name on the wire.</param>
/// <param name="Settings">What the handler's attributes say, as named arguments in C#.</param>
/// <param name="Dependencies">What the handler's constructor is given, as C#.</param>
internal sealed record EventModel(
    string Handler, Sequence<string> TypeArguments, string Name, string Settings, Sequence<string> Dependencies)
{
    public bool Fetches => TypeArguments.Count == 2;

    /// <summary>
    /// Reads what a handler handles; <see langword="null"/> when something about it is wrong, which an analyzer says.
    /// </summary>
    public static EventModel? Read(EventHandlerInterface handler, Compilation compilation)
    {
        if (handler.Event is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsGenericType: false } type
            || Injection.Read(handler.Handler, compilation, out _) is not { } dependencies)
            return null;
        var acrossCustomers = handler.Handler.Attribute("AcrossCustomersAttribute") is not null;
        var setAside = handler.Handler.Attribute("SetAsideAttribute") is not null;
        return new EventModel(
            handler.Handler.Full(),
            handler.Implemented.TypeArguments.Select(t => t.FullAnnotated()).ToSequence(),
            ContractFacts.WireName(type) ?? ContractFacts.NameOf(type),
            $"acrossCustomers: {Literal.Of(acrossCustomers)}, setAside: {Literal.Of(setAside)}",
            dependencies);
    }
}
