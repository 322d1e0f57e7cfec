using TestDigitalPlatform.Generators.Binders;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>One query or command with its handler.</summary>
/// <param name="Handler">The handler's type.</param>
/// <param name="Kind">Which interface it implements.</param>
/// <param name="TypeArguments">The handler interface's type arguments: the message first, the answer last.</param>
/// <param name="Attributes">What the message's attributes say.</param>
/// <param name="HasVersion">Whether it is decided on something that has a version.</param>
/// <param name="Dependencies">What the handler's constructor is given, as C#.</param>
/// <param name="Message">How the message is made from a request.</param>
internal sealed record OperationModel(
    string Handler, HandlerKind Kind, Sequence<string> TypeArguments, OperationAttributes Attributes, bool HasVersion,
    Sequence<string> Dependencies, MessageModel Message)
{
    public bool IsCommand => Kind is HandlerKind.Command or HandlerKind.CommandWithFetch;

    /// <summary>
    /// Reads what a handler handles; <see langword="null"/> when something about it is wrong, which an analyzer says.
    /// </summary>
    public static OperationModel? Read(HandlerInterface handler, Microsoft.CodeAnalysis.Compilation compilation)
    {
        var (message, isCommand) = (handler.Message, handler.IsCommand);
        if (OperationAttributes.Read(message) is not { } attributes
            || MessageModelReader.Read(message, isCommand, attributes.Path, compilation, []) is not { } shape
            || Injection.Read(handler.Handler, compilation, out _) is not { } dependencies)
            return null;
        return new OperationModel(
            handler.Handler.Full(), handler.Kind,
            handler.Implemented.TypeArguments.Select(t => t.FullAnnotated()).ToSequence(),
            attributes, handler.HasVersion, dependencies, shape);
    }
}
