using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Binders;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Published;

namespace TestDigitalPlatform.Generators.Descriptions;

/// <summary>A query or command with a route.</summary>
/// <param name="MetadataName">The full name of its type, as reflection writes it.</param>
/// <param name="Answer">The type of its answer.</param>
/// <param name="IsCommand">Whether it is a command.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path template.</param>
/// <param name="Message">What it consists of: what its binder is written from as well.</param>
internal sealed record DescriptionModel(
    string MetadataName, string Answer, bool IsCommand, string Method, string Path, MessageModel Message)
{
    /// <returns><see langword="null"/> for what is no message, and for one that no request can carry.</returns>
    public static DescriptionModel? Read(INamedTypeSymbol type, Compilation compilation) =>
        !type.IsGenericType
        && Operations.Message.Of(type) is { } message
        && OperationAttributes.Route(type) is { } route
        && MessageModelReader.Read(type, message.IsCommand, OperationAttributes.PathOf(route), compilation, []) is { } model
            ? new DescriptionModel(
                ContractFacts.NameOf(type), message.Answer.Full(), message.IsCommand, OperationAttributes.MethodOf(route),
                OperationAttributes.PathOf(route), model)
            : null;
}
