using System.Collections.Immutable;
using System.Text.Json;
using OpenIddict.Abstractions;

namespace TestDigitalPlatform.Identity.Stores;

// What OpenIddict asks of a row, member by member.
internal sealed partial class TokenStore
{
    public ValueTask<StoredToken> InstantiateAsync(CancellationToken cancellationToken) => new(new StoredToken());

    public ValueTask<string?> GetApplicationIdAsync(StoredToken token, CancellationToken cancellationToken) => new(token.Client);

    public ValueTask SetApplicationIdAsync(StoredToken token, string? value, CancellationToken cancellationToken)
    {
        token.Client = value;
        return default;
    }

    public ValueTask<string?> GetAuthorizationIdAsync(StoredToken token, CancellationToken cancellationToken) => new(token.Grant?.ToString());

    public ValueTask SetAuthorizationIdAsync(StoredToken token, string? value, CancellationToken cancellationToken)
    {
        token.Grant = value is null ? null : Guid.Parse(value);
        return default;
    }

    public ValueTask<DateTimeOffset?> GetCreationDateAsync(StoredToken token, CancellationToken cancellationToken) => new(token.CreatedAt);

    public ValueTask SetCreationDateAsync(StoredToken token, DateTimeOffset? value, CancellationToken cancellationToken)
    {
        token.CreatedAt = value;
        return default;
    }

    public ValueTask<DateTimeOffset?> GetExpirationDateAsync(StoredToken token, CancellationToken cancellationToken) => new(token.ExpiresAt);

    public ValueTask SetExpirationDateAsync(StoredToken token, DateTimeOffset? value, CancellationToken cancellationToken)
    {
        token.ExpiresAt = value;
        return default;
    }

    public ValueTask<string?> GetIdAsync(StoredToken token, CancellationToken cancellationToken) => new(token.Id.ToString());

    public ValueTask<string?> GetPayloadAsync(StoredToken token, CancellationToken cancellationToken) => new(token.Payload);

    public ValueTask SetPayloadAsync(StoredToken token, string? value, CancellationToken cancellationToken)
    {
        token.Payload = value;
        return default;
    }

    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(StoredToken token, CancellationToken cancellationToken) => new(StoredJson.Read(token.Properties));

    public ValueTask SetPropertiesAsync(StoredToken token, ImmutableDictionary<string, JsonElement> value, CancellationToken cancellationToken)
    {
        token.Properties = StoredJson.Write(value);
        return default;
    }

    public ValueTask<DateTimeOffset?> GetRedemptionDateAsync(StoredToken token, CancellationToken cancellationToken) => new(token.RedeemedAt);

    public ValueTask SetRedemptionDateAsync(StoredToken token, DateTimeOffset? value, CancellationToken cancellationToken)
    {
        token.RedeemedAt = value;
        return default;
    }

    public ValueTask<string?> GetReferenceIdAsync(StoredToken token, CancellationToken cancellationToken) => new(token.Reference);

    public ValueTask SetReferenceIdAsync(StoredToken token, string? value, CancellationToken cancellationToken)
    {
        token.Reference = value;
        return default;
    }

    public ValueTask<string?> GetStatusAsync(StoredToken token, CancellationToken cancellationToken) => new(token.Status);

    public ValueTask SetStatusAsync(StoredToken token, string? value, CancellationToken cancellationToken)
    {
        token.Status = value;
        return default;
    }

    public ValueTask<string?> GetSubjectAsync(StoredToken token, CancellationToken cancellationToken) => new(token.Subject);

    public ValueTask SetSubjectAsync(StoredToken token, string? value, CancellationToken cancellationToken)
    {
        token.Subject = value;
        return default;
    }

    public ValueTask<string?> GetTypeAsync(StoredToken token, CancellationToken cancellationToken) => new(token.Kind);

    public ValueTask SetTypeAsync(StoredToken token, string? value, CancellationToken cancellationToken)
    {
        token.Kind = value;
        return default;
    }

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw NotAsked();

    public ValueTask<long> CountAsync<TResult>(
        Func<IQueryable<StoredToken>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw NotAsked();

    public ValueTask<TResult?> GetAsync<TState, TResult>(
        Func<IQueryable<StoredToken>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw NotAsked();

    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(
        Func<IQueryable<StoredToken>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw NotAsked();

    public ValueTask DeleteAsync(StoredToken token, CancellationToken cancellationToken) => throw new NotSupportedException(
        "Tokens are revoked, and dropped with the day on which they end.");

    // OpenIddict itself asks none of these; they are for code of an application, which has the platform's queries.
    private static NotSupportedException NotAsked() =>
        new("This store does not support LINQ queries. Use the queries of the identity provider.");
}
