using Npgsql;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Outbox;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>Runs statements about accounts when nobody is signed in yet: as the platform, since an address can be anybody's.</summary>
/// <remarks>Each is one batch, which becomes the role of the platform's people for its own transaction.</remarks>
internal sealed class AccountDatabase(Database database, TimeProvider time, EventLimit limit)
{
    private readonly Caller caller = new(
        UserId.Parse($"{Caller.ServicePrefix}{database.Service}/sign-in"), Role.PlatformAdministrator, null);

    /// <summary>The first row, if there is one.</summary>
    internal async ValueTask<T?> Find<T>(Sql sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        await using var batch = Batch(sql);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var row = await reader.ReadAsync(cancellationToken) ? read(reader) : null;
        // Errors come with the rest of the answer.
        while (await reader.NextResultAsync(cancellationToken)) { }
        return row;
    }

    /// <summary>All rows of a statement that limits them.</summary>
    internal async ValueTask<IReadOnlyList<T>> List<T>(
        Sql sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var batch = Batch(sql);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Whether the statement changed a row.</summary>
    internal async ValueTask<bool> Change(Sql sql, CancellationToken cancellationToken)
    {
        await using var batch = Batch(sql);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return batch.BatchCommands[1].RecordsAffected > 0;
    }

    /// <summary>Stores what follows from no command, with its audit.</summary>
    /// <param name="operation">What the audit calls it.</param>
    /// <param name="account">The account that it is about.</param>
    /// <param name="decision">The rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask Store(Type operation, UserId account, Decision<Nothing> decision, CancellationToken cancellationToken)
    {
        var call = new CommandCall(
            new Operation { Message = operation, Answer = typeof(Nothing), IsCommand = true, Method = "", Path = "" }, caller,
            account.Value);
        await using var batch = CommandBatch.Of(call, decision, null, time.GetUtcNow(), database, limit);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlBatch Batch(Sql sql)
    {
        var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(caller));
        batch.BatchCommands.Add(Database.Command(sql));
        return batch;
    }
}
