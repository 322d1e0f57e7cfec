using System.Buffers.Text;
using System.Security.Cryptography;
using Npgsql;
using TestDigitalPlatform.Data;
using static TestDigitalPlatform.Identity.Stores.ProtocolDatabase;

namespace TestDigitalPlatform.Identity.Keys;

/// <summary>Adds the next keys in time, and ends those whose tokens have all ended.</summary>
/// <remarks>
/// A new key is published first and signs later, so that every service knows it when the first token comes. One that was
/// replaced stays published until the last token that it signed has ended. One node at a time does this.
/// </remarks>
internal sealed class KeyRotation(
    Database database, PlatformCipher cipher, IdentityProviderOptions options, TimeProvider time)
{
    /// <summary>How long a key is published after another took its place: more than any token that is checked by it lives.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromHours(2);

    private static readonly DateTimeOffset NoEnd = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    internal async Task Run(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Execute(connection, "select pg_advisory_xact_lock(hashtext('identity.signing_key'))", cancellationToken);
        foreach (var algorithm in KeyMaker.Algorithms)
            await Rotate(connection, algorithm, cancellationToken);
        await Execute(
            connection, "delete from identity.signing_key where published_until <= $1", cancellationToken,
            Time(time.GetUtcNow() - Kept));
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task Rotate(NpgsqlConnection connection, string algorithm, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (signing, next) = await Find(connection, algorithm, now, cancellationToken);
        if (signing is null)
        {
            // At the beginning, or after the only key was withdrawn: one that waits takes its place at once.
            if (next is { } waiting)
                await Execute(
                    connection, "update identity.signing_key set signs_from = $1 where algorithm = $2 and signs_from = $3",
                    cancellationToken, Time(now), Text(algorithm), Time(waiting));
            else
                await Add(connection, algorithm, now, now, cancellationToken);
            return;
        }

        if (next is not null || signing.Value + options.SigningKeyLifetime - options.SigningKeyAnnouncement > now)
            return;
        var takesOver = now + options.SigningKeyAnnouncement;
        await Execute(
            connection,
            "update identity.signing_key set published_until = $1 where algorithm = $2 and published_until > $1",
            cancellationToken, Time(takesOver + Kept), Text(algorithm));
        await Add(connection, algorithm, now, takesOver, cancellationToken);
    }

    private static async Task<(DateTimeOffset? Signing, DateTimeOffset? Next)> Find(
        NpgsqlConnection connection, string algorithm, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select max(signs_from) filter (where signs_from <= $2), min(signs_from) filter (where signs_from > $2)
            from identity.signing_key where algorithm = $1 and published_until > $2
            """,
            connection);
        command.Parameters.AddRange(new[] { Text(algorithm), Time(now) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (Maybe<DateTimeOffset>(reader, 0), Maybe<DateTimeOffset>(reader, 1));
    }

    private async Task Add(
        NpgsqlConnection connection, string algorithm, DateTimeOffset now, DateTimeOffset signsFrom,
        CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
        await Execute(
            connection,
            """
            insert into identity.signing_key (key_id, algorithm, private_key, created_at, signs_from, published_until)
            values ($1, $2, $3, $4, $5, $6)
            """,
            cancellationToken,
            Text(id), Text(algorithm), Bytes(await cipher.Seal(KeyMaker.Make(algorithm), cancellationToken)), Time(now),
            Time(signsFrom), Time(NoEnd));
    }

    private static async Task<int> Execute(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
