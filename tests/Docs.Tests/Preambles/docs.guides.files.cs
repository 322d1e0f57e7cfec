[Id]
public readonly partial record struct OrderId(Guid Value);

[Id]
public readonly partial record struct AttachmentId(Guid Value);

internal sealed record Order(OrderId Id, CustomerId CustomerId, long Version) : IVersioned;
