using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using OpenIddict.Abstractions;
using static TestDigitalPlatform.Identity.Stores.ProtocolDatabase;

namespace TestDigitalPlatform.Identity.Stores;

/// <summary>Keeps clients (OpenIddict's applications) in PostgreSQL. A client's id is its <c>client_id</c>.</summary>
internal sealed partial class ClientStore(ProtocolDatabase database) : IOpenIddictApplicationStore<StoredClient>
{
    private const int MaxListed = 1_000;

    private const string Columns =
        "select client_id, client_type, display_name, secret_hashes, settings::text, version from identity.client";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The settings as they are stored.</summary>
    internal static string Write(ClientSettings settings) => JsonSerializer.Serialize(settings, Json);

    public async ValueTask CreateAsync(StoredClient application, CancellationToken cancellationToken) => await database.Run(
        """
        insert into identity.client (client_id, client_type, display_name, secret_hashes, settings) values ($1, $2, $3, $4, $5)
        """,
        cancellationToken,
        Text(application.ClientId), Text(application.ClientType), Text(application.DisplayName ?? application.ClientId),
        Hashes(application), Jsonb(Write(application.Settings)));

    public async ValueTask UpdateAsync(StoredClient application, CancellationToken cancellationToken)
    {
        var changed = await database.Run(
            """
            update identity.client
            set client_type = $2, display_name = $3, secret_hashes = $4, settings = $5, version = version + 1
            where client_id = $1 and version = $6
            """,
            cancellationToken,
            Text(application.ClientId), Text(application.ClientType), Text(application.DisplayName), Hashes(application),
            Jsonb(Write(application.Settings)),
            new NpgsqlParameter<long> { TypedValue = application.Version });
        if (changed == 0)
            throw new OpenIddictExceptions.ConcurrencyException("The client was changed at the same time.");
        application.Version++;
    }

    public async ValueTask DeleteAsync(StoredClient application, CancellationToken cancellationToken) =>
        await database.Run("delete from identity.client where client_id = $1", cancellationToken, Text(application.ClientId));

    public ValueTask<StoredClient?> FindByIdAsync(string identifier, CancellationToken cancellationToken) =>
        FindByClientIdAsync(identifier, cancellationToken);

    public ValueTask<StoredClient?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken) =>
        database.Find($"{Columns} where client_id = $1", Read, cancellationToken, Text(identifier));

    public IAsyncEnumerable<StoredClient> FindByRedirectUriAsync(string uri, CancellationToken cancellationToken) => database.List(
        $"{Columns} where settings->'redirectUris' ? $1 order by client_id limit {MaxListed}", Read, cancellationToken, Text(uri));

    public IAsyncEnumerable<StoredClient> FindByPostLogoutRedirectUriAsync(string uri, CancellationToken cancellationToken) =>
        database.List(
            $"{Columns} where settings->'postLogoutRedirectUris' ? $1 order by client_id limit {MaxListed}", Read,
            cancellationToken, Text(uri));

    public IAsyncEnumerable<StoredClient> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => database.List(
        $"{Columns} order by client_id limit $1 offset $2", Read, cancellationToken,
        Number(Math.Min(count ?? MaxListed, MaxListed)), Number(offset ?? 0));

    private static NpgsqlParameter Hashes(StoredClient client) => new()
    {
        NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Bytea, Value = client.SecretHashes,
    };

    private static StoredClient Read(NpgsqlDataReader row) => new()
    {
        ClientId = row.GetString(0),
        ClientType = row.GetString(1),
        DisplayName = row.GetString(2),
        SecretHashes = row.GetFieldValue<byte[][]>(3),
        Settings = JsonSerializer.Deserialize<ClientSettings>(row.GetString(4), Json)!,
        Version = row.GetInt64(5),
    };
}
