using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;

namespace TestDigitalPlatform.Identity.Stores;

// What OpenIddict asks of a row, member by member.
internal sealed partial class ClientStore
{
    public ValueTask<StoredClient> InstantiateAsync(CancellationToken cancellationToken) => new(new StoredClient());

    public ValueTask<string?> GetApplicationTypeAsync(StoredClient client, CancellationToken cancellationToken) => new(client.Settings.ApplicationType);

    public ValueTask SetApplicationTypeAsync(StoredClient client, string? value, CancellationToken cancellationToken)
    {
        client.Settings.ApplicationType = value ?? "web";
        return default;
    }

    public ValueTask<string?> GetClientIdAsync(StoredClient client, CancellationToken cancellationToken) => new(client.ClientId);

    public ValueTask SetClientIdAsync(StoredClient client, string? value, CancellationToken cancellationToken)
    {
        client.ClientId = value;
        return default;
    }

    public ValueTask<string?> GetClientSecretAsync(StoredClient client, CancellationToken cancellationToken) => new(client.SecretHashes is [var first, ..] ? Convert.ToBase64String(first) : null);

    public ValueTask SetClientSecretAsync(StoredClient client, string? value, CancellationToken cancellationToken)
    {
        client.SecretHashes = value is null ? [] : [Convert.FromBase64String(value)];
        return default;
    }

    public ValueTask<string?> GetClientTypeAsync(StoredClient client, CancellationToken cancellationToken) => new(client.ClientType);

    public ValueTask SetClientTypeAsync(StoredClient client, string? value, CancellationToken cancellationToken)
    {
        client.ClientType = value;
        return default;
    }

    public ValueTask<string?> GetConsentTypeAsync(StoredClient client, CancellationToken cancellationToken) => new(client.Settings.ConsentType);

    public ValueTask SetConsentTypeAsync(StoredClient client, string? value, CancellationToken cancellationToken)
    {
        client.Settings.ConsentType = value ?? "explicit";
        return default;
    }

    public ValueTask<string?> GetDisplayNameAsync(StoredClient client, CancellationToken cancellationToken) => new(client.DisplayName);

    public ValueTask SetDisplayNameAsync(StoredClient client, string? value, CancellationToken cancellationToken)
    {
        client.DisplayName = value;
        return default;
    }

    public ValueTask<string?> GetIdAsync(StoredClient client, CancellationToken cancellationToken) => new(client.ClientId);

    public ValueTask<JsonWebKeySet?> GetJsonWebKeySetAsync(StoredClient client, CancellationToken cancellationToken) => new(client.Settings.Keys is { } keys ? JsonWebKeySet.Create(keys) : null);

    public ValueTask SetJsonWebKeySetAsync(StoredClient client, JsonWebKeySet? value, CancellationToken cancellationToken)
    {
        client.Settings.Keys = value is null ? null : JsonSerializer.Serialize(value);
        return default;
    }

    public ValueTask<ImmutableArray<string>> GetPermissionsAsync(StoredClient client, CancellationToken cancellationToken) => new([.. client.Settings.Permissions]);

    public ValueTask SetPermissionsAsync(StoredClient client, ImmutableArray<string> value, CancellationToken cancellationToken)
    {
        client.Settings.Permissions = [.. value];
        return default;
    }

    public ValueTask<ImmutableArray<string>> GetPostLogoutRedirectUrisAsync(StoredClient client, CancellationToken cancellationToken) => new([.. client.Settings.PostLogoutRedirectUris]);

    public ValueTask SetPostLogoutRedirectUrisAsync(StoredClient client, ImmutableArray<string> value, CancellationToken cancellationToken)
    {
        client.Settings.PostLogoutRedirectUris = [.. value];
        return default;
    }

    public ValueTask<ImmutableArray<string>> GetRedirectUrisAsync(StoredClient client, CancellationToken cancellationToken) => new([.. client.Settings.RedirectUris]);

    public ValueTask SetRedirectUrisAsync(StoredClient client, ImmutableArray<string> value, CancellationToken cancellationToken)
    {
        client.Settings.RedirectUris = [.. value];
        return default;
    }

    public ValueTask<ImmutableArray<string>> GetRequirementsAsync(StoredClient client, CancellationToken cancellationToken) => new([.. client.Settings.Requirements]);

    public ValueTask SetRequirementsAsync(StoredClient client, ImmutableArray<string> value, CancellationToken cancellationToken)
    {
        client.Settings.Requirements = [.. value];
        return default;
    }

    public ValueTask<ImmutableDictionary<string, string>> GetSettingsAsync(StoredClient client, CancellationToken cancellationToken) => new(client.Settings.Lifetimes.ToImmutableDictionary());

    public ValueTask SetSettingsAsync(StoredClient client, ImmutableDictionary<string, string> value, CancellationToken cancellationToken)
    {
        client.Settings.Lifetimes = new(value);
        return default;
    }

    public ValueTask<ImmutableDictionary<CultureInfo, string>> GetDisplayNamesAsync(StoredClient client, CancellationToken cancellationToken) => new(ImmutableDictionary<CultureInfo, string>.Empty);

    public ValueTask SetDisplayNamesAsync(StoredClient client, ImmutableDictionary<CultureInfo, string> value, CancellationToken cancellationToken)
    {
        _ = value;
        return default;
    }

    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(StoredClient client, CancellationToken cancellationToken) => new(ImmutableDictionary<string, JsonElement>.Empty);

    public ValueTask SetPropertiesAsync(StoredClient client, ImmutableDictionary<string, JsonElement> value, CancellationToken cancellationToken)
    {
        _ = value;
        return default;
    }

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw NotAsked();

    public ValueTask<long> CountAsync<TResult>(
        Func<IQueryable<StoredClient>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw NotAsked();

    public ValueTask<TResult?> GetAsync<TState, TResult>(
        Func<IQueryable<StoredClient>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw NotAsked();

    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(
        Func<IQueryable<StoredClient>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw NotAsked();

    // OpenIddict itself asks none of these; they are for code of an application, which has the platform's queries.
    private static NotSupportedException NotAsked() =>
        new("This store does not support LINQ queries. Use the queries of the identity provider.");
}
