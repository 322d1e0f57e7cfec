using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>A type that is a query or a command.</summary>
internal sealed record Message(INamedTypeSymbol Type, ITypeSymbol Answer, bool IsCommand)
{
    /// <summary><see langword="null"/> when the type is neither, or is only a base of such.</summary>
    public static Message? Of(INamedTypeSymbol type)
    {
        if (type is not { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false })
            return null;
        foreach (var contract in type.AllInterfaces)
        {
            if (contract.TypeArguments.Length == 1 && (contract.IsOurs("IQuery") || contract.IsOurs("ICommand")))
                return new Message(type, contract.TypeArguments[0], contract.Name == "ICommand");
        }

        return null;
    }
}
