[Id]
public readonly partial record struct OrderId(Guid Value);

internal sealed record Order(OrderId Id, long Version) : IVersioned
{
    internal static Sql ById(OrderId id) => $"select id, version from purchase_order where id = {id}";
}
