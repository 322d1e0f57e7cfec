using Npgsql;
using NpgsqlTypes;

namespace TestDigitalPlatform.Inbox;

/// <summary>A message that leads to a transition, with what one statement stores of both.</summary>
/// <param name="Mark">The message.</param>
/// <param name="Move">The transition.</param>
/// <param name="Statement">What stores the transition by itself.</param>
internal sealed record MarkedMove(InboxMark Mark, InstanceMove Move, NpgsqlBatchCommand Statement);

/// <summary>Stores the transitions of several messages by one statement.</summary>
internal static class InstanceMoves
{
    /// <summary>What the statement raises because of a message; it names the message then.</summary>
    internal static bool IsRaised(PostgresException e) =>
        e.SqlState is InboxMark.HandledBefore or InboxMark.EarlierMissing or Data.DatabaseError.NothingChanged;

    /// <summary>Those that can be stored together: the first of each key and each instance.</summary>
    internal static Effects[] Among(Effects[] group)
    {
        var taken = new HashSet<(string, string)>();
        return System.Array.FindAll(group, effects => effects.Move is { } its
            && (its.Mark.Message.Key is not { } key || taken.Add((its.Mark.Message.Source, key)))
            && taken.Add(("", its.Move.Instance.ToString())));
    }

    /// <summary>Marks the messages and stores the transitions; answers for each whether others of its key wait.</summary>
    internal static NpgsqlBatchCommand Command(Effects[] group)
    {
        var moves = System.Array.ConvertAll(group, effects => effects.Move!);
        return new NpgsqlBatchCommand(
            "select tdp.move_processes($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)")
        {
            Parameters =
            {
                Array(moves, m => m.Mark.Message.Id),
                Array(moves, m => m.Mark.Message.SentAt.UtcDateTime, NpgsqlDbType.TimestampTz),
                Array(moves, m => m.Mark.Message.Source),
                Array(moves, m => m.Mark.Message.Key),
                Array(moves, m => m.Mark.Message.Number),
                Array(moves, m => m.Mark.Seen!.Value),
                Array(moves, m => m.Move.Instance),
                Array(moves, m => m.Move.Process),
                Array(moves, m => m.Move.Key),
                Array(moves, m => m.Move.Customer),
                Array(moves, m => m.Move.Version),
                Array(moves, m => m.Move.State),
                Array(moves, BodyOf, NpgsqlDbType.Jsonb),
                Array(moves, m => m.Move.WakeAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
                Array(moves, m => m.Move.Ends),
                Array(moves, m => m.Move.Begins),
                Array(moves, m => m.Move.At.UtcDateTime, NpgsqlDbType.TimestampTz),
                Array(moves, m => m.Move.Message),
                Array(moves, m => string.Join('\n', m.Move.Ordered)),
            },
        };
    }

    // Sensitive values in it are encrypted already.
    private static string BodyOf(MarkedMove move) =>
        (string)move.Statement.Parameters.Single(parameter => parameter.NpgsqlDbType is NpgsqlDbType.Jsonb).Value!;

    private static NpgsqlParameter<T[]> Array<T>(MarkedMove[] moves, Func<MarkedMove, T> value, NpgsqlDbType? type = null)
    {
        var parameter = new NpgsqlParameter<T[]> { TypedValue = System.Array.ConvertAll(moves, move => value(move)) };
        if (type is { } element)
            parameter.NpgsqlDbType = NpgsqlDbType.Array | element;
        return parameter;
    }
}
