using System.Data.Common;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Inbox;

/// <summary>Looks whether a message is next of its key, in front of a fetch; and marks it as taken effect.</summary>
/// <param name="message">The message.</param>
/// <param name="needs">The number of its key that must have taken effect before; 0 for none.</param>
/// <param name="isHeld">Whether it was held, and is removed from there when it takes effect.</param>
internal sealed class InboxMark(TransportMessage message, long needs, bool isHeld) : IFirstStatement
{
    /// <summary>What <c>tdp.mark_message</c> raises: the message took effect before.</summary>
    internal const string HandledBefore = "TDP03";

    /// <summary>What <c>tdp.mark_message</c> raises: an earlier message of the key has not taken effect.</summary>
    internal const string EarlierMissing = "TDP04";

    private long? seen;

    internal long Needs { get; } = needs;

    /// <summary>How the handling ends before anything is decided; <see langword="null"/> when the message is next, or
    /// nobody has looked.</summary>
    internal Handling? End { get; private set; }

    bool IFirstStatement.EndsFlow => End is not null;

    /// <summary>Whether a handler of the message has read something, and so decides on how far the key has come.</summary>
    internal bool HasLooked => seen is not null;

    // How far the key has come is what the decision was made on: when it has come further at the end, it is made again.
    NpgsqlBatchCommand IFirstStatement.Command() => new("select handled, last from tdp.look_at_message($1, $2, $3, $4)")
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = message.Id },
            new NpgsqlParameter<DateTime> { TypedValue = message.SentAt.UtcDateTime },
            new NpgsqlParameter<string> { TypedValue = message.Source },
            new NpgsqlParameter<string?> { TypedValue = message.Key },
        },
    };

    async Task IFirstStatement.Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        var last = reader.GetInt64(1);
        if (reader.GetBoolean(0))
            End = Handling.Repeated;
        else if (last < Needs)
            End = Handling.TooEarly;
        else
            seen = last;
    }

    /// <summary>The statement that goes into the batch of the effects; answers whether others of the key wait.</summary>
    internal NpgsqlBatchCommand Command() => new("select tdp.mark_message($1, $2, $3, $4, $5, $6, $7, $8)")
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = message.Id },
            new NpgsqlParameter<DateTime> { TypedValue = message.SentAt.UtcDateTime },
            new NpgsqlParameter<string> { TypedValue = message.Source },
            new NpgsqlParameter<string?> { TypedValue = message.Key },
            new NpgsqlParameter<long> { TypedValue = message.Number },
            new NpgsqlParameter<long> { TypedValue = Needs },
            new NpgsqlParameter<long?> { TypedValue = seen },
            new NpgsqlParameter<bool> { TypedValue = isHeld },
        },
    };
}
