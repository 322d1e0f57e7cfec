using System.Globalization;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Inbox;

/// <summary>Stores the effects of messages: those that are ready at the same time share one transaction.</summary>
/// <remarks>
/// While transactions are under way, what becomes ready waits for the next one, so nothing waits when little is to be
/// done. A message that can't be stored together with others, or would make them wait, is stored by itself: the outcome of a
/// message never depends on those that it shared a transaction with.
/// </remarks>
/// <param name="database">The service's database.</param>
/// <param name="transactions">How many may be under way at once.</param>
/// <param name="limit">The statement timeout in milliseconds, except for a message that is stored by itself.</param>
internal sealed class GroupCommit(Database database, int transactions, int limit = 100)
{
    private const int MaxMembers = 32;

    // A message that changes more than this has a transaction of its own.
    private const int MaxStatements = 20;

    // A slow statement, or one that waits for a lock, delays the other messages. Not a lock timeout: a trigger that catches
    // all errors would catch it.
    private readonly string limited = string.Create(
        CultureInfo.InvariantCulture, $", set_config('statement_timeout', '{limit}ms', true)");

    private readonly Lock gate = new();
    private readonly LinkedList<Member> waiting = new();
    private int underWay;

    /// <summary>How many to have under way.</summary>
    /// <param name="concurrency">How many messages are handled at once.</param>
    /// <returns>
    /// Enough for the next to be prepared while one is stored, and for a larger server to store on several processors.
    /// </returns>
    internal static int AtOnce(int concurrency) => Math.Max(2, concurrency / 8);

    /// <summary>Stores the effects of one message, wholly or not at all.</summary>
    /// <returns>Whether others of its key wait for it.</returns>
    /// <exception cref="PostgresException">The server refuses them.</exception>
    internal async Task<bool> Store(Effects effects, CancellationToken cancellationToken)
    {
        if (effects.Statements.Count > MaxStatements)
            return await StoreAlone(effects, cancellationToken);
        // After a second transaction that failed because of another message, this one is stored by itself.
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var member = new Member(effects);
            if ((Enter(member) ?? await member.Turn.Task) is { } group)
                await Lead(group, cancellationToken);
            var end = await member.End.Task;
            if (end is End.Stored or End.StoredAndOthersWait)
                return end == End.StoredAndOthersWait;
            effects.Renew();
            if (end == End.Alone)
                break;
        }

