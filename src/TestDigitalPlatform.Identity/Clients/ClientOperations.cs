using OpenIddict.Abstractions;
using TestDigitalPlatform.Identity.Stores;

namespace TestDigitalPlatform.Identity.Clients;

/// <summary>What a new secret is decided on: random values are made before the decision, which is pure.</summary>
internal sealed record NewSecret(string Secret);

internal sealed class RegisterClientHandler : ICommandHandler<RegisterClient, NewSecret, ClientCredentials>
{
    public static readonly Refusal Exists = new("clients.exists", "An application with this client id exists already.");

    public Task<NewSecret> Fetch(RegisterClient command, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(new NewSecret(ClientSecret.New()));

    public static Decision<ClientCredentials> Decide(RegisterClient command, NewSecret state, CommandContext context)
    {
        if (ClientRules.WhyNot(command) is { } refusal)
            return Decision.Refuse(refusal);
        var isPublic = command.Kind is ClientKind.Native;
        var hash = isPublic ? null : ClientManager.Hash(state.Secret);
        return Decision.Accept(
                new ClientCredentials(command.ClientId, isPublic ? default(Sensitive<string>?) : new Sensitive<string>(state.Secret)))
            .Insert(
                $"""
                insert into identity.client (client_id, client_type, display_name, secret_hashes, settings, created_at)
                values ({command.ClientId},
                    {(isPublic ? OpenIddictConstants.ClientTypes.Public : OpenIddictConstants.ClientTypes.Confidential)},
                    {command.DisplayName}, array_remove(array[{hash}::bytea], null), {ClientStore.Write(ClientRules.Settings(command))}::text::jsonb, {context.Now})
                """,
                orRefuse: Exists);
    }
}

internal sealed class ListClientsHandler : IQueryHandler<ListClients, Page<ClientSummary>>
{
    public Task<Page<ClientSummary>> Fetch(ListClients query, Db db, CancellationToken cancellationToken) => db.Page(
        $"""
        select client_id as id, display_name, client_type = 'confidential' as is_confidential, cardinality(secret_hashes) as secrets, created_at
        from identity.client
        """,
        query, cancellationToken);
}

/// <summary>A client, as far as decisions about its secrets need it.</summary>
internal sealed record KnownClient(string ClientId, string ClientType, int Secrets, long Version, string NewSecret)
{
    internal static readonly Refusal IsPublic = new(
        "clients.public", "A native application can't keep a secret, and has none.");

    internal static Task<KnownClient> Fetch(string id, Db db, CancellationToken cancellationToken)
    {
        var secret = ClientSecret.New();
        return db.One<KnownClient>(
            $"""
            select client_id, client_type, cardinality(secret_hashes) as secrets, version, {secret}::text as new_secret
            from identity.client where client_id = {id}
            """,
            cancellationToken);
    }
}

internal sealed class AddClientSecretHandler : ICommandHandler<AddClientSecret, KnownClient, ClientCredentials>
{
    public static readonly Refusal TwoSecrets = new(
        "clients.two_secrets", "The application has two secrets already. Remove the former one first.");

    public Task<KnownClient> Fetch(AddClientSecret command, Db db, CancellationToken cancellationToken) =>
        KnownClient.Fetch(command.ClientId, db, cancellationToken);

    public static Decision<ClientCredentials> Decide(AddClientSecret command, KnownClient client, CommandContext context)
    {
        if (client.ClientType == OpenIddictConstants.ClientTypes.Public)
            return Decision.Refuse(KnownClient.IsPublic);
        if (client.Secrets >= 2)
            return Decision.Refuse(TwoSecrets);
        return Decision.Accept(new ClientCredentials(client.ClientId, new Sensitive<string>(client.NewSecret)))
            .Change(
                $"""
                update identity.client
                set secret_hashes = {ClientManager.Hash(client.NewSecret)}::bytea || secret_hashes, version = version + 1
                where client_id = {client.ClientId} and version = {client.Version}
                """);
    }
}

internal sealed class RemoveFormerClientSecretHandler : ICommandHandler<RemoveFormerClientSecret, KnownClient, Nothing>
{
    public static readonly Refusal OneSecret = new(
        "clients.one_secret", "The application has only one secret. Add another one first.");

    public Task<KnownClient> Fetch(RemoveFormerClientSecret command, Db db, CancellationToken cancellationToken) =>
        KnownClient.Fetch(command.ClientId, db, cancellationToken);

    public static Decision<Nothing> Decide(RemoveFormerClientSecret command, KnownClient client, CommandContext context) =>
        client.Secrets < 2
            ? Decision.Refuse(OneSecret)
            : Decision.Accept().Change(
                $"""
                update identity.client set secret_hashes = secret_hashes[1:1], version = version + 1
                where client_id = {client.ClientId} and version = {client.Version}
                """);
}

internal sealed class RemoveClientHandler : ICommandHandler<RemoveClient, Nothing, Nothing>
{
    public Task<Nothing> Fetch(RemoveClient command, Db db, CancellationToken cancellationToken) => Task.FromResult(default(Nothing)!);

    public static Decision<Nothing> Decide(RemoveClient command, Nothing state, CommandContext context) => Decision.Accept()
        .ChangeAny($"delete from identity.client where client_id = {command.ClientId}")
        .ChangeAny(
            $"""
            update identity.grant_of_client set status = 'revoked', version = gen_random_uuid()
            where client_id = {command.ClientId}
            """);
}
