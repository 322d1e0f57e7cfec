namespace TestDigitalPlatform.Service.Tests.Carriers;

internal sealed class CarryValuesHandler : ICommandHandler<CarryValues, CarrierId>
{
    public static Decision<CarrierId> Decide(CarryValues command, CommandContext context)
    {
        var id = context.NewId<CarrierId>();
        return Decision.Accept(id).Insert($"""
            insert into carrier (
                id, customer_id, flag, tiny, minus, small, unsigned_small, whole, unsigned_whole, large, unsigned_large,
                ratio, real, amount, letter, text, fixed, brief, kind, at, local, day, clock, lasting, bytes, numbers,
                texts, detail, plain, maybe)
            values (
                {id}, {context.Customer}, {command.Flag}, {command.Tiny}, {command.Minus},
                {command.Small}, {command.UnsignedSmall}, {command.Whole}, {command.UnsignedWhole}, {command.Large},
                {command.UnsignedLarge}, {command.Ratio}, {command.Real}, {command.Amount}, {command.Letter},
                {command.Text}, {command.Fixed}, {command.Brief}, {command.Kind}, {command.At}, {command.Local},
                {command.Day}, {command.Clock}, {command.Lasting}, {command.Bytes}, {command.Numbers}, {command.Texts},
                {command.Detail}, {command.Plain}, {command.Maybe})
            """);
    }
}

internal sealed class GetCarrierHandler : IQueryHandler<GetCarrier, Carrier>
{
    public Task<Carrier> Fetch(GetCarrier query, Db db, CancellationToken cancellationToken) => db.One<Carrier>(
        $"{CarrierSql.Columns} where id = {query.Carrier}", cancellationToken);
}

internal sealed class ListCarriersHandler : IQueryHandler<ListCarriers, Page<Carrier>>
{
    public Task<Page<Carrier>> Fetch(ListCarriers query, Db db, CancellationToken cancellationToken) =>
        db.Page($"{CarrierSql.Columns} where true; -- it's all of them", query, cancellationToken);
}

internal static class CarrierSql
{
    internal static readonly Sql Columns = """
        select id, flag, tiny, minus, small, unsigned_small, whole, unsigned_whole, large, unsigned_large, ratio, real,
            amount, letter, text, fixed, brief, kind, at, local, day, clock, lasting, bytes, numbers, texts, detail,
            plain, maybe
        from carrier
        """;
}
