namespace TestDigitalPlatform.InProcess;

/// <summary>The service's operations by their messages.</summary>
internal sealed class InProcessOperations(IEnumerable<InProcessOperation> operations)
{
    private readonly Dictionary<Type, InProcessOperation> byMessage =
        operations.ToDictionary(operation => operation.Operation.Message);

    internal InProcessOperation? Find(Type message) => byMessage.GetValueOrDefault(message);
}
