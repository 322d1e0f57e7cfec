using Npgsql;
using OpenIddict.Abstractions;
using static TestDigitalPlatform.Identity.Stores.ProtocolDatabase;

namespace TestDigitalPlatform.Identity.Stores;

/// <summary>Keeps grants (OpenIddict's authorizations) in PostgreSQL.</summary>
internal sealed partial class GrantStore(ProtocolDatabase database, TimeProvider time) : IOpenIddictAuthorizationStore<StoredGrant>
{
    private const int MaxListed = 1_000;

    private const string Columns =
        "select id, client_id, subject, kind, status, scopes, properties::text, version, created_at from identity.grant_of_client";

    public async ValueTask CreateAsync(StoredGrant authorization, CancellationToken cancellationToken)
    {
        (authorization.Id, authorization.Version) = (Guid.CreateVersion7(time.GetUtcNow()), Guid.NewGuid());
        await database.Run(
            """
            insert into identity.grant_of_client (id, client_id, subject, kind, status, scopes, properties, version, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            cancellationToken,
            Uuid(authorization.Id), Text(authorization.Client), Text(authorization.Subject), Text(authorization.Kind),
            Text(authorization.Status), Texts(authorization.Scopes), Jsonb(authorization.Properties), Uuid(authorization.Version),
            Time(authorization.CreatedAt ?? time.GetUtcNow()));
    }

    public async ValueTask UpdateAsync(StoredGrant authorization, CancellationToken cancellationToken)
    {
        var version = Guid.NewGuid();
        var changed = await database.Run(
            """
            update identity.grant_of_client
            set client_id = $2, subject = $3, kind = $4, status = $5, scopes = $6, properties = $7, version = $8
            where id = $1 and version = $9
            """,
            cancellationToken,
            Uuid(authorization.Id), Text(authorization.Client), Text(authorization.Subject), Text(authorization.Kind),
            Text(authorization.Status), Texts(authorization.Scopes), Jsonb(authorization.Properties), Uuid(version),
            Uuid(authorization.Version));
        if (changed == 0)
            throw new OpenIddictExceptions.ConcurrencyException("The grant was changed at the same time.");
        authorization.Version = version;
    }

    public async ValueTask DeleteAsync(StoredGrant authorization, CancellationToken cancellationToken) =>
        await database.Run("delete from identity.grant_of_client where id = $1", cancellationToken, Uuid(authorization.Id));

    public ValueTask<StoredGrant?> FindByIdAsync(string identifier, CancellationToken cancellationToken) =>
        Guid.TryParse(identifier, out var id)
            ? database.Find($"{Columns} where id = $1", Read, cancellationToken, Uuid(id))
            : default;

    public async IAsyncEnumerable<StoredGrant> FindAsync(
        string? subject, string? client, string? status, string? type,
        System.Collections.Immutable.ImmutableArray<string>? scopes,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var grant in database.List(
            $"""
            {Columns} where ($1::text is null or subject = $1) and ($2::text is null or client_id = $2)
                and ($3::text is null or status = $3) and ($4::text is null or kind = $4) and scopes @> $5
            order by created_at desc limit {MaxListed}
            """,
            Read, cancellationToken, Text(subject), Text(client), Text(status), Text(type), Texts([.. scopes ?? []])))
            yield return grant;
    }

    public IAsyncEnumerable<StoredGrant> FindByApplicationIdAsync(string identifier, CancellationToken cancellationToken) =>
        FindAsync(null, identifier, null, null, null, cancellationToken);

    public IAsyncEnumerable<StoredGrant> FindBySubjectAsync(string subject, CancellationToken cancellationToken) =>
        FindAsync(subject, null, null, null, null, cancellationToken);

    public IAsyncEnumerable<StoredGrant> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => database.List(
        $"{Columns} order by created_at, id limit $1 offset $2", Read, cancellationToken,
        Number(Math.Min(count ?? MaxListed, MaxListed)), Number(offset ?? 0));

    // Grants without a token that is alive and older than the threshold; those of a person's consent stay.
    public async ValueTask<long> PruneAsync(DateTimeOffset threshold, CancellationToken cancellationToken) => await database.Run(
        $"""
        delete from identity.grant_of_client g
        where g.id = any(array(
            select id from identity.grant_of_client c
            where created_at < $1 and (kind = '{OpenIddictConstants.AuthorizationTypes.AdHoc}' or status <> '{OpenIddictConstants.Statuses.Valid}')
                and not exists (select from identity.token t where t.grant_id = c.id and t.expires_at > $2)
            limit {MaxListed}))
        """,
        cancellationToken, Time(threshold), Time(time.GetUtcNow()));

    public async ValueTask<long> RevokeAsync(
        string? subject, string? client, string? status, string? type, CancellationToken cancellationToken) => await database.Run(
        $"""
        update identity.grant_of_client set status = '{OpenIddictConstants.Statuses.Revoked}', version = gen_random_uuid()
        where ($1::text is null or subject = $1) and ($2::text is null or client_id = $2)
            and ($3::text is null or status = $3) and ($4::text is null or kind = $4)
            and status <> '{OpenIddictConstants.Statuses.Revoked}'
        """,
        cancellationToken, Text(subject), Text(client), Text(status), Text(type));

    public ValueTask<long> RevokeByApplicationIdAsync(string identifier, CancellationToken cancellationToken) =>
        RevokeAsync(null, identifier, null, null, cancellationToken);

    public ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken) =>
        RevokeAsync(subject, null, null, null, cancellationToken);

    private static StoredGrant Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Client = row.GetString(1),
        Subject = Value<string>(row, 2),
        Kind = row.GetString(3),
        Status = row.GetString(4),
        Scopes = row.GetFieldValue<string[]>(5),
        Properties = Value<string>(row, 6),
        Version = row.GetGuid(7),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(8),
    };
}
