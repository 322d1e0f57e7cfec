using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>A query, a command or an event: what a service and others say to each other.</summary>
internal sealed record Contract(INamedTypeSymbol Type, ContractKind Kind, ITypeSymbol? Answer)
{
    /// <summary>How messages to developers call it.</summary>
    public string Word => Kind switch
    {
        ContractKind.Query => "query",
        ContractKind.Command => "command",
        _ => "event",
    };

    /// <summary><see langword="null"/> when the type is none of them, or only a base of such.</summary>
    public static Contract? Of(INamedTypeSymbol type)
    {
        if (type is not { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false })
            return null;
        if (Message.Of(type) is { } message)
            return new Contract(type, message.IsCommand ? ContractKind.Command : ContractKind.Query, message.Answer);
        return type.AllInterfaces.Any(i => i.IsOurs("IEvent")) ? new Contract(type, ContractKind.Event, null) : null;
    }
}

internal enum ContractKind
{
    Query,
    Command,
    Event,
}
