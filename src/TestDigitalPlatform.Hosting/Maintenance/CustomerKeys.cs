using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Maintenance;

namespace TestDigitalPlatform.Hosting.Maintenance;

/// <summary>Names a change of keys.</summary>
[Id]
internal readonly partial record struct KeyChangeId(Guid Value);

internal sealed class RotateCustomerKeyHandler : ICommandHandler<RotateCustomerKey, Nothing>
{
    public static Decision<Nothing> Decide(RotateCustomerKey command, CommandContext context) =>
        KeyChangeRow.Request(command.Customer, KeyChanger.Rotation, context);
}

internal sealed class EraseCustomerHandler : ICommandHandler<EraseCustomer, Nothing>
{
    public static readonly Refusal NotConfirmed = new(
        "encryption.not_confirmed", "'confirm' names another customer. Nothing was erased.", RefusalKind.Invalid);

    public static Decision<Nothing> Decide(EraseCustomer command, CommandContext context) =>
        command.Confirm == command.Customer
            ? KeyChangeRow.Request(command.Customer, KeyChanger.Erasure, context)
            : Decision.Refuse(NotConfirmed);
}

internal sealed record KeyChangeRow(
    string Kind, string State, DateTimeOffset RequestedAt, string RequestedBy, DateTimeOffset? EndedAt, ErasedKey[] Destroyed)
{
    internal static Decision<Nothing> Request(CustomerId customer, string kind, CommandContext context) => Decision.Accept()
        .ChangeAny(
            $"""
            select tdp.request_key_change(
                {context.NewId<KeyChangeId>()}, {customer}, {kind}, {context.User}, {context.Now})
            """)
        .About(customer.Value);
}

internal sealed class GetKeyChangesHandler : IQueryHandler<GetKeyChanges, KeyChanges>
{
    public async Task<KeyChanges> Fetch(GetKeyChanges query, Db db, CancellationToken cancellationToken)
    {
        var rows = await db.List<KeyChangeRow>(
            $"""
            select kind, state, requested_at, requested_by, ended_at, coalesce(keys, '[]') as destroyed
            from tdp.key_change where customer_id = {query.Customer} order by requested_at desc limit 100
            """,
            cancellationToken);
        return new([.. rows.Select(r => new KeyChange(r.Kind, r.State, r.RequestedAt, r.RequestedBy, r.EndedAt, r.Destroyed))]);
    }
}
