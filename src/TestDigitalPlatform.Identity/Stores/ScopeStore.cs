using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OpenIddict.Abstractions;

namespace TestDigitalPlatform.Identity.Stores;

/// <summary>Has no scopes: the fixed ones are options of OpenIddict, which looks there first.</summary>
internal sealed class ScopeStore : IOpenIddictScopeStore<StoredScope>
{
    public ValueTask<StoredScope?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => default;

    public ValueTask<StoredScope?> FindByNameAsync(string name, CancellationToken cancellationToken) => default;

    public IAsyncEnumerable<StoredScope> FindByNamesAsync(
        ImmutableArray<string> names, CancellationToken cancellationToken) => AsyncEnumerable.Empty<StoredScope>();

    public IAsyncEnumerable<StoredScope> FindByResourceAsync(string resource, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<StoredScope>();

    public IAsyncEnumerable<StoredScope> ListAsync(int? count, int? offset, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<StoredScope>();

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => new(0);

    public ValueTask<long> CountAsync<TResult>(
        Func<IQueryable<StoredScope>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<TResult?> GetAsync<TState, TResult>(
        Func<IQueryable<StoredScope>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw Fixed();

    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(
        Func<IQueryable<StoredScope>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw Fixed();

    public ValueTask CreateAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask UpdateAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask DeleteAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<StoredScope> InstantiateAsync(CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<string?> GetDescriptionAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask SetDescriptionAsync(StoredScope scope, string? value, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<ImmutableDictionary<CultureInfo, string>> GetDescriptionsAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask SetDescriptionsAsync(StoredScope scope, ImmutableDictionary<CultureInfo, string> value, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<string?> GetDisplayNameAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask SetDisplayNameAsync(StoredScope scope, string? value, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<ImmutableDictionary<CultureInfo, string>> GetDisplayNamesAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask SetDisplayNamesAsync(StoredScope scope, ImmutableDictionary<CultureInfo, string> value, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<string?> GetIdAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<string?> GetNameAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask SetNameAsync(StoredScope scope, string? value, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask SetPropertiesAsync(StoredScope scope, ImmutableDictionary<string, JsonElement> value, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask<ImmutableArray<string>> GetResourcesAsync(StoredScope scope, CancellationToken cancellationToken) => throw Fixed();

    public ValueTask SetResourcesAsync(StoredScope scope, ImmutableArray<string> value, CancellationToken cancellationToken) => throw Fixed();

    private static NotSupportedException Fixed() => new("Scopes are fixed: they come with the identity provider.");
}
