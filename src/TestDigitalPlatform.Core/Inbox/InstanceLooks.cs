using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Inbox;

/// <summary>Reads instances of processes, and how far the keys of their messages have come: what is asked at the same time shares a statement.</summary>
/// <remarks>
/// A look goes out at once unless others are under way. One that fails together with others is made again by itself, so its outcome never
/// depends on theirs.
/// </remarks>
/// <param name="database">The service's database.</param>
/// <param name="statements">How many may be under way at once.</param>
internal sealed class InstanceLooks(Database database, int statements)
{
    private const int MaxMembers = 32;

    private readonly Lock gate = new();
    private readonly Queue<Member> waiting = new();
    private int underWay;

    /// <summary>Looks for one message.</summary>
    internal async Task<InstanceLook> Look(TransportMessage message, InstanceName instance, CancellationToken cancellationToken)
    {
        if (new[] { message.Source, message.Key, instance.Process }.Any(text => text?.Contains('\0') is true))
            throw Unstorable();
        var member = new Member(message, instance);
        if ((Enter(member) ?? await member.Turn.Task) is { } group)
            await Lead(group, cancellationToken);
        return await member.Found.Task ?? (await Run([member], cancellationToken))[0];
    }

    // What the server says of such a text. It must not be asked: when it refuses the values of a statement that is just being
    // prepared, Npgsql takes the next statement's answer for this one's, and ends the connection.
    private static PostgresException Unstorable() => new(
        "invalid byte sequence for encoding \"UTF8\": 0x00", "ERROR", "ERROR", PostgresErrorCodes.CharacterNotInRepertoire);

    // The group that the member leads; null when it is to wait for its turn.
    private Member[]? Enter(Member member)
    {
        lock (gate)
        {
            if (underWay < statements)
            {
                underWay++;
                return [member];
            }

            waiting.Enqueue(member);
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

            next = new Member[Math.Min(waiting.Count, MaxMembers)];
            for (var i = 0; i < next.Length; i++)
                next[i] = waiting.Dequeue();
        }

        next[0].Turn.SetResult(next);
    }

    private async Task Lead(Member[] group, CancellationToken cancellationToken)
    {
        try
        {
            // One that leads others does not give up for all of them; the command timeout ends it.
            var found = await Run(group, group.Length == 1 ? cancellationToken : CancellationToken.None);
            for (var i = 0; i < group.Length; i++)
                group[i].Found.SetResult(found[i]);
        }
        catch (Exception e) when (group.Length == 1)
        {
            group[0].Found.SetException(e);
        }
        catch (Exception)
        {
            // What was wrong with one is told to that one, when it looks by itself.
            foreach (var member in group)
                member.Found.SetResult(null);
        }
        finally
        {
            Leave();
            foreach (var member in group.AsSpan(1))
                member.Turn.SetResult(null);
        }
    }

    private async Task<InstanceLook[]> Run(Member[] group, CancellationToken cancellationToken)
    {
        // It says itself whose each instance is, and is refused in the isolation of any customer.
        await using var command = database.Source.CreateCommand(
            """
            select last, key, version, state, body, woken_at, is_over, began
            from tdp.look_at_processes(set_config('tdp.customer', '', true), $1, $2, $3, $4, $5)
            """);
        command.Parameters.Add(Array(group, m => m.Message.Source));
        command.Parameters.Add(Array(group, m => m.Message.Key));
        command.Parameters.Add(Array(group, m => m.Instance.Id));
        command.Parameters.Add(Array(group, m => m.Instance.Process));
        command.Parameters.Add(Array(group, m => m.Instance.Customer));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new InstanceLook[group.Length];
        for (var i = 0; i < found.Length; i++)
        {
            await reader.ReadAsync(cancellationToken);
            found[i] = new InstanceLook(reader.GetInt64(0), Row(reader));
        }

        return found;
    }

    private static InstanceRow? Row(NpgsqlDataReader reader) => reader.IsDBNull(2) ? null : new InstanceRow(
        reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetString(4),
        reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5), reader.GetBoolean(6), reader.GetInt64(7));

    private static NpgsqlParameter<T[]> Array<T>(Member[] group, Func<Member, T> value) =>
        new() { TypedValue = System.Array.ConvertAll(group, member => value(member)) };

    private sealed record Member(TransportMessage Message, InstanceName Instance)
    {
        /// <summary>Completes with the group that this one leads, or with none when it has been led.</summary>
        internal TaskCompletionSource<Member[]?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary><see langword="null"/> when it has to look by itself.</summary>
        internal TaskCompletionSource<InstanceLook?> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>What was found for a message.</summary>
/// <param name="Last">How far its key has come.</param>
/// <param name="Row">Its instance, if there is one.</param>
internal sealed record InstanceLook(long Last, InstanceRow? Row);