        return await StoreAlone(effects, cancellationToken);
    }

    // It does not count among the transactions under way, however long it takes.
    private async Task<bool> StoreAlone(Effects effects, CancellationToken cancellationToken) =>
        (await Run([effects], isLimited: false, cancellationToken))[0];

    // The group that the member leads; null when it is to wait for its turn.
    private Member[]? Enter(Member member)
    {
        lock (gate)
        {
            if (underWay < transactions)
            {
                underWay++;
                return [member];
            }

            waiting.AddLast(member);
            return null;
        }
    }

    private void Leave()
    {
        Member[] next;
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                underWay--;
                return;
            }

            next = Take();
        }

        next[0].Turn.SetResult(next);
    }

    private Member[] Take()
    {
        var group = new List<Member>();
        for (var node = waiting.First; node is not null && group.Count < MaxMembers;)
        {
            var (at, member) = (node, node.Value);
            node = node.Next;
            if (group.Count > 0 && !MayShare(group[0].Effects, member.Effects))
                continue;
            group.Add(member);
            waiting.Remove(at);
        }

        return [.. group];
    }

    // What is deferred to the end of the transaction runs in the isolation of the last of them.
    private bool MayShare(Effects first, Effects other) =>
        !database.Scope.HasDeferred || database.Scope.Of(first.Caller) == database.Scope.Of(other.Caller);

    private async Task Lead(Member[] group, CancellationToken cancellationToken)
    {
        try
        {
            // One that leads others does not give up for all of them; the limits end it soon.
            var stored = await Run(
                [.. group.Select(member => member.Effects)], isLimited: true,
                group.Length == 1 ? cancellationToken : CancellationToken.None);
            for (var i = 0; i < group.Length; i++)
                group[i].End.SetResult(stored[i] ? End.StoredAndOthersWait : End.Stored);
        }
        catch (Exception e) when (group.Length == 1 && e is not PostgresException { SqlState: PostgresErrorCodes.QueryCanceled }
            && (group[0].Effects.Move is null || e is not PostgresException told || InstanceMoves.IsRaised(told)))
        {
            group[0].End.SetException(e);
        }
        catch (Exception e)
        {
            // What was wrong with one is told to that one, when it is stored by itself.
            var failed = e is PostgresException { BatchCommand: NpgsqlBatchCommand command } refused
                ? Array.Find(group, member => member.Effects.Has(command) || member.Effects.IsNamedBy(refused))
                : null;
            foreach (var member in group)
            {
                if (!DatabaseError.IsUndone(e))
                    member.Effects.MayHaveBeenStored();
                member.End.SetResult(failed is null || member == failed ? End.Alone : End.Again);
            }
        }
        finally
        {
            Leave();
            foreach (var member in group.AsSpan(1))
                member.Turn.SetResult(null);
        }
    }

    // One batch: one round trip, one transaction. The marks come first, since each may end all.
    private async Task<bool[]> Run(Effects[] group, bool isLimited, CancellationToken cancellationToken)
    {
        await using var batch = database.Source.CreateBatch();
        var moves = isLimited ? InstanceMoves.Among(group) : [];
        // What moves instances says itself whose each is, and is refused in the isolation of any customer.
        var begin = database.Scope.Before(moves.Length > 0 ? null : group[0].Caller);
        if (isLimited)
            begin.CommandText += limited;
        batch.BatchCommands.Add(begin);
        var others = moves.Length == 0 ? group : Array.FindAll(group, effects => !moves.Contains(effects));
        if (moves.Length > 0)
            batch.BatchCommands.Add(InstanceMoves.Command(moves));
        foreach (var effects in others)
            batch.BatchCommands.Add(effects.Mark);
        foreach (var effects in group)
            Add(batch, effects, isIsolated: group.Length == 1 && moves.Length == 0, isMoved: moves.Contains(effects));

        database.Watch?.Invoke(batch);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var othersWait = new Dictionary<Effects, bool>(group.Length);
        if (moves.Length > 0)
        {
            var waits = await Next<bool[]>(reader, cancellationToken);
            for (var i = 0; i < moves.Length; i++)
                othersWait.Add(moves[i], waits[i]);
        }

        foreach (var effects in others)
            othersWait.Add(effects, await Next<bool>(reader, cancellationToken));
        while (await reader.NextResultAsync(cancellationToken))
        {
            // An error of a later statement is raised here.
        }

        return Array.ConvertAll(group, effects => othersWait[effects]);
    }

    private void Add(NpgsqlBatch batch, Effects effects, bool isIsolated, bool isMoved)
    {
        var from = isMoved ? 1 : 0;
        if (!isIsolated && from < effects.Statements.Count)
            batch.BatchCommands.Add(database.Scope.Before(effects.Caller));
        for (var at = from; at < effects.Statements.Count; at++)
            batch.BatchCommands.Add(effects.Statements[at]);
    }

    private static async Task<T> Next<T>(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetFieldValue<T>(0);
    }

    private enum End
    {
        Stored,
        StoredAndOthersWait,

        /// <summary>Nothing was stored, because of another one.</summary>
        Again,

        /// <summary>Nothing was stored, maybe because of this one.</summary>
        Alone,
    }

    private sealed record Member(Effects Effects)
    {
        /// <summary>Completes with the group that this one leads, or with none when it has been led.</summary>
        internal TaskCompletionSource<Member[]?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource<End> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>What a message changes in the database.</summary>
/// <param name="caller">In whose isolation the first of the statements runs.</param>
/// <param name="mark">Marks the message as taken effect, and answers whether others of its key wait.</param>
/// <param name="statements">What the handlers decided, and where the isolation changes.</param>
/// <param name="mayHaveBeenStored">Called when it is not known whether they took effect.</param>
internal sealed class Effects(
    Caller caller, NpgsqlBatchCommand mark, IReadOnlyList<NpgsqlBatchCommand> statements, Action mayHaveBeenStored)
{
    internal Caller Caller => caller;

    internal NpgsqlBatchCommand Mark { get; private set; } = mark;

    internal IReadOnlyList<NpgsqlBatchCommand> Statements { get; private set; } = statements;

    /// <summary>What may be stored by one statement with those of other messages, in place of the mark and the first statement.</summary>
    internal MarkedMove? Move { get; init; }

    internal void MayHaveBeenStored() => mayHaveBeenStored();

    internal bool Has(NpgsqlBatchCommand command) => command == Mark || Statements.Contains(command);

    /// <summary>Whether what was stored together with others failed because of this one.</summary>
    internal bool IsNamedBy(PostgresException e) =>
        Move is { } move && InstanceMoves.IsRaised(e) && Guid.TryParse(e.ColumnName, out var id) && id == move.Mark.Message.Id;

    // A command remembers what was prepared for it, on the connection where it failed.
    internal void Renew()
    {
        Mark = Copy(Mark);
        Statements = [.. Statements.Select(Copy)];
    }

    private static NpgsqlBatchCommand Copy(NpgsqlBatchCommand command)
    {
        var copy = new NpgsqlBatchCommand(command.CommandText);
        foreach (var parameter in command.Parameters.Cast<ICloneable>())
            copy.Parameters.Add((NpgsqlParameter)parameter.Clone());
        return copy;
    }
}
