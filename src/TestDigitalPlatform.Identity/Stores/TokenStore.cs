using System.Runtime.CompilerServices;
using Npgsql;
using OpenIddict.Abstractions;
using static TestDigitalPlatform.Identity.Stores.ProtocolDatabase;

namespace TestDigitalPlatform.Identity.Stores;

/// <summary>Keeps the entries of tokens in PostgreSQL.</summary>
/// <remarks>
/// A change holds only if nobody changed the row since it was read: of two nodes that redeem one code or one refresh token,
/// one gets an <see cref="OpenIddictExceptions.ConcurrencyException"/>.
/// </remarks>
internal sealed partial class TokenStore(ProtocolDatabase database, TimeProvider time) : IOpenIddictTokenStore<StoredToken>
{
    private const string Columns = """
        select id, expires_at, grant_id, client_id, subject, kind, status, reference, payload, properties::text, version,
            created_at, redeemed_at
        from identity.token
        """;

    // Searches look past tokens that have ended, and so into few partitions.
    private const string Alive = " and expires_at > $1";

    public async ValueTask CreateAsync(StoredToken token, CancellationToken cancellationToken)
    {
        var end = token.ExpiresAt ?? TokenId.Never;
        token.ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(end.ToUnixTimeMilliseconds());
        (token.Id, token.Version) = (TokenId.New(end), Guid.NewGuid());
        await database.Run(
            """
            insert into identity.token (id, expires_at, grant_id, client_id, subject, kind, status, reference, payload,
                properties, version, created_at, redeemed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            cancellationToken,
            Uuid(token.Id), Time(token.ExpiresAt), Uuid(token.Grant), Text(token.Client), Text(token.Subject), Text(token.Kind),
            Text(token.Status), Text(token.Reference), Text(token.Payload), Jsonb(token.Properties), Uuid(token.Version),
            Time(token.CreatedAt ?? time.GetUtcNow()), Time(token.RedeemedAt));
    }

    public async ValueTask UpdateAsync(StoredToken token, CancellationToken cancellationToken)
    {
        var version = Guid.NewGuid();
        var changed = await database.Run(
            """
            update identity.token
            set grant_id = $3, client_id = $4, subject = $5, kind = $6, status = $7, reference = $8, payload = $9,
                properties = $10, redeemed_at = $11, version = $12
            where id = $1 and expires_at = $2 and version = $13
            """,
            cancellationToken,
            Uuid(token.Id), Time(TokenId.End(token.Id)), Uuid(token.Grant), Text(token.Client), Text(token.Subject),
            Text(token.Kind), Text(token.Status), Text(token.Reference), Text(token.Payload), Jsonb(token.Properties),
            Time(token.RedeemedAt), Uuid(version), Uuid(token.Version));
        if (changed == 0)
            throw new OpenIddictExceptions.ConcurrencyException("The token was changed at the same time.");
        token.Version = version;
    }

    public ValueTask<StoredToken?> FindByIdAsync(string identifier, CancellationToken cancellationToken) =>
        Guid.TryParse(identifier, out var id) && TokenId.End(id) is { } end
            ? database.Find($"{Columns} where id = $1 and expires_at = $2", Read, cancellationToken, Uuid(id), Time(end))
            : default;

    // Tokens that have ended, too, as long as they are kept: whoever shows one is told that it has ended.
    public ValueTask<StoredToken?> FindByReferenceIdAsync(string identifier, CancellationToken cancellationToken) =>
        database.Find($"{Columns} where reference = $1", Read, cancellationToken, Text(identifier));

    public IAsyncEnumerable<StoredToken> FindAsync(
        string? subject, string? client, string? status, string? type, CancellationToken cancellationToken) =>
        database.List(
            $"""
            {Columns} where ($2::text is null or subject = $2) and ($3::text is null or client_id = $3)
                and ($4::text is null or status = $4) and ($5::text is null or kind = $5){Alive}
            """,
            Read, cancellationToken, Now(), Text(subject), Text(client), Text(status), Text(type));

    public IAsyncEnumerable<StoredToken> FindByApplicationIdAsync(string identifier, CancellationToken cancellationToken) =>
        FindAsync(null, identifier, null, null, cancellationToken);

    public IAsyncEnumerable<StoredToken> FindBySubjectAsync(string subject, CancellationToken cancellationToken) =>
        FindAsync(subject, null, null, null, cancellationToken);

    public IAsyncEnumerable<StoredToken> FindByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken) =>
        database.List($"{Columns} where grant_id = $2{Alive}", Read, cancellationToken, Now(), Uuid(Guid.Parse(identifier)));

    public async ValueTask<long> RevokeAsync(
        string? subject, string? client, string? status, string? type, CancellationToken cancellationToken) =>
        await Revoke(
            """
            ($2::text is null or subject = $2) and ($3::text is null or client_id = $3)
            and ($4::text is null or status = $4) and ($5::text is null or kind = $5)
            """,
            cancellationToken, Text(subject), Text(client), Text(status), Text(type));

    public async ValueTask<long> RevokeByApplicationIdAsync(string identifier, CancellationToken cancellationToken) =>
        await Revoke("client_id = $2", cancellationToken, Text(identifier));

    public async ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken) =>
        await Revoke("subject = $2", cancellationToken, Text(subject));

    public async ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken) =>
        await Revoke("grant_id = $2", cancellationToken, Uuid(Guid.Parse(identifier)));

    // Days that are over are dropped as a whole (tdp.arrange_tokens).
    public ValueTask<long> PruneAsync(DateTimeOffset threshold, CancellationToken cancellationToken) => new(0);

    public async IAsyncEnumerable<StoredToken> ListAsync(
        int? count, int? offset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var token in database.List(
            $"{Columns} where true{Alive} order by expires_at, id limit $2 offset $3", Read, cancellationToken,
            Now(), Number(Math.Min(count ?? MaxListed, MaxListed)), Number(offset ?? 0)))
            yield return token;
    }

    private const int MaxListed = 1_000;

    private async ValueTask<long> Revoke(
        string which, CancellationToken cancellationToken, params NpgsqlParameter[] parameters) =>
        await database.Run(
            $"""
            update identity.token set status = '{OpenIddictConstants.Statuses.Revoked}', version = gen_random_uuid()
            where {which} and status <> '{OpenIddictConstants.Statuses.Revoked}'{Alive}
            """,
            cancellationToken,
            [Now(), .. parameters]);

    private NpgsqlParameter Now() => Time(time.GetUtcNow());

    private static StoredToken Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        ExpiresAt = row.GetFieldValue<DateTimeOffset>(1) is var end && end == TokenId.Never ? null : end,
        Grant = Maybe<Guid>(row, 2),
        Client = Value<string>(row, 3),
        Subject = Value<string>(row, 4),
        Kind = Value<string>(row, 5),
        Status = Value<string>(row, 6),
        Reference = Value<string>(row, 7),
        Payload = Value<string>(row, 8),
        Properties = Value<string>(row, 9),
        Version = row.GetGuid(10),
        CreatedAt = Maybe<DateTimeOffset>(row, 11),
        RedeemedAt = Maybe<DateTimeOffset>(row, 12),
    };
}
