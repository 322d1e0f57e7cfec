namespace Customers;

/// <summary>What is known of the caller besides the token; nothing for the platform's own people.</summary>
internal sealed record KnownUser(string? CustomerName, string? DisplayName, string? Email);

internal sealed class WhoAmIHandler : IQueryHandler<WhoAmI, KnownUser, Identity>
{
    public async Task<KnownUser> Fetch(WhoAmI query, Db db, CancellationToken cancellationToken) =>
        await db.Find<KnownUser>(
            $"""
            select c.name as customer_name, u.display_name, u.email
            from customer c left join customer_user u on u.customer_id = c.customer_id and u.id = {db.User}
            where c.customer_id = {db.Caller?.Customer}
            """,
            cancellationToken)
        ?? new KnownUser(null, null, null);

    public static Identity Process(WhoAmI query, KnownUser fetched, QueryContext context)
    {
        var caller = context.Caller!;
        return new Identity(
            caller.User,
            caller.Role,
            caller.Customer,
            fetched.CustomerName,
            fetched.DisplayName,
            fetched.Email,
            caller.Actor);
    }
}
