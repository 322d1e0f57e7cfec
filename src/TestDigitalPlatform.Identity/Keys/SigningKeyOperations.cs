namespace TestDigitalPlatform.Identity.Keys;

internal sealed class ListSigningKeysHandler : IQueryHandler<ListSigningKeys, Page<SigningKeySummary>>
{
    public Task<Page<SigningKeySummary>> Fetch(ListSigningKeys query, Db db, CancellationToken cancellationToken) => db.Page(
        $"select key_id as id, algorithm, signs_from, published_until from identity.signing_key", query, cancellationToken);
}

/// <summary>A key, as far as a decision needs it.</summary>
internal sealed record KnownKey(string KeyId, DateTimeOffset PublishedUntil);

internal sealed class WithdrawSigningKeyHandler : ICommandHandler<WithdrawSigningKey, KnownKey, Nothing>
{
    public Task<KnownKey> Fetch(WithdrawSigningKey command, Db db, CancellationToken cancellationToken) => db.One<KnownKey>(
        $"select key_id, published_until from identity.signing_key where key_id = {command.Key}", cancellationToken);

    // Each node sees it within seconds, and the first one that does makes another key sign (KeyWatch).
    public static Decision<Nothing> Decide(WithdrawSigningKey command, KnownKey state, CommandContext context) =>
        state.PublishedUntil <= context.Now
            ? Decision.Accept()
            : Decision.Accept().Change(
                $"update identity.signing_key set published_until = {context.Now} where key_id = {command.Key}");
}
