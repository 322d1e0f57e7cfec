using System.Collections.Immutable;
using System.Text.Json;
using OpenIddict.Abstractions;

namespace TestDigitalPlatform.Identity.Stores;

// What OpenIddict asks of a row, member by member.
internal sealed partial class GrantStore
{
    public ValueTask<StoredGrant> InstantiateAsync(CancellationToken cancellationToken) => new(new StoredGrant());

    public ValueTask<string?> GetApplicationIdAsync(StoredGrant grant, CancellationToken cancellationToken) => new(grant.Client);

    public ValueTask SetApplicationIdAsync(StoredGrant grant, string? value, CancellationToken cancellationToken)
    {
        grant.Client = value;
        return default;
    }

    public ValueTask<DateTimeOffset?> GetCreationDateAsync(StoredGrant grant, CancellationToken cancellationToken) => new(grant.CreatedAt);

    public ValueTask SetCreationDateAsync(StoredGrant grant, DateTimeOffset? value, CancellationToken cancellationToken)
    {
        grant.CreatedAt = value;
        return default;
    }

    public ValueTask<string?> GetIdAsync(StoredGrant grant, CancellationToken cancellationToken) => new(grant.Id.ToString());

    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(StoredGrant grant, CancellationToken cancellationToken) => new(StoredJson.Read(grant.Properties));

    public ValueTask SetPropertiesAsync(StoredGrant grant, ImmutableDictionary<string, JsonElement> value, CancellationToken cancellationToken)
    {
        grant.Properties = StoredJson.Write(value);
        return default;
    }

    public ValueTask<ImmutableArray<string>> GetScopesAsync(StoredGrant grant, CancellationToken cancellationToken) => new([.. grant.Scopes]);

    public ValueTask SetScopesAsync(StoredGrant grant, ImmutableArray<string> value, CancellationToken cancellationToken)
    {
        grant.Scopes = [.. value];
        return default;
    }

    public ValueTask<string?> GetStatusAsync(StoredGrant grant, CancellationToken cancellationToken) => new(grant.Status);

    public ValueTask SetStatusAsync(StoredGrant grant, string? value, CancellationToken cancellationToken)
    {
        grant.Status = value;
        return default;
    }

    public ValueTask<string?> GetSubjectAsync(StoredGrant grant, CancellationToken cancellationToken) => new(grant.Subject);

    public ValueTask SetSubjectAsync(StoredGrant grant, string? value, CancellationToken cancellationToken)
    {
        grant.Subject = value;
        return default;
    }

    public ValueTask<string?> GetTypeAsync(StoredGrant grant, CancellationToken cancellationToken) => new(grant.Kind);

    public ValueTask SetTypeAsync(StoredGrant grant, string? value, CancellationToken cancellationToken)
    {
        grant.Kind = value;
        return default;
    }

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw NotAsked();

    public ValueTask<long> CountAsync<TResult>(
        Func<IQueryable<StoredGrant>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw NotAsked();

    public ValueTask<TResult?> GetAsync<TState, TResult>(
        Func<IQueryable<StoredGrant>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw NotAsked();

    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(
        Func<IQueryable<StoredGrant>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw NotAsked();

    // OpenIddict itself asks none of these; they are for code of an application, which has the platform's queries.
    private static NotSupportedException NotAsked() =>
        new("This store does not support LINQ queries. Use the queries of the identity provider.");
}
